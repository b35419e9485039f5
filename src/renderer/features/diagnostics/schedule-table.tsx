import { Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { ScheduleSummary } from '#shared/contract/diagnostics.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { DiagnosticsTable } from './diagnostics-table.tsx'

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
  return (
    <DiagnosticsTable
      rows={schedules}
      keyOf={schedule => schedule.name}
      empty={t('noSchedules')}
      columns={[
        { title: t('job'), cell: schedule => schedule.name },
        {
          title: t('lastRun'),
          isTabular: true,
          cell: ({ lastRunAt, lastOutcome }) => (
            <>
              {lastRunAt === null ? t('never') : format.dateTime(lastRunAt)}
              {lastOutcome === 'failed' && (
                <Text span size="xs" c="var(--santral-broken)">
                  {' '}
                  · {t('lastFailed')}
                </Text>
              )}
            </>
          ),
        },
        {
          title: t('nextRun'),
          isTabular: true,
          cell: ({ nextRunAt }) => (nextRunAt === null ? t('notPlanned') : format.dateTime(nextRunAt)),
        },
      ]}
      action={schedule => (
        <Button
          size="compact-sm"
          variant="default"
          loading={runNow.isPending && runNow.variables.name === schedule.name}
          onClick={() => runNow.mutate({ name: schedule.name })}
        >
          {t('runNow')}
        </Button>
      )}
    />
  )
}
