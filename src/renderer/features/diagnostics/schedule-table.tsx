import { Button, Table, Text, VisuallyHidden } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { ScheduleSummary } from '#shared/contract/diagnostics.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { api } from '../../rpc/api.ts'

interface ScheduleTableProps {
  readonly schedules: readonly z.infer<typeof ScheduleSummary>[]
}

/** What runs by itself; "run now" works even while the scheduler does not. */
export function ScheduleTable({ schedules }: ScheduleTableProps) {
  const { t } = useTranslation('diagnostics')
  const format = useFormat()
  const queries = useQueryClient()
  const runNow = useMutation(
    api.diagnostics.runNow.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.diagnostics.key() }),
    }),
  )
  if (schedules.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('noSchedules')}
      </Text>
    )
  }
  return (
    <Table.ScrollContainer minWidth={560}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('job')}</Table.Th>
            <Table.Th>{t('lastRun')}</Table.Th>
            <Table.Th>{t('nextRun')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {schedules.map(schedule => (
            <Table.Tr key={schedule.name}>
              <Table.Td>{schedule.name}</Table.Td>
              <Table.Td className="tabular">
                {schedule.lastRunAt === null ? t('never') : format.dateTime(schedule.lastRunAt)}
                {schedule.lastOutcome === 'failed' && (
                  <Text span size="xs" c="var(--santral-broken)">
                    {' '}
                    · {t('lastFailed')}
                  </Text>
                )}
              </Table.Td>
              <Table.Td className="tabular">
                {schedule.nextRunAt === null ? t('notPlanned') : format.dateTime(schedule.nextRunAt)}
              </Table.Td>
              <Table.Td ta="end">
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={runNow.isPending && runNow.variables.name === schedule.name}
                  onClick={() => runNow.mutate({ name: schedule.name })}
                >
                  {t('runNow')}
                </Button>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
