import { and, asc, desc, eq, gt, inArray, type SQL, sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { ScoredLead } from '#shared/domain/lead-score.ts'
import type { Db } from '../../db/database.ts'
import { leads } from '../leads/schema.ts'
import { stages } from '../stages/schema.ts'

// SQLite-only SQL of this feature: a lead with everything that the rules look at, in one read.

const knownAs = (kind: string) =>
  sql<number>`exists (select 1 from lead_identities where lead_id = leads.id and kind = ${kind})`

const columns = {
  id: leads.id,
  seq: leads.seq,
  name: leads.name,
  score: leads.score,
  source: leads.source,
  outcome: stages.outcome,
  countryCode: leads.countryCode,
  language: leads.language,
  city: leads.city,
  hasPhone: knownAs('phone'),
  hasEmail: knownAs('email'),
  firstInboundAt: leads.firstInboundAt,
  lastInboundAt: leads.lastInboundAt,
  firstAnsweredAt: leads.firstAnsweredAt,
  lastContactedAt: leads.lastContactedAt,
  lastCalledAt: leads.lastCalledAt,
  nextActionAt: leads.nextActionAt,
  createdAt: leads.createdAt,
}

export interface LeadToScore extends ScoredLead {
  readonly id: LeadId
  readonly seq: number
  readonly name: string
  readonly score: number
}

function read(db: Db, condition: SQL | undefined, order: SQL, limit: number): LeadToScore[] {
  const rows = db
    .select(columns)
    .from(leads)
    .innerJoin(stages, eq(stages.id, leads.stageId))
    .where(condition)
    .orderBy(order)
    .limit(limit)
    .all()
  return rows.map(row => ({ ...row, hasPhone: Boolean(row.hasPhone), hasEmail: Boolean(row.hasEmail) }))
}

export function listToScore(db: Db, ids: readonly LeadId[]): LeadToScore[] {
  return read(db, inArray(leads.id, [...ids]), asc(leads.id), ids.length)
}

/** All of them, piece by piece. */
export function listToScoreAfter(db: Db, seq: number, limit: number): LeadToScore[] {
  return read(db, and(gt(leads.seq, seq)), asc(leads.seq), limit)
}

export function listNewestToScore(db: Db, limit: number): LeadToScore[] {
  return read(db, undefined, desc(leads.seq), limit)
}

/** Bookkeeping that is no edit: an open form does not become stale by it. */
export function saveScore(tx: Db, id: LeadId, score: number): void {
  tx.update(leads).set({ score }).where(eq(leads.id, id)).run()
}
