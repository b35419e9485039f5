import { and, desc, eq, isNull, ne, sql } from 'drizzle-orm'
import type { ConsentChannel } from '#shared/domain/consent.ts'
import { type BrandId, type ConsentEventId, type ConsentWordingId, type LeadId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { contentHash } from '../audit/audit.ts'
import { leadIdentities } from '../leads/schema.ts'
import { consentEvents, consents, consentTexts, consentWordings } from './schema.ts'
import type { Address } from './suppressed.ts'

export type ConsentRow = typeof consents.$inferSelect
export type ConsentEventRow = typeof consentEvents.$inferSelect
type IdentityRow = typeof leadIdentities.$inferSelect

const isOfAddress = ({ kind, value }: Address) => and(eq(consents.addressKind, kind), eq(consents.address, value))

/** Everything that is known of an address, on all channels and for all brands. */
export function listConsents(db: Db, address: Address): ConsentRow[] {
  return db.select().from(consents).where(isOfAddress(address)).all()
}

export function findConsent(
  db: Db,
  address: Address,
  channel: ConsentChannel,
  brandId: BrandId | null,
): ConsentRow | undefined {
  const ofBrand = brandId === null ? isNull(consents.brandId) : eq(consents.brandId, brandId)
  return db
    .select()
    .from(consents)
    .where(and(isOfAddress(address), eq(consents.channel, channel), ofBrand))
    .get()
}

export function findEvent(db: Db, id: ConsentEventId): ConsentEventRow | undefined {
  return db.select().from(consentEvents).where(eq(consentEvents.id, id)).get()
}

/** The newest first. */
export function listEvents(db: Db, { kind, value }: Address, after: Place | null, limit: number) {
  const older = after
    ? sql`(${consentEvents.happenedAt}, ${consentEvents.seq}) < (${after.at}, ${after.seq})`
    : undefined
  return db
    .select({ event: consentEvents, wording: consentWordings, text: { name: consentTexts.name } })
    .from(consentEvents)
    .leftJoin(consentWordings, eq(consentWordings.id, consentEvents.wordingId))
    .leftJoin(consentTexts, eq(consentTexts.id, consentWordings.textId))
    .where(and(eq(consentEvents.addressKind, kind), eq(consentEvents.address, value), older))
    .orderBy(desc(consentEvents.happenedAt), desc(consentEvents.seq))
    .limit(limit)
    .all()
}

/** The addresses of a lead that can be written to. The oldest first. */
export function listAddresses(db: Db, leadId: LeadId): (IdentityRow & { kind: Address['kind'] })[] {
  const rows = db
    .select()
    .from(leadIdentities)
    .where(and(eq(leadIdentities.leadId, leadId), ne(leadIdentities.kind, 'username')))
    .all()
  return rows
    .filter((row): row is IdentityRow & { kind: Address['kind'] } => row.kind !== 'username')
    .sort((one, other) => one.createdAt - other.createdAt || (one.id < other.id ? -1 : 1))
}

/** Families share an e-mail: what is said for it is said for each of them. */
export function listLeadsAt(db: Db, { kind, value }: Address): LeadId[] {
  return db
    .select({ leadId: leadIdentities.leadId })
    .from(leadIdentities)
    .where(and(eq(leadIdentities.kind, kind), eq(leadIdentities.value, value)))
    .all()
    .map(({ leadId }) => leadId)
}

/** The words of a form, kept once however many people agreed to them. */
export function keepWordingOfForm(tx: Db, body: string, now: number): ConsentWordingId {
  const bodyHash = contentHash(body)
  const known = tx
    .select({ id: consentWordings.id })
    .from(consentWordings)
    .where(and(isNull(consentWordings.textId), eq(consentWordings.bodyHash, bodyHash)))
    .get()
  if (known) return known.id
  const id = newId<ConsentWordingId>()
  tx.insert(consentWordings).values({ id, textId: null, number: null, body, bodyHash, createdAt: now }).run()
  return id
}
