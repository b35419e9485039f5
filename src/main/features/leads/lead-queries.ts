import { and, asc, count, desc, eq, gte, inArray, isNull, lt, lte, type SQL, sql } from 'drizzle-orm'
import type { LeadFilter, LeadSort } from '#shared/contract/leads.ts'
import type { LeadId, StageId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, decodeTextPlace, type Place, type TextPlace } from '../../db/keyset.ts'
import { inList, listOf, prepareEachForm, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { conversations } from '../conversations/schema.ts'
import { stages } from '../stages/schema.ts'
import { leadsMatching } from './lead-search.sql.ts'
import { leadIdentities, leads } from './schema.ts'
import { ownersSeenBy, visibleLeads } from './visibility.ts'

export type LeadRow = typeof leads.$inferSelect
export type IdentityRow = typeof leadIdentities.$inferSelect

export interface LeadListQuery {
  readonly filter: LeadFilter
  readonly sort: LeadSort
  readonly cursor: string | null
}

/**
 * The visible owners and the stages of an outcome are read one by one, each from its own index in the order of the list, and then
 * merged: asked for all at once SQLite would collect and sort every lead of theirs for each page. What a search finds stands in the
 * search's own order, the newest first.
 */
export function listLeads(db: Db, viewer: Viewer, { filter, sort, cursor }: LeadListQuery, limit: number) {
  if (filter.search !== '') return withAddresses(db, searchBackwards(db, viewer, filter, decodePlace(cursor), limit))
  if (sort === 'created') return withAddresses(db, readInOrder(db, viewer, filter, decodePlace(cursor), limit))
  return withAddresses(db, readSorted(db, viewer, filter, sortedBy[sort](cursor), limit))
}

/** Where a lead stands in that list. */
export function placeInList({ filter, sort }: LeadListQuery, lead: LeadRow): Place | TextPlace {
  const { seq } = lead
  if (filter.search !== '' || sort === 'created') return { at: lead.createdAt, seq }
  return sort === 'name' ? { at: lead.nameOrder, seq } : { at: lead.lastContactedAt ?? 0, seq }
}

interface Sorting {
  readonly order: SQL[]
  readonly after: SQL | undefined
  readonly compare: (one: LeadRow, other: LeadRow) => number
}

// Word for word what the index holds.
const lastContact = sql`case when last_contacted_at is null then 0 else last_contacted_at end`

const sortedBy = {
  last_contact(cursor: string | null): Sorting {
    const after = decodePlace(cursor)
    return {
      order: [desc(lastContact), desc(leads.seq)],
      // Said twice: SQLite begins in the index of an expression by the first only.
      after: after
        ? sql`${lastContact} <= ${after.at} and (${lastContact}, ${leads.seq}) < (${after.at}, ${after.seq})`
        : undefined,
      compare: (a, b) => (b.lastContactedAt ?? 0) - (a.lastContactedAt ?? 0) || b.seq - a.seq,
    }
  },
  name(cursor: string | null): Sorting {
    const after = decodeTextPlace(cursor)
    return {
      order: [asc(leads.nameOrder), asc(leads.seq)],
      after: after ? sql`(${leads.nameOrder}, ${leads.seq}) > (${after.at}, ${after.seq})` : undefined,
      compare: (a, b) => Buffer.compare(Buffer.from(a.nameOrder), Buffer.from(b.nameOrder)) || a.seq - b.seq,
    }
  },
}

/**
 * In another order than the newest first. Owners have their index in each order; stage and source are looked at while the list is
 * walked in its order: the plus keeps SQLite from their own indexes, which would have everything sorted for each page.
 */
function readSorted(db: Db, viewer: Viewer, filter: LeadFilter, sorting: Sorting, limit: number): LeadRow[] {
  const stageIds = filter.outcome === null ? null : listStagesOf(db, filter.outcome, filter.stageId)
  const chosen = stageIds ?? (filter.stageId === null ? null : [filter.stageId])
  const rows = ownersSeenBy(viewer, filter.ownerId).flatMap(owner =>
    db
      .select()
      .from(leads)
      .where(
        and(
          owner,
          chosen === null
            ? undefined
            : sql`+${leads.stageId} in (${sql.join(
                chosen.map(id => sql`${id}`),
                sql`, `,
              )})`,
          filter.source === null ? undefined : sql`+${leads.source} = ${filter.source}`,
          sorting.after,
        ),
      )
      .orderBy(...sorting.order)
      .limit(limit)
      .all(),
  )
  return rows.sort(sorting.compare).slice(0, limit)
}

function readInOrder(db: Db, viewer: Viewer, filter: LeadFilter, after: Place | null, limit: number): LeadRow[] {
  const stageIds = filter.outcome === null ? [filter.stageId] : listStagesOf(db, filter.outcome, filter.stageId)
  const parts = ownersSeenBy(viewer, filter.ownerId).flatMap(owner => stageIds.map(stageId => ({ owner, stageId })))
  const rows = parts.flatMap(({ owner, stageId }) =>
    db
      .select()
      .from(leads)
      .where(
        and(
          owner,
          stageId === null ? undefined : eq(leads.stageId, stageId),
          filter.source === null ? undefined : eq(leads.source, filter.source),
          after ? sql`(${leads.createdAt}, ${leads.seq}) < (${after.at}, ${after.seq})` : undefined,
        ),
      )
      .orderBy(desc(leads.createdAt), desc(leads.seq))
      .limit(limit)
      .all(),
  )
  if (parts.length === 1) return rows
  return rows.sort((a, b) => b.createdAt - a.createdAt || b.seq - a.seq).slice(0, limit)
}

/** What a search finds, from the newest `seq` backwards: the index gives it in that order, so that nothing is sorted. */
function searchBackwards(db: Db, viewer: Viewer, filter: LeadFilter, after: Place | null, limit: number): LeadRow[] {
  const found = leadsMatching(filter.search)
  if (found === null) return []
  const { stageId, outcome, ownerId, source } = filter
  return db
    .select({ lead: leads })
    .from(leads)
    .innerJoin(found.index, eq(leads.seq, found.seq))
    .where(
      and(
        found.condition,
        after ? lt(found.seq, after.seq) : undefined,
        visibleLeads(viewer),
        stageId === null ? undefined : eq(leads.stageId, stageId),
        outcome === null ? undefined : inArray(leads.stageId, listStagesOf(db, outcome, null)),
        ownerId === null ? undefined : ownerId === 'nobody' ? isNull(leads.ownerId) : eq(leads.ownerId, ownerId),
        source === null ? undefined : eq(leads.source, source),
      ),
    )
    .orderBy(desc(found.seq))
    .limit(limit)
    .all()
    .map(({ lead }) => lead)
}

/** Each with its own number: the first that was known of it. */
function withAddresses(db: Db, rows: readonly LeadRow[]) {
  const ids = rows.map(({ id }) => id)
  const identities = ids.length === 0 ? [] : identitiesOf(db, ids)
  const byLead = Map.groupBy(identities, ({ leadId }) => leadId)
  return rows.map(lead => {
    const known = byLead.get(lead.id) ?? []
    const phone = known.find(({ kind }) => kind === 'phone')?.value ?? null
    return { lead, phone, hasLid: known.some(({ kind }) => kind === 'whatsapp_lid') }
  })
}

/** The stages with that outcome; only the chosen one, when one is chosen as well. */
function listStagesOf(db: Db, outcome: StageOutcome, chosen: StageId | null): StageId[] {
  return db
    .select({ id: stages.id })
    .from(stages)
    .where(and(eq(stages.outcome, outcome), chosen === null ? undefined : eq(stages.id, chosen)))
    .all()
    .map(({ id }) => id)
}

export function countLeadsByOutcome(db: Db, viewer: Viewer): { outcome: StageOutcome; leads: number }[] {
  const outcomes = new Map(
    db
      .select()
      .from(stages)
      .all()
      .map(({ id, outcome }) => [id, outcome]),
  )
  const counted = ownersSeenBy(viewer).flatMap(owner =>
    db.select({ stageId: leads.stageId, leads: count() }).from(leads).where(owner).groupBy(leads.stageId).all(),
  )
  return counted.flatMap(({ stageId, leads: number }) => {
    const outcome = outcomes.get(stageId)
    return outcome ? [{ outcome, leads: number }] : []
  })
}

/** Of those who were answered from that moment on: how many, and how long they waited on average. */
export function averageFirstAnswer(db: Db, viewer: Viewer, since: number): { leads: number; averageMs: number } | null {
  const waited = sql<number | null>`sum(${leads.firstAnsweredAt} - ${leads.firstInboundAt})`
  const answered = ownersSeenBy(viewer).map(owner =>
    db
      .select({ leads: count(), waited })
      .from(leads)
      // Of a merged person the answer may be older than the first message that is known.
      .where(and(owner, gte(leads.firstAnsweredAt, since), lte(leads.firstInboundAt, leads.firstAnsweredAt)))
      .get(),
  )
  const number = answered.reduce((all, part) => all + (part?.leads ?? 0), 0)
  const total = answered.reduce((all, part) => all + (part?.waited ?? 0), 0)
  return number === 0 ? null : { leads: number, averageMs: Math.round(total / number) }
}

const leadSeen = prepareEachForm((db, { role }: { role: StaffRole }) =>
  db
    .select()
    .from(leads)
    .where(and(eq(leads.id, sql.placeholder('id')), visibleLeads({ role, id: sql.placeholder('viewerId') })))
    .prepare(),
)

export function getVisibleLead(db: Db, { id: viewerId, role }: Viewer, id: LeadId): LeadRow {
  const row = leadSeen(db, { role }).get({ id, viewerId })
  if (!row) throw notFound('lead')
  return row
}

const leadById = prepareOnce(db =>
  db
    .select()
    .from(leads)
    .where(eq(leads.id, sql.placeholder('id')))
    .prepare(),
)

export function findLead(db: Db, id: LeadId): LeadRow | undefined {
  return leadById(db).get({ id })
}

export function getLead(db: Db, id: LeadId): LeadRow {
  const row = findLead(db, id)
  if (!row) throw notFound('lead')
  return row
}

export function listIdentities(db: Db, leadId: LeadId): IdentityRow[] {
  return identitiesOf(db, [leadId])
}

const identitiesOfLeads = prepareOnce(db =>
  db.select().from(leadIdentities).where(inList(leadIdentities.leadId, 'leadIds')).prepare(),
)

/** The oldest first. */
function identitiesOf(db: Db, leadIds: readonly LeadId[]): IdentityRow[] {
  const rows = identitiesOfLeads(db).all({ leadIds: listOf(leadIds) })
  return rows.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

const leadByIdentity = prepareOnce(db =>
  db
    .select({ lead: leads })
    .from(leadIdentities)
    .innerJoin(leads, eq(leads.id, leadIdentities.leadId))
    .where(eq(leadIdentities.uniqueKey, sql.placeholder('uniqueKey')))
    .prepare(),
)

/** The lead that a phone or LID belongs to. Both are unique. */
export function findLeadByIdentity(db: Db, kind: 'phone' | 'whatsapp_lid', value: string): LeadRow | undefined {
  return leadByIdentity(db).get({ uniqueKey: uniqueKeyOf(kind, value) })?.lead
}

/** Several may share an e-mail, or the end of a number. */
export function findLeadsKnownAs(db: Db, how: 'email' | 'last_ten_digits', value: string): LeadRow[] {
  const condition =
    how === 'email'
      ? and(eq(leadIdentities.kind, 'email'), eq(leadIdentities.value, value))
      : eq(leadIdentities.ending, value)
  const ids = db.select({ leadId: leadIdentities.leadId }).from(leadIdentities).where(condition).limit(20).all()
  return ids.flatMap(({ leadId }) => findLead(db, leadId) ?? [])
}

export function uniqueKeyOf(kind: IdentityRow['kind'], value: string): string {
  return `${kind}:${value}`
}

/** Every change of a lead goes through here, so that its version always grows and its conversations know its owner. */
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
  const { ownerId } = changes
  if (ownerId !== undefined) tx.update(conversations).set({ ownerId }).where(eq(conversations.leadId, id)).run()
}

const inboundNoted = prepareOnce(db =>
  db
    .update(leads)
    .set({
      firstInboundAt: sql`min(coalesce(${leads.firstInboundAt}, ${sql.placeholder('at')}), ${sql.placeholder('at')})`,
      lastInboundAt: sql`max(coalesce(${leads.lastInboundAt}, ${sql.placeholder('at')}), ${sql.placeholder('at')})`,
    })
    .where(eq(leads.id, sql.placeholder('id')))
    .prepare(),
)

/** A message of theirs came; they are told in any order. No edit, as with `touchContact`. */
export function noteInboundAt(tx: Db, id: LeadId, at: number): void {
  inboundNoted(tx).run({ id, at })
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
      | 'lastCalledAt'
      | 'firstInboundAt'
      | 'firstAnsweredAt'
      | 'firstMessageAnswered'
    >
  >,
): void {
  tx.update(leads).set(changes).where(eq(leads.id, id)).run()
}
