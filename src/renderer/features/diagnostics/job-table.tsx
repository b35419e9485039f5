import { Badge, Button, Text } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { z } from 'zod'
import type { JobSummary } from '#shared/contract/diagnostics.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { DiagnosticsTable } from './diagnostics-table.tsx'

const colors = { waiting: 'gray', running: 'accent', failed: 'red' } as const

interface JobTableProps {
  readonly jobs: readonly z.infer<typeof JobSummary>[]
}

export function JobTable({ jobs }: JobTableProps) {
  const { t } = useTranslation('diagnostics')
  const format = useFormat()
  const queries = useQueryClient()
  const retry = useMutation(
    api.diagnostics.retryJob.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.diagnostics.key() }),
    }),
  )
  return (
    <DiagnosticsTable
      rows={jobs}
      keyOf={job => job.id}
      empty={t('noJobs')}
      minWidth={620}
      columns={[
        { title: t('job'), cell: job => job.name },
        {
          title: t('state'),
          cell: job => (
            <Badge size="sm" variant="light" tt="none" fw={500} color={colors[job.state] ?? 'gray'}>
              {t(`jobState.${job.state}`)}
            </Badge>
          ),
        },
        { title: t('runAt'), cell: job => format.dateTime(job.runAt), isTabular: true },
        { title: t('attempts'), cell: job => format.number(job.attempts), isTabular: true },
        {
          title: t('lastError'),
          cell: job => (
            <Text size="xs" lineClamp={2} title={job.lastError ?? undefined}>
              {job.lastError}
            </Text>
          ),
        },
      ]}
      action={job =>
        job.state === 'failed' && (
          <Button
            size="compact-sm"
            variant="default"
            loading={retry.isPending && retry.variables.id === job.id}
            onClick={() => retry.mutate({ id: job.id })}
          >
            {t('frame:retry')}
          </Button>
        )
      }
    />
  )
}
