import { sql } from 'drizzle-orm'
import type { z } from 'zod'
import type { ChannelAccount } from '#shared/contract/channel-accounts.ts'
import type { DiagnosticsSummary, IncomingFilter, JobSummary, ScheduleSummary } from '#shared/contract/diagnostics.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { JobRunner } from '../../jobs/job-runner.ts'
import { countJobs, listJobRuns, listJobs, listSchedules } from '../../jobs/queries.ts'
import type { JobRow, JobRunRow } from '../../jobs/schema.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { SettingsService } from '../settings/service.ts'
import { isDatabaseWhole } from './check-database.ts'
import { type KnownReasons, listIncoming } from './incoming.ts'
import { listMessagesByPhone } from './messages-by-phone.ts'
import { newestBackupAt } from './newest-backup.ts'
import { writeReport } from './report.ts'

/** So many of the newest events are counted in a report. */
const REPORTED_EVENTS = 1_000

export interface DiagnosticsWorld {
  db: Db
  clock: Clock
  runner: Pick<JobRunner, 'isRunning' | 'retry' | 'runNow'>
  /** Names of the jobs that repeat: known also when the scheduler could not plan them. */
  scheduledJobs: readonly string[]
  /** How much was received and is not stored yet. */
  journalPending: () => number
  settings: Pick<SettingsService, 'current'>
  reasons: KnownReasons
  databaseFile: string
  /** Where backups go as of now. */
  backupsFolder: () => string
  program: { version: string; runtime: string; databaseSchema: number; startedAt: number }
}

export function createDiagnosticsService(world: DiagnosticsWorld) {
  const { db, clock, runner, scheduledJobs, journalPending, settings, reasons, databaseFile, backupsFolder, program } =
    world

  function scheduleSummaries(): z.infer<typeof ScheduleSummary>[] {
    const planned = listSchedules(db)
    const unplanned = scheduledJobs
      .filter(name => planned.every(job => job.name !== name))
      .map(name => ({ name, nextRunAt: null, lastRun: listJobRuns(db, { name, limit: 1 })[0] }))
    return [...planned, ...unplanned]
      .map(({ name, nextRunAt, lastRun }) => ({
        name,
        nextRunAt,
        lastRunAt: lastRun?.startedAt ?? null,
        lastOutcome: outcomeOf(lastRun),
      }))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
  }

  function audit(tx: Db, by: StaffId, action: string, subjectId: string): void {
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'job', subjectId })
  }

  function summarize(): z.infer<typeof DiagnosticsSummary> {
    const jobs = countJobs(db)
    return {
      programVersion: program.version,
      runtime: program.runtime,
      databaseBytes: databaseBytes(db),
      databaseSchema: program.databaseSchema,
      jobsWaiting: jobs.waiting,
      jobsFailed: jobs.failed,
      journalPending: journalPending(),
      isSchedulerRunning: runner.isRunning,
      startedAt: program.startedAt,
      newestBackupAt: newestBackupAt(backupsFolder()),
    }
  }

  return {
    async summary() {
      return summarize()
    },

    async jobs(): Promise<z.infer<typeof JobSummary>[]> {
      return listJobs(db).map(toJobSummary)
    },

    async schedules() {
      return scheduleSummaries()
    },

    async incoming(asked: { filter: IncomingFilter; cursor: string | null; limit: number }) {
      return listIncoming(db, reasons, asked)
    },

    /** Written down: somebody looked at what one person wrote and got, if not at the words. */
    async messagesByPhone(by: StaffId, asked: { phone: string; cursor: string | null; limit: number }) {
      if (asked.cursor === null)
        recordAudit(db, clock, {
          staffId: by,
          action: 'diagnostics.messages_listed',
          subjectKind: 'lead',
          subjectId: null,
        })
      return listMessagesByPhone(db, { ...asked, country: settings.current().defaultCountry })
    },

    async checkDatabase(): Promise<{ isWhole: boolean; at: number }> {
      const isWhole = await isDatabaseWhole(databaseFile)
      return { isWhole, at: clock.now() }
    },

    async report(accounts: readonly ChannelAccount[]): Promise<string> {
      return writeReport({
        at: clock.now(),
        summary: summarize(),
        jobs: listJobs(db).map(toJobSummary),
        schedules: scheduleSummaries(),
        accounts,
        incoming: listIncoming(db, reasons, { filter: 'all', cursor: null, limit: REPORTED_EVENTS }).items,
      })
    },

    /** Answers when the run has ended; how it went stands in `schedules`. Other jobs need data that nobody could give here. */
    async runNow(by: StaffId, name: string): Promise<void> {
      if (scheduleSummaries().every(schedule => schedule.name !== name)) throw notFound('job')
      audit(db, by, 'job.run_by_hand', name)
      await runner.runNow(name)
    },

    async retryJob(by: StaffId, id: string): Promise<void> {
      transact(db, tx => {
        if (!runner.retry(id)) throw notFound('job')
        audit(tx, by, 'job.retried', id)
      })
    },
  }
}
export type DiagnosticsService = ReturnType<typeof createDiagnosticsService>

function toJobSummary(job: Pick<JobRow, 'id' | 'name' | 'state' | 'runAt' | 'attempts' | 'errorClass'>) {
  const { id, name, state, runAt, attempts, errorClass } = job
  const shownState = state === 'pending' ? ('waiting' as const) : state
  return { id, name, state: shownState, runAt, attempts, lastError: errorClass }
}

/** Null while it runs, when it never ran, and when it said itself that it was too early. */
function outcomeOf(run: JobRunRow | undefined): 'succeeded' | 'failed' | null {
  const outcome = run?.outcome ?? 'postponed'
  switch (outcome) {
    case 'succeeded':
      return 'succeeded'
    case 'postponed':
      return null
    case 'failed':
    case 'retrying':
    case 'interrupted':
      return 'failed'
  }
}

function databaseBytes(db: Db): number {
  const size = sql`SELECT page_count * page_size AS bytes FROM pragma_page_count(), pragma_page_size()`
  return db.get<{ bytes: number }>(size).bytes
}
