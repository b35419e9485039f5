import { z } from 'zod'
import { AppointmentId, BulkRunId, LeadId, StaffId, StageId, TagId } from '../domain/ids.ts'
import { StageOutcome } from '../domain/stage-outcome.ts'
import { LeadFilter } from './lead-filter.ts'
import { admins, Cursor, ownLeads, PageSize, page, signedIn } from './procedure.ts'

/** Some leads that were picked, or all that a filter finds. */
export const LeadSelection = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leads'), leadIds: z.array(LeadId).min(1).max(2_000) }),
  z.object({ kind: z.literal('filter'), filter: LeadFilter }),
])
export type LeadSelection = z.infer<typeof LeadSelection>

export const BulkAction = z.discriminatedUnion('kind', [
  /** `reason` counts where the stage is one of those that are given up. */
  z.object({ kind: z.literal('stage'), stageId: StageId, reason: z.string().trim().max(200).nullable() }),
  /** Null gives them back to the pool. */
  z.object({ kind: z.literal('owner'), ownerId: StaffId.nullable() }),
  z.object({ kind: z.literal('add_tag'), tagId: TagId }),
  z.object({ kind: z.literal('remove_tag'), tagId: TagId }),
  /** For good, as a single one is deleted. For admins and managers. */
  z.object({ kind: z.literal('delete') }),
])
export type BulkAction = z.infer<typeof BulkAction>

/** Somebody's leads go to others, one after the other where these are several. */
export const HandOver = z.object({
  kind: z.literal('hand_over'),
  fromId: StaffId,
  toIds: z.array(StaffId).min(1).max(100),
  /** Which of them: by where they stand. Empty: all. */
  outcomes: z.array(StageOutcome).max(5),
  /** Coming visits that would meet what the new one has then: given all the same, or kept where they are. */
  clashing: z.enum(['give', 'keep']).default('give'),
})
export type HandOver = z.infer<typeof HandOver>

/**
 * gathering → running → done | cancelled → undoing → undone
 * What is to be changed is written down before anything is: nothing that the action itself brings about adds to it or takes from it.
 */
export const BulkState = z.enum(['gathering', 'running', 'done', 'cancelled', 'undoing', 'undone'])
export type BulkState = z.infer<typeof BulkState>

export const BulkRun = z.object({
  id: BulkRunId,
  staffId: StaffId.nullable(),
  action: z.union([BulkAction, HandOver]),
  state: BulkState,
  /** How many there are; while it gathers, how many it has found so far. */
  total: z.number(),
  done: z.number(),
  /** Of which nothing was changed, each for a reason. */
  leftOut: z.number(),
  /** Of an undo: how many were put back so far. */
  undone: z.number(),
  createdAt: z.number(),
  finishedAt: z.number().nullable(),
  /** Until when it can be undone; null where it cannot. */
  undoUntil: z.number().nullable(),
})
export type BulkRun = z.infer<typeof BulkRun>

/** Why a lead was left as it is. */
export const LeftOutReason = z.enum(['already', 'not_yours', 'gone', 'changed_since', 'failed'])
export type LeftOutReason = z.infer<typeof LeftOutReason>

const LeftOut = z.object({ leadId: LeadId, name: z.string(), reason: LeftOutReason })

/** What somebody got by a hand-over, until they have seen it. */
export const HandOverNotice = z.object({
  runId: BulkRunId,
  fromId: StaffId,
  leads: z.number(),
  /** Of which something is planned. */
  nextActions: z.number(),
  /** With a chat that waits for an answer. */
  waitingChats: z.number(),
  /** Visits of theirs that are still to come. */
  appointments: z.number(),
  at: z.number(),
})
export type HandOverNotice = z.infer<typeof HandOverNotice>

const one = z.object({ id: BulkRunId })

export const bulkActions = {
  /** Answers at once; how far it is, `list` tells. Only what the person may see is changed. */
  start: ownLeads
    .input(one.extend({ selection: LeadSelection, action: BulkAction }))
    .output(BulkRun)
    .errors({ REASON_REQUIRED: {}, TOO_MANY_RUNS: {} }),
  /** One's own of the last days, and for admins and managers everybody's; the newest first. */
  list: signedIn.output(z.array(BulkRun)),
  get: signedIn.input(one).output(BulkRun),
  /** What is done stays done. */
  cancel: signedIn.input(one).output(BulkRun),
  /** Each lead gets back what it had, except where somebody has changed it since. */
  undo: signedIn
    .input(one)
    .output(BulkRun)
    .errors({ CANNOT_UNDO: { data: z.object({ reason: z.enum(['too_late', 'not_over', 'not_this']) }) } }),
  leftOut: signedIn
    .input(one.extend({ cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
    .output(page(LeftOut)),
  /** What somebody has to hand over. */
  belongings: admins.input(z.object({ staffId: StaffId })).output(
    z.object({
      leads: z.array(z.object({ outcome: StageOutcome, leads: z.number() })),
      nextActions: z.number(),
      waitingChats: z.number(),
      appointments: z.number(),
    }),
  ),
  handOver: admins
    .input(one.extend({ handOver: HandOver }))
    .output(BulkRun)
    .errors({ TOO_MANY_RUNS: {} }),
  /** Before: which coming visits would meet what each of those who get them has then. */
  handOverClashes: admins.input(z.object({ fromId: StaffId, toIds: z.array(StaffId).max(100) })).output(
    z.array(
      z.object({
        toId: StaffId,
        total: z.number(),
        /** The next ones. */
        first: z.array(
          z.object({ id: AppointmentId, startsAt: z.number(), endsAt: z.number(), names: z.array(z.string()) }),
        ),
      }),
    ),
  ),
  /** What was handed over to whoever asks, and not seen yet. */
  receivedHandOvers: signedIn.output(z.array(HandOverNotice)),
  noteHandOverSeen: signedIn.input(z.object({ runId: BulkRunId })).output(z.void()),
}
