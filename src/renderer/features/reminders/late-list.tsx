import { Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ReminderCells } from './reminder-cells.tsx'
import { wordReason } from './reminder-words.ts'

/** Reminders that were missed, or reached nobody: each is sent now or skipped, by a person. */
export function LateList() {
  const { t } = useTranslation('reminders')
  const format = useFormat()
  const queries = useQueryClient()
  const late = useQuery(api.reminders.late.queryOptions())
  const onSettled = () => queries.invalidateQueries({ queryKey: api.reminders.key() })
  const sendNow = useMutation(api.reminders.sendNow.mutationOptions({ onSettled }))
  const skip = useMutation(api.reminders.skip.mutationOptions({ onSettled }))
  const problem = late.error ?? sendNow.error ?? skip.error
  if (late.data?.length === 0) {
    return (
      <EmptyState icon={<IconCheck size={32} stroke={1.4} aria-hidden="true" />} title={t('lateEmpty')}>
        {t('lateEmptyHint')}
      </EmptyState>
    )
  }
  return (
    <>
      {problem !== null && <ProblemNotice error={problem} />}
      <Table.ScrollContainer minWidth={860}>
        <Table highlightOnHover verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('person')}</Table.Th>
              <Table.Th>{t('appointment')}</Table.Th>
              <Table.Th>{t('message')}</Table.Th>
              <Table.Th>{t('why')}</Table.Th>
              <Table.Th w={200}>
                <VisuallyHidden>{t('actions')}</VisuallyHidden>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {late.data?.map(reminder => (
              <Table.Tr key={reminder.id}>
                <ReminderCells reminder={reminder} />
                <Table.Td>
                  <Text size="sm">{wordReason(t, reminder)}</Text>
                  <Text size="xs" c="dimmed" className="tabular">
                    {format.dateTime(reminder.dueAt)}
                  </Text>
                </Table.Td>
                <Table.Td>
                  <Group gap={6} justify="flex-end" wrap="nowrap">
                    <Button
                      size="xs"
                      aria-label={t('sendNowOf', { name: reminder.leadName })}
                      onClick={() => sendNow.mutate({ id: reminder.id })}
                    >
                      {t('sendNow')}
                    </Button>
                    <Button
                      size="xs"
                      variant="default"
                      aria-label={t('skipOf', { name: reminder.leadName })}
                      onClick={() => skip.mutate({ id: reminder.id })}
                    >
                      {t('skip')}
                    </Button>
                  </Group>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  )
}
