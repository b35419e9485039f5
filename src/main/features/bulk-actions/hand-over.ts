import { and, count, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { HandOver, HandOverNotice } from '#shared/contract/bulk-actions.ts'
import type { BulkRunId, StaffId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import type { Db } from '../../db/database.ts'
import { leads } from '../leads/schema.ts'
import { stages } from '../stages/schema.ts'
import { handOverNotices } from './schema.ts'

export interface Belongings {
  readonly leads: { outcome: StageOutcome; leads: number }[]
  readonly nextActions: number
  readonly waitingChats: number
}

/** What hangs on somebody: their leads by where they stand, what is planned with these, and the chats that wait for an answer. */
export function countBelongings(db: Db, staffId: StaffId): Belongings {
  const outcomeOf = new Map(
    db
      .select({ id: stages.id, outcome: stages.outcome })
      .from(stages)
      .all()
      .map(one => [one.id, one.outcome]),
  )
  const byOutcome = new Map<StageOutcome, number>()
  const counted = db
    .select({ stageId: leads.stageId, leads: count() })
    .from(leads)
    .where(eq(leads.ownerId, staffId))
    .groupBy(leads.stageId)
    .all()
  for (const { stageId, leads: number } of counted) {
    const outcome = outcomeOf.get(stageId)
    if (outcome) byOutcome.set(outcome, (byOutcome.get(outcome) ?? 0) + number)
  }
  const { nextActions } = db.get<{ nextActions: number }>(
    sql`select count(*) as "nextActions" from leads where owner_id = ${staffId} and next_action_at is not null`,
  )
  const { waitingChats } = db.get<{ waitingChats: number }>(sql`select count(*) as "waitingChats" from conversations
    where owner_id = ${staffId} and is_archived = 0 and waiting_since is not null`)
  return { leads: [...byOutcome].map(([outcome, number]) => ({ outcome, leads: number })), nextActions, waitingChats }
}

/** Once it is over: what each of the new owners has got, for them to see. */
export function noteHandedOver(tx: Db, runId: BulkRunId, { fromId, toIds }: HandOver, now: number): void {
  for (const staffId of new Set(toIds)) {
    const got = tx.get<Omit<HandOverNotice, 'runId' | 'fromId' | 'at' | 'appointments'>>(sql`select count(*) as leads,
        count(leads.next_action_at) as "nextActions",
        count((select 1 from conversations where conversations.lead_id = leads.id and is_archived = 0
          and waiting_since is not null limit 1)) as "waitingChats"
      from bulk_items cross join leads on leads.id = bulk_items.lead_id
      where bulk_items.run_id = ${runId} and bulk_items.state = 'done' and leads.owner_id = ${staffId}`)
    if (got.leads === 0) continue
    tx.insert(handOverNotices)
      .values({ runId, staffId, fromId, ...got, createdAt: now })
      .onConflictDoNothing()
      .run()
  }
}

/** Visits that came along and are still to come, as of now. */
function countAppointments(db: Db, runId: BulkRunId, staffId: StaffId, now: number): number {
  const { appointments } = db.get<{ appointments: number }>(sql`select count(distinct a.id) as appointments
    from bulk_items cross join appointment_leads as l on l.lead_id = bulk_items.lead_id
    cross join appointments as a on a.id = l.appointment_id
    where bulk_items.run_id = ${runId} and bulk_items.state = 'done'
      and a.staff_id = ${staffId} and a.is_holding = 1 and a.starts_at > ${now}`)
  return appointments
}

/** Those of one person that they have not seen. */
export function listHandOverNotices(db: Db, staffId: StaffId, now: number): HandOverNotice[] {
  return db
    .select()
    .from(handOverNotices)
    .where(and(eq(handOverNotices.staffId, staffId), isNull(handOverNotices.seenAt)))
    .all()
    .map(({ runId, fromId, leads: number, nextActions, waitingChats, createdAt }) => ({
      ...{ runId, fromId, leads: number, nextActions, waitingChats, at: createdAt },
      appointments: countAppointments(db, runId, staffId, now),
    }))
}

export function markHandOverSeen(tx: Db, staffId: StaffId, runId: BulkRunId, now: number): void {
  tx.update(handOverNotices)
    .set({ seenAt: now })
    .where(and(eq(handOverNotices.staffId, staffId), inArray(handOverNotices.runId, [runId])))
    .run()
}

/** It was taken back: there is nothing left to tell. */
export function dropHandOverNotices(tx: Db, runId: BulkRunId): void {
  tx.delete(handOverNotices).where(eq(handOverNotices.runId, runId)).run()
}
