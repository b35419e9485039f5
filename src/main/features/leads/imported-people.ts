import { and, eq, inArray, sql } from 'drizzle-orm'
import { type BrandId, type LeadId, newId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { countryOfPhone } from '#shared/domain/phone-number.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import { endingOf, refreshSearchText } from './identities.ts'
import { type IdentityRow, uniqueKeyOf, updateLead } from './lead-queries.ts'
import { searchTextOf } from './lead-search.sql.ts'
import { tablesOfLeads } from './merge-record.sql.ts'
import { nameOrderOf } from './name-order.ts'
import { generatedName } from './people.ts'
import { leadIdentities, leads } from './schema.ts'

/** Somebody of a file whom nobody knew. */
interface ImportedPerson {
  readonly name: string | null
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly countryCode: string | null
  readonly city: string | null
  readonly language: string | null
  readonly source: LeadSource
  readonly sourceDetail: string | null
  readonly stageId: StageId
  readonly ownerId: StaffId | null
  readonly brandId: BrandId | null
  readonly first: { formId: string | null; campaignId: string | null; adSetId: string | null; adId: string | null }
  /** When they came; not later than now. */
  readonly cameAt: number
}

/** Written at once, with what search finds it by: a file has a hundred thousand of them. */
function createImportedPerson(
  tx: Db,
  person: ImportedPerson,
  { locale, now }: { locale: Locale; now: number },
): LeadId {
  const id = newId<LeadId>()
  const { phones, emails, first, cameAt } = person
  const [phone] = phones
  const name = person.name ?? emails[0] ?? generatedName(phone ?? null, locale)
  tx.insert(leads)
    .values({
      id,
      name,
      nameOrigin: person.name === null ? 'generated' : 'person',
      stageId: person.stageId,
      ownerId: person.ownerId,
      source: person.source,
      sourceDetail: person.sourceDetail,
      brandId: person.brandId,
      firstFormId: first.formId,
      firstCampaignId: first.campaignId,
      firstAdSetId: first.adSetId,
      firstAdId: first.adId,
      countryCode: person.countryCode ?? (phone === undefined ? null : countryOfPhone(phone)),
      city: person.city,
      language: person.language,
      searchText: searchTextOf(name, phones, emails),
      nameOrder: nameOrderOf(name),
      createdAt: cameAt,
      updatedAt: now,
    })
    .run()
  for (const value of phones) insertIdentity(tx, id, 'phone', value, now)
  for (const value of emails) insertIdentity(tx, id, 'email', value, now)
  return id
}

/** What a known person gets from a file: only what they did not have. Says what that was, by which it can be taken back. */
function completePerson(
  tx: Db,
  leadId: LeadId,
  learned: Pick<
    ImportedPerson,
    'name' | 'phones' | 'emails' | 'countryCode' | 'city' | 'language' | 'ownerId' | 'brandId'
  >,
  now: number,
): { fields: Record<string, string | null>; identities: string[]; version: number } {
  const before = tx.select().from(leads).where(eq(leads.id, leadId)).get()
  if (!before) throw new Error('the lead is gone')
  const fields: Record<string, string | null> = {}
  for (const field of ['countryCode', 'city', 'language', 'ownerId', 'brandId'] as const) {
    if (before[field] === null && learned[field] !== null) fields[field] = learned[field]
  }
  if (before.nameOrigin === 'generated' && learned.name !== null) fields['name'] = learned.name
  const identities = [
    ...learned.phones.map(value => insertIdentity(tx, leadId, 'phone', value, now)),
    ...learned.emails.map(value => insertIdentity(tx, leadId, 'email', value, now)),
  ].filter(id => id !== null)
  updateLead(tx, leadId, { ...fields, ...(fields['name'] ? { nameOrigin: 'person' as const } : {}) }, now)
  if (fields['name'] !== undefined || identities.length > 0) refreshSearchText(tx, leadId)
  // A generated name is given back as one.
  if (fields['name'] !== undefined) fields['nameBefore'] = before.name
  return { fields, identities, version: before.version + 1 }
}

/** Takes back what `completePerson` gave, where nobody has changed it since. Says whether anything was. */
function takeBack(
  tx: Db,
  leadId: LeadId,
  { fields, identities }: { fields: Readonly<Record<string, string | null>>; identities: readonly string[] },
  now: number,
): boolean {
  const row = tx.select().from(leads).where(eq(leads.id, leadId)).get()
  if (!row) return false
  const { name, nameBefore, ...plain } = fields
  const unchanged = Object.entries(plain).filter(([field, value]) => row[field as keyof typeof row] === value)
  const isNameTakenBack = name !== undefined && row.name === name && typeof nameBefore === 'string'
  const gone =
    identities.length === 0
      ? 0
      : tx
          .delete(leadIdentities)
          .where(and(eq(leadIdentities.leadId, leadId), inArray(leadIdentities.id, [...identities])))
          .run().changes
  updateLead(
    tx,
    leadId,
    {
      ...Object.fromEntries(unchanged.map(([field]) => [field, null])),
      ...(isNameTakenBack ? { name: nameBefore, nameOrigin: 'generated' as const } : {}),
    },
    now,
  )
  if (gone > 0 || isNameTakenBack) refreshSearchText(tx, leadId)
  return gone > 0 || isNameTakenBack || unchanged.length > 0
}

/** Null where somebody has it already. */
function insertIdentity(tx: Db, leadId: LeadId, kind: IdentityRow['kind'], value: string, now: number): string | null {
  const id = newId()
  const uniqueKey = kind === 'phone' ? uniqueKeyOf(kind, value) : null
  const { changes } = tx
    .insert(leadIdentities)
    .values({ id, leadId, kind, value, uniqueKey, ending: endingOf(kind, value), createdAt: now })
    .onConflictDoNothing()
    .run()
  return changes === 0 ? null : id
}

/** How a lead stands: its version, and how many rows of each table hang on it, also of features that this one has never heard of. */
function standingOf(tx: Db, leadId: LeadId): { version: number | null; rows: ReadonlyMap<string, number> } {
  const version = versionOf(tx, leadId) ?? null
  const counted = tablesOf(tx).map(name => {
    const found = tx.get<{ rows: number }>(
      sql`select count(*) as "rows" from ${sql.identifier(name)} where lead_id = ${leadId}`,
    )
    return [name, found.rows] as const
  })
  return { version, rows: new Map(counted.filter(([, rows]) => rows > 0)) }
}

const tablesOf = prepareOnce(db => tablesOfLeads(db).map(({ name }) => name))

function versionOf(tx: Db, leadId: LeadId): number | undefined {
  return tx.select({ version: leads.version }).from(leads).where(eq(leads.id, leadId)).get()?.version
}

/** What the imports feature does to people; handed in by whoever puts the thread together. */
export const importedPeople = {
  create: createImportedPerson,
  complete: completePerson,
  takeBack,
  versionOf,
  standingOf,
}
export type ImportedPeople = typeof importedPeople
