import { Badge, Button, Table, Text, VisuallyHidden } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { JobSummary } from '#shared/contract/diagnostics.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { api } from '../../rpc/api.ts'

const colors = { waiting: 'gray', running: 'accent', failed: 'red' } as const

interface JobTableProps {
  readonly jobs: readonly z.infer<typeof JobSummary>[]
}

export function JobTable({ jobs }: JobTableProps) {
  const { t } = useTranslation(['diagnostics', 'frame'])
  const format = useFormat()
  const queries = useQueryClient()
  const retry = useMutation(
    api.diagnostics.retryJob.mutationOptions({
      onSuccess: () => queries.invalidateQueries({ queryKey: api.diagnostics.key() }),
    }),
  )
  if (jobs.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        {t('noJobs')}
      </Text>
    )
  }
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('job')}</Table.Th>
            <Table.Th>{t('state')}</Table.Th>
            <Table.Th>{t('runAt')}</Table.Th>
            <Table.Th>{t('attempts')}</Table.Th>
            <Table.Th>{t('lastError')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {jobs.map(job => (
            <Table.Tr key={job.id}>
              <Table.Td>{job.name}</Table.Td>
              <Table.Td>
                <Badge size="sm" variant="light" tt="none" fw={500} color={colors[job.state] ?? 'gray'}>
                  {t(`jobState.${job.state}`)}
                </Badge>
              </Table.Td>
              <Table.Td className="tabular">{format.dateTime(job.runAt)}</Table.Td>
              <Table.Td className="tabular">{format.number(job.attempts)}</Table.Td>
              <Table.Td>
                <Text size="xs" lineClamp={2} title={job.lastError ?? undefined}>
                  {job.lastError}
                </Text>
              </Table.Td>
              <Table.Td ta="end">
                {job.state === 'failed' && (
                  <Button
                    size="compact-sm"
                    variant="default"
                    loading={retry.isPending && retry.variables.id === job.id}
                    onClick={() => retry.mutate({ id: job.id })}
                  >
                    {t('frame:retry')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}
