import { z } from 'zod'
import { ChannelAccountId, StaffId } from '../domain/ids.ts'
import { LinkEventKind } from '../domain/link-state.ts'
import { admins, Cursor, managers, PageSize, page } from './procedure.ts'

export const JobSummary = z.object({
  id: z.string(),
  name: z.string(),
  state: z.enum(['waiting', 'running', 'failed']),
  runAt: z.number(),
  attempts: z.number(),
  lastError: z.string().nullable(),
})

export const ScheduleSummary = z.object({
  name: z.string(),
  lastRunAt: z.number().nullable(),
  nextRunAt: z.number().nullable(),
  lastOutcome: z.enum(['succeeded', 'failed']).nullable(),
})

export const DiagnosticsSummary = z.object({
  programVersion: z.string(),
  runtime: z.string(),
  databaseBytes: z.number(),
  databaseSchema: z.number(),
  jobsWaiting: z.number(),
  jobsFailed: z.number(),
  /** Received but not yet stored: anything above zero for long is trouble. */
  journalPending: z.number(),
  isSchedulerRunning: z.boolean(),
  startedAt: z.number(),
})

export const AuditEntry = z.object({
  id: z.string(),
  at: z.number(),
  staffId: StaffId.nullable(),
  action: z.string(),
  subjectKind: z.string(),
  subjectId: z.string().nullable(),
  before: z.record(z.string(), z.unknown()).nullable(),
  after: z.record(z.string(), z.unknown()).nullable(),
})
export type AuditEntry = z.infer<typeof AuditEntry>

export const LinkEvent = z.object({
  at: z.number(),
  kind: LinkEventKind,
  reason: z.string().nullable(),
  code: z.number().nullable(),
})
export type LinkEvent = z.infer<typeof LinkEvent>

export const diagnostics = {
  summary: managers.output(DiagnosticsSummary),
  jobs: managers.output(z.array(JobSummary)),
  schedules: managers.output(z.array(ScheduleSummary)),
  /** Runs a scheduled job now, whether or not the scheduler works (row C20). */
  runNow: managers.input(z.object({ name: z.string() })).output(z.void()),
  /** What became of one number's link, the newest first. */
  linkHistory: managers.input(z.object({ channelAccountId: ChannelAccountId })).output(z.array(LinkEvent)),
  retryJob: managers.input(z.object({ id: z.string() })).output(z.void()),
  audit: admins
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
    .output(page(AuditEntry)),
}
