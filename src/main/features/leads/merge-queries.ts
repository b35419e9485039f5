import { and, desc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm'
import type { InteractionId, LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { duplicatePairs } from '../duplicates/schema.ts'
import { leadMerges } from './schema.ts'

export type MergeRow = typeof leadMerges.$inferSelect

export function findMerge(db: Db, interactionId: InteractionId): MergeRow | undefined {
  return db.select().from(leadMerges).where(eq(leadMerges.interactionId, interactionId)).get()
}

/** The last merge of a lead that still stands. Only that one can be undone: the earlier ones lie under it. */
export function findLastMerge(db: Db, leadId: LeadId): MergeRow | undefined {
  return db
    .select()
    .from(leadMerges)
    .where(and(eq(leadMerges.leadId, leadId), isNull(leadMerges.undoneAt)))
    .orderBy(desc(leadMerges.seq))
    .limit(1)
    .get()
}

/** Until when each of these entries of a timeline can be undone. */
export function listUndoable(
  db: Db,
  interactionIds: readonly InteractionId[],
  now: number,
): Map<InteractionId, number> {
  if (interactionIds.length === 0) return new Map()
  const rows = db
    .select()
    .from(leadMerges)
    .where(
      and(
        inArray(leadMerges.interactionId, [...interactionIds]),
        isNotNull(leadMerges.before),
        isNull(leadMerges.undoneAt),
        gt(leadMerges.undoUntil, now),
      ),
    )
    .all()
  const last = rows.filter(row => findLastMerge(db, row.leadId)?.id === row.id)
  return new Map(last.map(row => [row.interactionId, row.undoUntil]))
}

/** A person has said that these two are two. */
export function arePartedByPerson(db: Db, one: LeadId, other: LeadId): boolean {
  return wasUndone(db, one, other) || wasUndone(db, other, one) || areToldApart(db, one, other)
}

function areToldApart(db: Db, one: LeadId, other: LeadId): boolean {
  const { id, oneId, otherId, state } = duplicatePairs
  const [lesser, greater] = one < other ? [one, other] : [other, one]
  const pair = and(eq(oneId, lesser), eq(otherId, greater), eq(state, 'different'))
  return db.select({ id }).from(duplicatePairs).where(pair).get() !== undefined
}

function wasUndone(db: Db, leadId: LeadId, absorbedId: LeadId): boolean {
  const { id } = leadMerges
  const pair = and(eq(leadMerges.absorbedId, absorbedId), eq(leadMerges.leadId, leadId), isNotNull(leadMerges.undoneAt))
  return db.select({ id }).from(leadMerges).where(pair).limit(1).get() !== undefined
}

/** What is kept of people for undoing is kept no longer than that. */
export function forgetOldMerges(tx: Db, now: number): void {
  tx.update(leadMerges)
    .set({ before: null })
    .where(and(isNotNull(leadMerges.before), lte(leadMerges.undoUntil, now)))
    .run()
}
