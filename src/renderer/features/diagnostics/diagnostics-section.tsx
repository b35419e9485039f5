import { Alert, Button, CopyButton, Skeleton, Stack, Title } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api } from '../../rpc/api.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { JobTable } from './job-table.tsx'
import { LinkHistory } from './link-history.tsx'
import { diagnosticsReport } from './report.ts'
import { ScheduleTable } from './schedule-table.tsx'
import { SummaryList } from './summary-list.tsx'

const RENEW_MS = 30_000

/** Settings → Diagnostics. */
export function DiagnosticsSection() {
  const { t } = useTranslation('diagnostics')
  const summary = useQuery(api.diagnostics.summary.queryOptions({ refetchInterval: RENEW_MS }))
  const jobs = useQuery(api.diagnostics.jobs.queryOptions({ refetchInterval: RENEW_MS }))
  const schedules = useQuery(api.diagnostics.schedules.queryOptions({ refetchInterval: RENEW_MS }))
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  return (
    <Stack gap="lg">
      <SectionHeader
        title={t('title')}
        hint={t('hint')}
        action={
          <CopyButton
            value={
              summary.data
                ? diagnosticsReport({
                    summary: summary.data,
                    jobs: jobs.data ?? [],
                    schedules: schedules.data ?? [],
                    accounts,
                  })
                : ''
            }
          >
            {({ copied, copy }) => (
              <Button variant="default" leftSection={<IconCopy size={16} />} disabled={!summary.data} onClick={copy}>
                {copied ? t('copied') : t('copyReport')}
              </Button>
            )}
          </CopyButton>
        }
      />
      {summary.isError && <ProblemNotice error={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.isPending ? <Skeleton height={220} /> : summary.data && <SummaryList summary={summary.data} />}
      {summary.data?.isSchedulerRunning === false && (
        <Alert color="yellow" variant="light" role="status">
          {t('schedulerStopped')}
        </Alert>
      )}
      {accounts.length > 0 && <Title order={3}>{t('linkHistory')}</Title>}
      {accounts.map(account => (
        <LinkHistory key={account.id} account={account} />
      ))}
      <Title order={3}>{t('schedules')}</Title>
      {schedules.isError && <ProblemNotice error={schedules.error} onRetry={() => void schedules.refetch()} />}
      <ScheduleTable schedules={schedules.data ?? []} />
      <Title order={3}>{t('jobs')}</Title>
      {jobs.isError && <ProblemNotice error={jobs.error} onRetry={() => void jobs.refetch()} />}
      <JobTable jobs={jobs.data ?? []} />
    </Stack>
  )
}
