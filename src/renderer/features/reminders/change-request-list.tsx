import { Anchor, Badge, Button, Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { IconCalendarQuestion } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'

/** Patients who answered a reminder that they would like another time, or none. */
export function ChangeRequestList() {
  const { t } = useTranslation('reminders')
  const format = useFormat()
  const queries = useQueryClient()
  const { data, error } = useQuery(api.reminders.changeRequests.queryOptions())
  const close = useMutation(
    api.reminders.closeChangeRequest.mutationOptions({
      onSettled: () => queries.invalidateQueries({ queryKey: api.reminders.key() }),
    }),
  )
  if (error !== null) return <ProblemNotice error={error} />
  if (data?.length === 0) {
    return (
      <EmptyState icon={<IconCalendarQuestion size={32} stroke={1.4} aria-hidden="true" />} title={t('requestsEmpty')}>
        {t('requestsEmptyHint')}
      </EmptyState>
    )
  }
  return (
    <Table.ScrollContainer minWidth={720}>
      <Table highlightOnHover verticalSpacing="sm">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('person')}</Table.Th>
            <Table.Th>{t('appointment')}</Table.Th>
            <Table.Th>{t('wish')}</Table.Th>
            <Table.Th>{t('asked')}</Table.Th>
            <Table.Th w={120}>
              <VisuallyHidden>{t('actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data?.map(({ id, leadId, leadName, startsAt, typeName, kind, createdAt }) => (
            <Table.Tr key={id}>
              <Table.Td>
                <Anchor
                  size="sm"
                  fw={500}
                  renderRoot={props => <Link to="/leads/$leadId/page" params={{ leadId }} {...props} />}
                >
                  {leadName}
                </Anchor>
              </Table.Td>
              <Table.Td>
                <Text size="sm" className="tabular">
                  {format.dateTime(startsAt)}
                </Text>
                <Text size="xs" c="dimmed">
                  {typeName}
                </Text>
              </Table.Td>
              <Table.Td>
                <Badge variant="light" tt="none" color={kind === 'cancel' ? 'red' : 'yellow'}>
                  {t(`wishes.${kind}`)}
                </Badge>
              </Table.Td>
              <Table.Td>
                <Text size="sm" className="tabular">
                  {format.dateTime(createdAt)}
                </Text>
              </Table.Td>
              <Table.Td>
                <Group justify="flex-end">
                  <Button
                    size="xs"
                    variant="default"
                    aria-label={t('closeOf', { name: leadName })}
                    onClick={() => close.mutate({ id })}
                  >
                    {t('close')}
                  </Button>
                </Group>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
