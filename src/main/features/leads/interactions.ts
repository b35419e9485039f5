import { and, desc, eq, sql } from 'drizzle-orm'
import { type Interaction } from '#shared/contract/leads.ts'
import { newId, type InteractionId, type LeadId, type StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { interactions } from './schema.ts'

export type InteractionRow = typeof interactions.$inferSelect

/** Puts something that happened onto the lead's timeline. Texts of the system are a kind and parameters, worded when shown. */
export function recordInteraction(
  tx: Db,
  entry: {
    id?: InteractionId
    leadId: LeadId
    staffId: StaffId | null
    kind: Interaction['kind']
    data: Interaction['data']
    at: number
  },
): InteractionRow {
  const id = entry.id ?? newId<InteractionId>()
  const { leadId, staffId, kind, data, at } = entry
  tx.insert(interactions)
    .values({ id, leadId, staffId, kind, data, happenedAt: at, createdAt: at })
    .onConflictDoNothing({ target: interactions.id })
    .run()
  const row = tx.select().from(interactions).where(eq(interactions.id, id)).get()
  if (!row) throw new Error('an interaction that was just written is not there')
  return row
}

export function listInteractions(db: Db, leadId: LeadId, after: Place | null, limit: number): InteractionRow[] {
  const older = after && sql`(${interactions.happenedAt}, ${interactions.seq}) < (${after.at}, ${after.seq})`
  return db
    .select()
    .from(interactions)
    .where(and(eq(interactions.leadId, leadId), older ?? undefined))
    .orderBy(desc(interactions.happenedAt), desc(interactions.seq))
    .limit(limit)
    .all()
}

export function toInteraction(row: InteractionRow): Interaction {
  const { id, leadId, staffId, data, happenedAt } = row
  return { id, leadId, staffId, kind: row.kind as Interaction['kind'], data, happenedAt }
}
