import { Table, Text } from '@mantine/core'
import { IconBellRinging } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { ReminderCells } from './reminder-cells.tsx'

/** The reminders that go out next. */
export function UpcomingList() {
  const { t } = useTranslation('reminders')
  const format = useFormat()
  const { data, error } = useQuery(api.reminders.upcoming.queryOptions({ input: {} }))
  if (error !== null) return <ProblemNotice error={error} />
  if (data?.length === 0) {
    return (
      <EmptyState icon={<IconBellRinging size={32} stroke={1.4} aria-hidden="true" />} title={t('upcomingEmpty')}>
        {t('upcomingEmptyHint')}
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
            <Table.Th>{t('message')}</Table.Th>
            <Table.Th>{t('dueAt')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {data?.map(reminder => (
            <Table.Tr key={reminder.id}>
              <ReminderCells reminder={reminder} />
              <Table.Td>
                <Text size="sm" className="tabular">
                  {format.dateTime(reminder.dueAt)}
                </Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
