import { z } from 'zod'
import { ChannelAccountId, MessageId, StaffId } from '../domain/ids.ts'
import { LinkEventKind } from '../domain/link-state.ts'
import { MessageDirection, MessageKind, MessageStatus } from '../domain/message.ts'
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
  /** The newest copy in the backups folder; null when there is none. */
  newestBackupAt: z.number().nullable(),
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

/**
 *   waiting              received, and not dealt with yet
 *   stored               a message, or a change of one
 *   duplicate            a second copy of what was stored already
 *   ignored-by-setting   the office wants none of these
 *   ignored              nothing that a person has said
 *   placeholder          could not be read: its place stands, and it will be asked for again
 *   asked-again          the same, and it was
 *   failed               could not be stored or read, and why
 */
export const IncomingOutcome = z.enum([
  'waiting',
  'stored',
  'duplicate',
  'ignored-by-setting',
  'ignored',
  'placeholder',
  'asked-again',
  'failed',
])
export type IncomingOutcome = z.infer<typeof IncomingOutcome>

/** Something that a number received, without a word of what it says or whose it is (row E43). */
export const IncomingEvent = z.object({
  id: z.string(),
  at: z.number(),
  channelAccountId: ChannelAccountId,
  /** Null for what became no message. */
  kind: MessageKind.nullable(),
  outcome: IncomingOutcome,
  /** How often it was tried again. */
  attempts: z.number(),
  reason: z.string().nullable(),
})
export type IncomingEvent = z.infer<typeof IncomingEvent>

export const IncomingFilter = z.enum(['all', 'stored', 'ignored', 'open'])
export type IncomingFilter = z.infer<typeof IncomingFilter>

/** What happened with one message of a number (row E41), without its words. */
export const MessageTrace = z.object({
  id: MessageId,
  at: z.number(),
  direction: MessageDirection,
  kind: MessageKind,
  status: MessageStatus,
  problem: z.string().nullable(),
  sentAt: z.number().nullable(),
  deliveredAt: z.number().nullable(),
  readAt: z.number().nullable(),
  editedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
})
export type MessageTrace = z.infer<typeof MessageTrace>

export const diagnostics = {
  summary: managers.output(DiagnosticsSummary),
  jobs: managers.output(z.array(JobSummary)),
  schedules: managers.output(z.array(ScheduleSummary)),
  /** Runs a scheduled job now, whether or not the scheduler works (row C20). */
  runNow: managers.input(z.object({ name: z.string() })).output(z.void()),
  /** What became of one number's link, the newest first. */
  linkHistory: managers.input(z.object({ channelAccountId: ChannelAccountId })).output(z.array(LinkEvent)),
  /** What the linked numbers received and what became of it, the newest first. */
  incoming: managers
    .input(
      z.object({
        filter: IncomingFilter.default('all'),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(IncomingEvent)),
  /** Every message of one number, in whichever way it is written; none when nobody is known by it. */
  messagesByPhone: admins
    .input(
      z.object({
        phone: z.string().trim().min(3).max(40),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(MessageTrace)),
  /** Reads the whole database file, beside everything else; large ones take a while. */
  checkDatabase: managers.output(z.object({ isWhole: z.boolean(), at: z.number() })),
  /** For whoever helps: in English, without a name, a number or a word of a person. */
  report: managers.output(z.string()),
  retryJob: managers.input(z.object({ id: z.string() })).output(z.void()),
  audit: admins
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
    .output(page(AuditEntry)),
}
