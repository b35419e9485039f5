import { and, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/sqlite-core'
import type { DuplicatePairId, LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { duplicatePairs } from './schema.ts'

export type PairRow = typeof duplicatePairs.$inferSelect

const one = alias(leads, 'one')
const other = alias(leads, 'other')

/**
 * A pair is there for whoever may see both; one of which is merged away is not there. A cross join is read as it is written: the few open
 * pairs first, in their order, and not every lead that the viewer sees.
 */
function openPairs(db: Db, viewer: Viewer, after: Place | null) {
  return db
    .select({ pair: duplicatePairs })
    .from(duplicatePairs)
    .crossJoin(one)
    .crossJoin(other)
    .where(
      and(
        sql`${duplicatePairs.state} = 'open'`,
        after ? lt(duplicatePairs.seq, after.seq) : undefined,
        eq(one.id, duplicatePairs.oneId),
        eq(other.id, duplicatePairs.otherId),
        visibleLeads(viewer, one.ownerId),
        visibleLeads(viewer, other.ownerId),
      ),
    )
    .orderBy(desc(duplicatePairs.seq))
}

export function listOpenPairs(db: Db, viewer: Viewer, after: Place | null, limit: number): PairRow[] {
  return openPairs(db, viewer, after)
    .limit(limit)
    .all()
    .map(({ pair }) => pair)
}

/** Up to `most`: nobody needs to know of which of a thousand. */
export function countOpenPairs(db: Db, viewer: Viewer, most: number): number {
  return openPairs(db, viewer, null).limit(most).all().length
}

/** Those of the given ids whose two leads the viewer may see. */
export function listVisiblePairs(db: Db, viewer: Viewer, ids: readonly DuplicatePairId[]): PairRow[] {
  return db
    .select({ pair: duplicatePairs })
    .from(duplicatePairs)
    .innerJoin(one, eq(one.id, duplicatePairs.oneId))
    .innerJoin(other, eq(other.id, duplicatePairs.otherId))
    .where(
      and(inArray(duplicatePairs.id, [...ids]), visibleLeads(viewer, one.ownerId), visibleLeads(viewer, other.ownerId)),
    )
    .all()
    .map(({ pair }) => pair)
}

export function listPairsOf(db: Db, leadId: LeadId): PairRow[] {
  return db
    .select()
    .from(duplicatePairs)
    .where(or(eq(duplicatePairs.oneId, leadId), eq(duplicatePairs.otherId, leadId)))
    .all()
}

export function findPair(db: Db, ids: { oneId: LeadId; otherId: LeadId }): PairRow | undefined {
  return db
    .select()
    .from(duplicatePairs)
    .where(and(eq(duplicatePairs.oneId, ids.oneId), eq(duplicatePairs.otherId, ids.otherId)))
    .get()
}
