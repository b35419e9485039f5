import { Alert, Skeleton, Stack, Tabs, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { DebugNotice } from '../logs/debug-notice.tsx'
import { DebugSwitch } from '../logs/debug-switch.tsx'
import { LogView } from '../logs/log-view.tsx'
import { RequestTable } from '../meta/request-table.tsx'
import { MetaLeadsDiagnostics } from '../meta-leads/meta-leads-diagnostics.tsx'
import { CopyReport } from './copy-report.tsx'
import { DatabaseCheck } from './database-check.tsx'
import { IncomingTable } from './incoming-table.tsx'
import { JobTable } from './job-table.tsx'
import { LinkHistory } from './link-history.tsx'
import { PhoneMessages } from './phone-messages.tsx'
import { ScheduleTable } from './schedule-table.tsx'
import { SummaryList } from './summary-list.tsx'

const RENEW_MS = 30_000

/** Settings → Diagnostics. */
export function DiagnosticsSection() {
  const { t } = useTranslation('diagnostics')
  return (
    <Stack gap="lg">
      <SectionHeader title={t('title')} hint={t('hint')} action={<CopyReport />} />
      <DebugNotice />
      <Tabs defaultValue="state" keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="state">{t('logs:overview')}</Tabs.Tab>
          <Tabs.Tab value="meta">{t('meta:requests.title')}</Tabs.Tab>
          <Tabs.Tab value="log">{t('logs:title')}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="state">
          <ProgramState />
        </Tabs.Panel>
        <Tabs.Panel value="meta">
          <MetaLeadsDiagnostics />
          <RequestTable />
        </Tabs.Panel>
        <Tabs.Panel value="log">
          <Stack gap="lg">
            <DebugSwitch />
            <LogView />
          </Stack>
        </Tabs.Panel>
      </Tabs>
    </Stack>
  )
}

/** What is connected, received, planned and failed. */
function ProgramState() {
  const { t } = useTranslation('diagnostics')
  const { role } = useSignedInStaff()
  const summary = useQuery(api.diagnostics.summary.queryOptions({ refetchInterval: RENEW_MS }))
  const jobs = useQuery(api.diagnostics.jobs.queryOptions({ refetchInterval: RENEW_MS }))
  const schedules = useQuery(api.diagnostics.schedules.queryOptions({ refetchInterval: RENEW_MS }))
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  return (
    <Stack gap="lg">
      {summary.isError && <ProblemNotice error={summary.error} onRetry={() => void summary.refetch()} />}
      {summary.isPending ? <Skeleton height={220} /> : summary.data && <SummaryList summary={summary.data} />}
      {summary.data?.isSchedulerRunning === false && (
        <Alert color="yellow" variant="light" role="status">
          {t('schedulerStopped')}
        </Alert>
      )}
      <DatabaseCheck />
      <Title order={3}>{t('incoming')}</Title>
      <IncomingTable accounts={accounts} />
      {role === 'admin' && (
        <>
          <Title order={3}>{t('messagesByPhone')}</Title>
          <PhoneMessages />
        </>
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
