import { and, count, eq, gte, lte, sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import type { Db } from '../../db/database.ts'
import { inList, listOf, prepareEachForm, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { conversations } from '../conversations/schema.ts'
import { stages } from '../stages/schema.ts'
import { leadIdentities, leads } from './schema.ts'
import { type OwnerForm, ownerFormOf, ownersSeenBy, visibleLeads } from './visibility.ts'

export type LeadRow = typeof leads.$inferSelect
export type IdentityRow = typeof leadIdentities.$inferSelect

const leadsCounted = prepareEachForm((db, { owners }: { owners: OwnerForm }) => {
  const which = {
    all: undefined,
    one: sql`owner_id = ${sql.placeholder('ownerId')}`,
    nobody: sql`owner_id = ''`,
    'one and nobody': sql`owner_id in (${sql.placeholder('ownerId')}, '')`,
  }[owners]
  return db
    .select({ outcome: stages.outcome, leads: sql<number>`leads` })
    .from(sql`lead_counts`)
    .innerJoin(stages, sql`${stages.id} = lead_counts.stage_id`)
    .where(which)
    .prepare()
})

/** From the counts that the database keeps itself (`db/lead-counts.ts`); an outcome may be there several times. */
export function countLeadsByOutcome(db: Db, viewer: Viewer): { outcome: StageOutcome; leads: number }[] {
  const { owners, ownerId } = ownerFormOf(viewer) ?? { owners: 'nobody' }
  return leadsCounted(db, { owners }).all({ ownerId })
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
export function identitiesOf(db: Db, leadIds: readonly LeadId[]): IdentityRow[] {
  const rows = identitiesOfLeads(db).all({ leadIds: listOf(leadIds) })
  return rows.sort((a, b) => a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1))
}

const leadIdByIdentity = prepareOnce(db =>
  db
    .select({ leadId: leadIdentities.leadId })
    .from(leadIdentities)
    .where(eq(leadIdentities.uniqueKey, sql.placeholder('uniqueKey')))
    .prepare(),
)

const knownById = prepareOnce(db =>
  db
    .select({
      id: leads.id,
      seq: leads.seq,
      ownerId: leads.ownerId,
      name: leads.name,
      nameOrigin: leads.nameOrigin,
      countryCode: leads.countryCode,
    })
    .from(leads)
    .where(eq(leads.id, sql.placeholder('id')))
    .prepare(),
)

/** What has to be known of a lead when somebody writes: with every message it is read, so it is no more. */
export type KnownLead = Pick<LeadRow, 'id' | 'seq' | 'ownerId' | 'name' | 'nameOrigin' | 'countryCode'>

/** The lead that a phone or LID belongs to. Both are unique. */
export function findLeadByIdentity(db: Db, kind: 'phone' | 'whatsapp_lid', value: string): KnownLead | undefined {
  const found = leadIdByIdentity(db).get({ uniqueKey: uniqueKeyOf(kind, value) })
  return found && knownById(db).get({ id: found.leadId })
}

/** The same of both, which mostly is one. */
export function findLeadsByIdentity(
  db: Db,
  { phone, lid }: { phone: string | null; lid: string | null },
): { byLid: KnownLead | undefined; byPhone: KnownLead | undefined } {
  const byLid = lid === null ? undefined : findLeadByIdentity(db, 'whatsapp_lid', lid)
  const ofPhone = phone === null ? undefined : leadIdByIdentity(db).get({ uniqueKey: uniqueKeyOf('phone', phone) })
  const byPhone =
    ofPhone === undefined || ofPhone.leadId === byLid?.id ? byLid : knownById(db).get({ id: ofPhone.leadId })
  return { byLid, byPhone: ofPhone && byPhone }
}

const knownAs = prepareEachForm((db, { how }: { how: 'email' | 'last_ten_digits' }) => {
  const value = sql.placeholder('value')
  const isEmail = and(eq(leadIdentities.kind, 'email'), eq(leadIdentities.value, value))
  return db
    .select({ leadId: leadIdentities.leadId })
    .from(leadIdentities)
    .where(how === 'email' ? isEmail : eq(leadIdentities.ending, value))
    .limit(20)
    .prepare()
})

/** Several may share an e-mail, or the end of a number. */
export function findLeadsKnownAs(db: Db, how: 'email' | 'last_ten_digits', value: string): LeadRow[] {
  return knownAs(db, { how })
    .all({ value })
    .flatMap(({ leadId }) => findLead(db, leadId) ?? [])
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
