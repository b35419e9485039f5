import type { z } from 'zod'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import type { DiagnosticsSummary, JobSummary, ScheduleSummary } from '#shared/contract/diagnostics.ts'

interface ReportFacts {
  readonly summary: z.infer<typeof DiagnosticsSummary>
  readonly jobs: readonly z.infer<typeof JobSummary>[]
  readonly schedules: readonly z.infer<typeof ScheduleSummary>[]
  readonly accounts: readonly ChannelAccount[]
}

/** What is pasted into a message for whoever helps: in English, instants in ISO, and no name or number of a person. */
export function diagnosticsReport({ summary, jobs, schedules, accounts }: ReportFacts): string {
  const lines = [
    `Santral ${summary.programVersion} (${summary.runtime}), running since ${iso(summary.startedAt)}`,
    `Database: ${summary.databaseBytes} bytes, schema ${summary.databaseSchema}`,
    `Jobs: ${summary.jobsWaiting} waiting, ${summary.jobsFailed} failed; journal: ${summary.journalPending} pending; scheduler ${summary.isSchedulerRunning ? 'runs' : 'stands'}`,
    ...accounts.map(
      (account, index) => `Link ${index + 1}: ${linkLine(account)}; ${account.queuedCount} messages queued`,
    ),
    ...schedules.map(
      schedule =>
        `Schedule ${schedule.name}: last ${schedule.lastRunAt === null ? 'never' : iso(schedule.lastRunAt)} ${schedule.lastOutcome ?? ''}, next ${schedule.nextRunAt === null ? 'none' : iso(schedule.nextRunAt)}`,
    ),
    ...jobs
      .filter(job => job.state === 'failed')
      .map(job => `Failed job ${job.name}: ${job.attempts} attempts, ${job.lastError ?? 'no reason'}`),
  ]
  return lines.join('\n')
}

function linkLine({ link }: ChannelAccount): string {
  switch (link.kind) {
    case 'waiting-to-reconnect':
      return `${link.kind} since ${iso(link.since)}, ${link.trouble}, code ${link.code ?? '-'}, attempt ${link.attempt}`
    case 'ended':
      return `${link.kind} since ${iso(link.since)}, ${link.end}, code ${link.code ?? '-'}`
    case 'connected':
    case 'connecting':
      return `${link.kind} since ${iso(link.since)}`
    default:
      return link.kind
  }
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
