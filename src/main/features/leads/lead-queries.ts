import { and, asc, count, desc, eq, isNull, lt, type SQL, sql } from 'drizzle-orm'
import type { LeadFilter } from '#shared/contract/leads.ts'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { stages } from '../stages/schema.ts'
import { leadsMatching } from './lead-search.sql.ts'
import { leadIdentities, leads } from './schema.ts'
import { visibleLeads } from './visibility.ts'

export type LeadRow = typeof leads.$inferSelect
export type IdentityRow = typeof leadIdentities.$inferSelect

/** The newest leads first; a search goes from the newest backwards too, by `seq`, so that it never sorts all it finds. */
export function listLeads(db: Db, viewer: Viewer, filter: LeadFilter, after: Place | null, limit: number) {
  const match = filter.search === '' ? undefined : leadsMatching(filter.search)
  if (match === null) return []
  const isSearch = match !== undefined
  const next = after && (isSearch ? lt(leads.seq, after.seq) : olderThan(after))
  return db
    .select({ lead: leads, phone: firstPhone, hasLid })
    .from(leads)
    .where(and(visibleLeads(viewer), ...conditionsOf(filter), match, next ?? undefined))
    .orderBy(...(isSearch ? [desc(leads.seq)] : [desc(leads.createdAt), desc(leads.seq)]))
    .limit(limit)
    .all()
}

// Tables are named in full: in a query of one table drizzle writes bare column names, and `id` would be the identity's own.
const firstPhone = sql<string | null>`(
  select ${leadIdentities}.value from ${leadIdentities}
  where ${leadIdentities}.lead_id = ${leads}.id and ${leadIdentities}.kind = 'phone'
  order by ${leadIdentities}.created_at limit 1)`.as('phone')

const hasLid = sql<number>`exists (
  select 1 from ${leadIdentities}
  where ${leadIdentities}.lead_id = ${leads}.id and ${leadIdentities}.kind = 'whatsapp_lid')`.as('has_lid')

function olderThan({ at, seq }: Place): SQL | undefined {
  return sql`(${leads.createdAt}, ${leads.seq}) < (${at}, ${seq})`
}

function conditionsOf({ stageId, outcome, ownerId, source }: LeadFilter): (SQL | undefined)[] {
  return [
    stageId === null ? undefined : eq(leads.stageId, stageId),
    outcome === null ? undefined : sql`${leads.stageId} in (select id from stages where outcome = ${outcome})`,
    ownerId === null ? undefined : ownerId === 'nobody' ? isNull(leads.ownerId) : eq(leads.ownerId, ownerId),
    source === null ? undefined : eq(leads.source, source),
  ]
}

export function countLeadsByOutcome(db: Db, viewer: Viewer): { outcome: StageOutcome; leads: number }[] {
  return db
    .select({ outcome: stages.outcome, leads: count() })
    .from(leads)
    .innerJoin(stages, eq(stages.id, leads.stageId))
    .where(visibleLeads(viewer))
    .groupBy(stages.outcome)
    .all()
}

export function getVisibleLead(db: Db, viewer: Viewer, id: LeadId): LeadRow {
  const row = db
    .select()
    .from(leads)
    .where(and(eq(leads.id, id), visibleLeads(viewer)))
    .get()
  if (!row) throw notFound('lead')
  return row
}

export function findLead(db: Db, id: LeadId): LeadRow | undefined {
  return db.select().from(leads).where(eq(leads.id, id)).get()
}

export function getLead(db: Db, id: LeadId): LeadRow {
  const row = findLead(db, id)
  if (!row) throw notFound('lead')
  return row
}

export function listIdentities(db: Db, leadId: LeadId): IdentityRow[] {
  return db
    .select()
    .from(leadIdentities)
    .where(eq(leadIdentities.leadId, leadId))
    .orderBy(asc(leadIdentities.createdAt), asc(leadIdentities.id))
    .all()
}

/** The lead that a phone or LID belongs to. Both are unique. */
export function findLeadByIdentity(db: Db, kind: 'phone' | 'whatsapp_lid', value: string): LeadRow | undefined {
  return db
    .select({ lead: leads })
    .from(leadIdentities)
    .innerJoin(leads, eq(leads.id, leadIdentities.leadId))
    .where(eq(leadIdentities.uniqueKey, uniqueKeyOf(kind, value)))
    .get()?.lead
}

export function uniqueKeyOf(kind: IdentityRow['kind'], value: string): string {
  return `${kind}:${value}`
}

/** Every change of a lead goes through here, so that its version always grows. */
export function updateLead(
  tx: Db,
  id: LeadId,
  changes: Partial<Omit<LeadRow, 'id' | 'seq' | 'version' | 'createdAt' | 'updatedAt'>>,
  now: number,
): void {
  tx.update(leads)
    .set({ ...changes, version: sql`${leads.version} + 1`, updatedAt: now })
    .where(eq(leads.id, id))
    .run()
}

/** When a message came or left: bookkeeping that is no edit, so an open form does not become stale by it. */
export function touchContact(
  tx: Db,
  id: LeadId,
  changes: Partial<
    Pick<
      LeadRow,
      | 'lastInboundAt'
      | 'lastOutboundAt'
      | 'lastContactedAt'
      | 'firstInboundAt'
      | 'firstAnsweredAt'
      | 'firstMessageAnswered'
    >
  >,
): void {
  tx.update(leads).set(changes).where(eq(leads.id, id)).run()
}

export function countLeadsOwnedBy(db: Db, staffId: StaffId): number {
  return db.select({ leads: count() }).from(leads).where(eq(leads.ownerId, staffId)).get()?.leads ?? 0
}
