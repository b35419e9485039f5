import { asc, desc, eq } from 'drizzle-orm'
import type { LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { stages } from '../stages/schema.ts'
import { recordInteraction } from './interactions.ts'
import { getLead, updateLead } from './lead-queries.ts'

/** Moves a lead and notes it on the timeline. Moving to where it stands changes nothing. */
export function moveLeadToStage(
  tx: Db,
  leadId: LeadId,
  stageId: StageId,
  staffId: StaffId | null,
  now: number,
  /** Why it is given up, where it is: kept on the lead until it leaves that stage again, and on the timeline for good. */
  reason: string | null = null,
): boolean {
  const lead = getLead(tx, leadId)
  if (lead.stageId === stageId) return false
  const from = findStage(tx, lead.stageId)
  const to = findStage(tx, stageId)
  if (!to) throw notFound('stage')
  const isFirstConversion = to.outcome === 'converted' && lead.convertedAt === null
  const isRejected = to.outcome === 'rejected'
  const rejectionReason = isRejected ? (reason ?? lead.rejectionReason) : null
  updateLead(
    tx,
    leadId,
    { stageId, stageSince: now, rejectionReason, ...(isFirstConversion ? { convertedAt: now } : {}) },
    now,
  )
  // The names as they were: a stage may be renamed or removed later, the history stays as it happened.
  const data = {
    from: from?.name ?? null,
    to: to.name,
    fromOutcome: from?.outcome ?? null,
    toOutcome: to.outcome,
    // By which figures find them under whatever name they have then.
    fromStageId: lead.stageId,
    toStageId: stageId,
    ...(isRejected && reason !== null ? { reason } : {}),
  }
  recordInteraction(tx, { leadId, staffId, kind: 'status_change', data, at: now })
  return true
}

/**
 * Moves a lead on by what happened to it (assigned, answered): only from one of the given outcomes, and only if the office has a
 * stage for the next.
 */
export function advanceLead(
  tx: Db,
  leadId: LeadId,
  move: { from: readonly StageOutcome[]; to: StageOutcome },
  staffId: StaffId | null,
  now: number,
): boolean {
  const lead = getLead(tx, leadId)
  const current = findStage(tx, lead.stageId)
  if (!current || !move.from.includes(current.outcome)) return false
  const next = tx.select().from(stages).where(eq(stages.outcome, move.to)).orderBy(asc(stages.position)).limit(1).get()
  return next ? moveLeadToStage(tx, leadId, next.id, staffId, now) : false
}

export function findStage(db: Db, id: StageId): typeof stages.$inferSelect | undefined {
  return db.select().from(stages).where(eq(stages.id, id)).get()
}

const startingStage = prepareOnce(db =>
  db.select({ id: stages.id }).from(stages).orderBy(desc(stages.isDefault), asc(stages.position)).limit(1).prepare(),
)

/** Where new leads start: the default stage, or the first in order. */
export function findStartingStage(db: Db): StageId {
  const start = startingStage(db).get()
  if (!start) throw new Error('the office has no stage; the first run creates them')
  return start.id
}
