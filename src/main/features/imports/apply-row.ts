import { and, eq, inArray } from 'drizzle-orm'
import type { ImportPlan } from '#shared/contract/imports.ts'
import { CHANNELS_OF } from '#shared/domain/consent.ts'
import { foldText } from '#shared/domain/fold-text.ts'
import {
  type ImportId,
  type InteractionId,
  type LeadId,
  newId,
  type StaffId,
  type StageId,
  type TagId,
} from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { Db } from '../../db/database.ts'
import type { ConsentLedger } from '../consents/ledger.ts'
import type { ImportedPeople } from '../leads/imported-people.ts'
import { interactions, leadTouches } from '../leads/schema.ts'
import { leadTags, tags } from '../tags/schema.ts'
import type { Decision } from './decide-row.ts'
import type { PersonRow } from './person-row.ts'
import type { Given } from './schema.ts'

export interface ImportWorld {
  readonly people: ImportedPeople
  readonly importId: ImportId
  readonly fileName: string
  readonly plan: ImportPlan
  readonly staffId: StaffId | null
  readonly startingStage: StageId
  readonly locale: Locale
  readonly now: number
  readonly consents: ImportedConsents
  /** A lead of the file that nobody owns is given to somebody by the office's rules. */
  readonly assign: (tx: Db, leadId: LeadId) => void
}

/** The ledger of consents, as a list on its way in uses it. */
export interface ImportedConsents {
  /** Says which entries it put onto the timeline. */
  record(tx: Db, said: Parameters<ConsentLedger['record']>[1]): InteractionId[]
  /** What a lead that goes leaves behind of its refusals. */
  forgetAddressesOf: ConsentLedger['forgetAddressesOf']
}

const TAG_COLOR = 'gray'

/** Writes what was decided of a row: the person, how they came, and what the file tells of them. */
export function applyRow(
  tx: Db,
  row: PersonRow,
  decision: Decision,
  world: ImportWorld,
): { leadId: LeadId; version: number; given: Given } {
  const { people, plan, locale, now } = world
  const ownerId = row.ownerId ?? plan.ownerId
  const learned = { ...row, phones: decision.phones, ownerId, brandId: plan.brandId }
  const isNew = decision.outcome === 'created'
  const leadId = isNew
    ? people.create(
        tx,
        {
          ...learned,
          sourceDetail: row.meta.campaignName ?? row.meta.formName,
          stageId: row.stageId ?? plan.stageId ?? world.startingStage,
          first: row.meta,
          cameAt: row.cameAt ?? now,
        },
        { locale, now },
      )
    : leadOf(decision)
  const completed = isNew ? { fields: {}, identities: [], version: 1 } : people.complete(tx, leadId, learned, now)
  const touch = addTouch(tx, leadId, row, world)
  const tagged = addTags(tx, leadId, row.tags, world)
  const written = [...addInteractions(tx, leadId, row, isNew, world), ...recordConsents(tx, row, world)]
  const isAssigned = isNew && ownerId === null && plan.assigns
  if (isAssigned) world.assign(tx, leadId)
  // What the rules noted of a lead that is new goes with it, should the import be taken back.
  const told = isAssigned ? listInteractionIds(tx, leadId) : written
  return {
    leadId,
    version: people.versionOf(tx, leadId) ?? completed.version,
    given: {
      fields: completed.fields,
      identities: completed.identities,
      tags: tagged,
      touches: [touch],
      interactions: told,
    },
  }
}

function listInteractionIds(tx: Db, leadId: LeadId): InteractionId[] {
  const all = tx.select({ id: interactions.id }).from(interactions).where(eq(interactions.leadId, leadId)).all()
  return all.map(({ id }) => id)
}

function leadOf({ leadId }: Decision): LeadId {
  if (leadId === null) throw new Error('a row that joins nobody')
  return leadId
}

function addTouch(tx: Db, leadId: LeadId, row: PersonRow, { importId, now }: ImportWorld): string {
  const id = newId()
  const { meta, answers, source, cameAt, number } = row
  tx.insert(leadTouches)
    .values({
      id,
      leadId,
      kind: 'import',
      source,
      externalId: meta.leadId ?? `${importId}:${number}`,
      adId: meta.adId,
      adName: meta.adName,
      adSetId: meta.adSetId,
      adSetName: meta.adSetName,
      campaignId: meta.campaignId,
      campaignName: meta.campaignName,
      formId: meta.formId,
      title: meta.formName,
      raw: answers.length === 0 ? null : { answers },
      happenedAt: cameAt ?? now,
      createdAt: now,
    })
    .run()
  return id
}

/** What the file says that people agreed to: of every address of the row that its channel reaches. */
function recordConsents(
  tx: Db,
  row: PersonRow,
  { consents, importId, plan, staffId, now }: ImportWorld,
): InteractionId[] {
  const addresses = [
    ...row.phones.map(value => ({ kind: 'phone' as const, value })),
    ...row.emails.map(value => ({ kind: 'email' as const, value })),
  ]
  return row.consents.flatMap(({ channel, isGranted }) =>
    addresses
      .filter(({ kind }) => CHANNELS_OF[kind].includes(channel))
      .flatMap(address =>
        consents.record(tx, {
          address,
          channel,
          brandId: plan.brandId,
          action: isGranted ? 'granted' : 'refused',
          source: 'import',
          at: row.cameAt ?? now,
          wording: isGranted && plan.consentText !== '' ? { body: plan.consentText } : null,
          reference: importId,
          onceKey: `import:${importId}:${row.number}:${channel}:${address.value}`,
          staffId,
        }),
      ),
  )
}

/** Those of the file and those chosen for all its rows. Says which are new on this lead. */
function addTags(tx: Db, leadId: LeadId, names: readonly string[], { plan, now }: ImportWorld): string[] {
  const ids = new Set([...plan.tagIds, ...names.flatMap(name => findOrMakeTag(tx, name, plan.makesTags, now) ?? [])])
  return [...ids].flatMap(tagId => {
    const id = newId()
    const { changes } = tx.insert(leadTags).values({ id, leadId, tagId, createdAt: now }).onConflictDoNothing().run()
    return changes === 0 ? [] : [id]
  })
}

function findOrMakeTag(tx: Db, name: string, makes: boolean, now: number): TagId | undefined {
  const nameKey = foldText(name)
  const found = tx.select({ id: tags.id }).from(tags).where(eq(tags.nameKey, nameKey)).get()
  if (found || !makes) return found?.id
  const id = newId<TagId>()
  tx.insert(tags).values({ id, name, nameKey, color: TAG_COLOR, createdAt: now, updatedAt: now }).run()
  return id
}

function addInteractions(tx: Db, leadId: LeadId, row: PersonRow, isNew: boolean, world: ImportWorld): InteractionId[] {
  const { importId, fileName, staffId, now } = world
  const text = row.answers
    .map(({ question, answer }) => (question === '' ? answer : `${question}: ${answer}`))
    .join('\n')
  const at = row.cameAt ?? now
  const told: { kind: string; data: Record<string, string | boolean> }[] = [
    { kind: 'import', data: { importId, fileName, isNew, text: text.slice(0, 20_000) } },
    ...(row.note === null ? [] : [{ kind: 'note', data: { text: row.note } }]),
  ]
  const entries = told.map(entry => ({
    id: newId<InteractionId>(),
    leadId,
    staffId,
    ...entry,
    happenedAt: at,
    createdAt: now,
  }))
  for (const entry of entries) tx.insert(interactions).values(entry).run()
  return entries.map(({ id }) => id)
}

/** Takes the rows away that an import hung on a lead; its own fields are the leads feature's. Says whether anything was there. */
export function removeGiven(tx: Db, leadId: LeadId, { tags: tagged, touches, interactions: told }: Given): boolean {
  const gone = [
    tagged.length > 0 &&
      tx
        .delete(leadTags)
        .where(and(eq(leadTags.leadId, leadId), inArray(leadTags.id, [...tagged])))
        .run().changes,
    tx
      .delete(leadTouches)
      .where(and(eq(leadTouches.leadId, leadId), inArray(leadTouches.id, [...touches])))
      .run().changes,
    tx
      .delete(interactions)
      .where(and(eq(interactions.leadId, leadId), inArray(interactions.id, [...told])))
      .run().changes,
  ]
  return gone.some(Boolean)
}
