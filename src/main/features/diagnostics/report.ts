import type { z } from 'zod'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import type { DiagnosticsSummary, IncomingEvent, JobSummary, ScheduleSummary } from '#shared/contract/diagnostics.ts'

export interface ReportFacts {
  readonly at: number
  readonly summary: z.infer<typeof DiagnosticsSummary>
  readonly jobs: readonly z.infer<typeof JobSummary>[]
  readonly schedules: readonly z.infer<typeof ScheduleSummary>[]
  readonly accounts: readonly ChannelAccount[]
  /** What the numbers received lately. */
  readonly incoming: readonly IncomingEvent[]
}

/** What is pasted into a message for whoever helps: in English, instants in ISO, and no name, number or word of a person. */
export function writeReport({ at, summary, jobs, schedules, accounts, incoming }: ReportFacts): string {
  const lines = [
    `Santral ${summary.programVersion} (${summary.runtime}), ${iso(at)}, running since ${iso(summary.startedAt)}`,
    `Database: ${summary.databaseBytes} bytes, schema ${summary.databaseSchema}, newest backup ${isoOr(summary.newestBackupAt, 'none')}`,
    `Jobs: ${summary.jobsWaiting} waiting, ${summary.jobsFailed} failed; journal: ${summary.journalPending} pending; scheduler ${summary.isSchedulerRunning ? 'runs' : 'stands'}`,
    ...accounts.map(
      (account, index) =>
        `Link ${index + 1} (${maskPhone(account.phoneNumber)}): ${linkLine(account)}; ${account.queuedCount} messages queued`,
    ),
    ...schedules.map(
      schedule =>
        `Schedule ${schedule.name}: last ${isoOr(schedule.lastRunAt, 'never')} ${schedule.lastOutcome ?? ''}, next ${isoOr(schedule.nextRunAt, 'none')}`,
    ),
    ...jobs
      .filter(job => job.state === 'failed')
      .map(job => `Failed job ${job.name}: ${job.attempts} attempts, ${job.lastError ?? 'no reason'}`),
    ...countOutcomes(incoming),
  ]
  return lines.join('\n')
}

/** +90 and the last two digits: enough to tell two numbers of an office apart, and nobody's number. */
export function maskPhone(phone: string | null): string {
  return phone === null ? 'no number' : `${phone.slice(0, 3)}…${phone.slice(-2)}`
}

function countOutcomes(incoming: readonly IncomingEvent[]): string[] {
  const groups = Map.groupBy(incoming, ({ outcome, reason }) => (reason === null ? outcome : `${outcome}, ${reason}`))
  return [...groups].map(([what, events]) => `Received lately: ${events.length} ${what}`)
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

function isoOr(at: number | null, otherwise: string): string {
  return at === null ? otherwise : iso(at)
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
