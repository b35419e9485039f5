import { createHash } from 'node:crypto'
import { and, eq, sql } from 'drizzle-orm'
import { type ConsentChannel } from '#shared/domain/consent.ts'
import { type BrandId, type LeadId, type MetaConnectionId, newId, type SubmissionId } from '#shared/domain/ids.ts'
import { suggestChannels } from '#shared/domain/lead-form.ts'
import type { SyncFigures } from '#shared/domain/meta-sync.ts'
import { type Db, transact } from '../../db/database.ts'
import { prepareInsert, prepareOnce } from '../../db/prepare-once.ts'
import { errorClassOf } from '../../jobs/job-errors.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import { contentHash } from '../audit/audit.ts'
import { importRows } from '../imports/schema.ts'
import type { FormPeople, FormPerson } from '../leads/form-people.ts'
import type { FormRow } from './form-queries.ts'
import { type FormEntry, readEntry, readEntryId } from './graph-lead.ts'
import { type MappedEntry, mapEntry, type PlaceWords } from './map-entry.ts'
import { forgottenSubmissions, leadSubmissions, submissionFailures } from './schema.ts'

/** A box that somebody ticked, as the consent ledger wants to know it. */
export interface FormConsent {
  readonly address: { readonly kind: 'phone' | 'email'; readonly value: string }
  readonly channel: ConsentChannel
  readonly brandId: BrandId | null
  readonly at: number
  /** The words on the form. */
  readonly body: string
  readonly reference: SubmissionId
  readonly onceKey: string
}

export interface FormLead {
  readonly leadId: LeadId
  readonly submissionId: SubmissionId
  readonly brandId: BrandId | null
  /** The person was known before. */
  readonly isReturn: boolean
  readonly submittedAt: number
}

export interface EntryWorld {
  readonly clock: Clock
  readonly log: Logger
  readonly people: FormPeople
  /** Two records that may be one person. */
  readonly suggestPair: (tx: Db, leadId: LeadId, otherId: LeadId, reason: 'email' | 'last_ten_digits') => boolean
  readonly recordConsent: (tx: Db, consent: FormConsent) => void
  /** Somebody has just filled in a form, for real; not told of what is fetched days later. */
  readonly onNewLead: (tx: Db, lead: FormLead) => void
}

/** What came of a batch. */
export interface StoredEntries extends SyncFigures {
  readonly newLeads: readonly LeadId[]
  readonly changedLeads: readonly LeadId[]
  /** Pairs that may be one person, and were not known. */
  readonly suggested: number
}

/** Of older ones nobody is told: they wait in the list. */
const STILL_NEWS = 24 * 3_600_000

/**
 * Stores entries of one form: one that cannot be stored is put aside with its reason and keeps no other away. The same entry twice
 * changes nothing; with other content it is brought up to date. All of them at first, and each by itself only when that failed: a
 * savepoint for each costs as much as storing it.
 */
export function storeEntries(
  tx: Db,
  world: EntryWorld,
  form: FormRow,
  raws: readonly unknown[],
  how: { place: PlaceWords; testIds: ReadonlySet<string> },
): StoredEntries {
  try {
    return transact(tx, inner => storeEach(inner, world, form, raws, { ...how, isEachByItself: false }))
  } catch (error) {
    if (isDatabaseTrouble(error)) throw error
    return storeEach(tx, world, form, raws, { ...how, isEachByItself: true })
  }
}

function storeEach(
  tx: Db,
  world: EntryWorld,
  form: FormRow,
  raws: readonly unknown[],
  { place, testIds, isEachByItself }: { place: PlaceWords; testIds: ReadonlySet<string>; isEachByItself: boolean },
): StoredEntries {
  const newLeads: LeadId[] = []
  const changedLeads: LeadId[] = []
  let suggested = 0
  const figures = { fetched: raws.length, stored: 0, updated: 0, duplicates: 0, failed: 0 }
  for (const raw of raws) {
    const outcome = storeOne(raw)
    figures[outcome] += 1
  }
  return { ...figures, newLeads, changedLeads, suggested }

  function storeOne(raw: unknown): 'stored' | 'updated' | 'duplicates' | 'failed' {
    const entry = readEntry(raw)
    if (entry === null) {
      putAside(tx, world.clock, form, raw, { reason: 'unreadable', errorClass: null })
      return 'failed'
    }
    const store = (inner: Db) => {
      const outcome = storeEntry(inner, entry, raw)
      dropFailure(inner, form.formId, entry.metaLeadId)
      return outcome
    }
    if (!isEachByItself) return store(tx)
    try {
      return transact(tx, store)
    } catch (error) {
      if (isDatabaseTrouble(error)) throw error
      world.log.warn({ form: form.formId, error }, 'an entry of a form could not be stored')
      putAside(tx, world.clock, form, raw, { reason: 'not_stored', errorClass: errorClassOf(error) })
      return 'failed'
    }
  }

  function storeEntry(inner: Db, entry: FormEntry, raw: unknown): 'stored' | 'updated' | 'duplicates' {
    const hash = contentHash(raw)
    const known = submissionOf(inner).get({ metaLeadId: entry.metaLeadId })
    if (known?.contentHash === hash || isForgotten(inner, entry.metaLeadId)) return 'duplicates'
    const mapped = mapEntry(entry, form, place)
    const isTest = mapped.isDummy || testIds.has(entry.metaLeadId)
    const importedAs = importedEntry(inner).get({ metaLeadId: entry.metaLeadId })?.leadId ?? null
    const person = { ...toPerson(entry, mapped, form, isTest), importedAs }
    if (known) {
      world.people.relearn(inner, known.leadId, known.touchId, person)
      updateSubmission(inner, known.id, { entry, mapped, raw, hash, isTest: isTest || known.isTest }, world.clock.now())
      changedLeads.push(known.leadId)
      return 'updated'
    }
    const found = world.people.findOrCreate(inner, person)
    const id = newId<SubmissionId>()
    const isImported = importedAs !== null
    insertSubmission(inner, { id, form, entry, mapped, raw, hash, isTest, found, isImported }, world.clock.now())
    for (const other of found.alike) {
      if (world.suggestPair(inner, found.leadId, other.leadId, other.reason)) suggested += 1
    }
    recordConsents(inner, id, entry, mapped)
    if (found.isNew) newLeads.push(found.leadId)
    else changedLeads.push(found.leadId)
    if (!isTest && importedAs === null && world.clock.now() - entry.submittedAt < STILL_NEWS) {
      const { leadId, isNew } = found
      const { brandId } = form
      world.onNewLead(inner, { leadId, submissionId: id, brandId, isReturn: !isNew, submittedAt: entry.submittedAt })
    }
    return 'stored'
  }

  /** A box that stayed empty refuses nothing: it says nothing. */
  function recordConsents(inner: Db, id: SubmissionId, entry: FormEntry, mapped: MappedEntry): void {
    for (const { key, isTicked } of entry.disclaimers) {
      const body = form.disclaimers.find(one => one.key === key)?.text
      if (!isTicked || body === undefined || body === '') continue
      for (const channel of form.consentChannels?.[key] ?? suggestChannels(body)) {
        const kind = channel === 'email' ? 'email' : 'phone'
        const value = kind === 'email' ? mapped.email : mapped.phone
        if (value === null) continue
        world.recordConsent(inner, {
          address: { kind, value },
          channel,
          brandId: form.brandId,
          at: entry.submittedAt,
          body,
          reference: id,
          onceKey: `form:${entry.metaLeadId}:${key}:${channel}`,
        })
      }
    }
  }
}

const submissionOf = prepareOnce(db =>
  db
    .select({
      id: leadSubmissions.id,
      leadId: leadSubmissions.leadId,
      touchId: leadSubmissions.touchId,
      contentHash: leadSubmissions.contentHash,
      isTest: leadSubmissions.isTest,
    })
    .from(leadSubmissions)
    .where(eq(leadSubmissions.metaLeadId, sql.placeholder('metaLeadId')))
    .prepare(),
)

/** Whose row it was in a list from Meta that was imported. */
const importedEntry = prepareOnce(db =>
  db
    .select({ leadId: importRows.leadId })
    .from(importRows)
    .where(eq(importRows.metaLeadId, sql.placeholder('metaLeadId')))
    .limit(1)
    .prepare(),
)

export function isStored(db: Db, metaLeadId: string): boolean {
  return submissionOf(db).get({ metaLeadId }) !== undefined
}

const forgottenOne = prepareOnce(db =>
  db
    .select({ metaLeadId: forgottenSubmissions.metaLeadId })
    .from(forgottenSubmissions)
    .where(eq(forgottenSubmissions.metaLeadId, sql.placeholder('metaLeadId')))
    .prepare(),
)

function isForgotten(tx: Db, metaLeadId: string): boolean {
  return forgottenOne(tx).get({ metaLeadId }) !== undefined
}

export function toPerson(entry: FormEntry, mapped: MappedEntry, form: FormRow, isTest: boolean): FormPerson {
  const { adId, adName, adSetId, adSetName, campaignId, campaignName } = entry
  const { name, phone, email, city, countryCode, language, eventOn, eventTime, note } = mapped
  return {
    ...{ name, phone, email, city, countryCode, language, eventOn, eventTime, note },
    brandId: form.brandId,
    importedAs: null,
    isTest,
    formName: form.name,
    origin: { formId: form.formId, adId, adName, adSetId, adSetName, campaignId, campaignName },
    at: entry.submittedAt,
  }
}

interface Content {
  readonly entry: FormEntry
  readonly mapped: MappedEntry
  readonly raw: unknown
  readonly hash: string
  readonly isTest: boolean
}

function contentColumns({ entry, mapped, raw, hash, isTest }: Content) {
  const { adId, adName, adSetId, adSetName, campaignId, campaignName, platform, isOrganic } = entry
  const origin = { adId, adName, adSetId, adSetName, campaignId, campaignName, platform, isOrganic }
  return {
    ...origin,
    isTest,
    unreadablePhone: mapped.unreadablePhone,
    answers: [...mapped.answers],
    raw,
    contentHash: hash,
  }
}

const insertRow = prepareInsert(leadSubmissions, [
  ...(['id', 'leadId', 'touchId', 'metaLeadId', 'brandId', 'pageId', 'formId', 'formName', 'adId', 'adName'] as const),
  ...(['adSetId', 'adSetName', 'campaignId', 'campaignName', 'platform', 'isOrganic', 'isTest', 'isReturn'] as const),
  ...(['otherName', 'unreadablePhone', 'answers', 'raw', 'contentHash', 'submittedAt'] as const),
  ...(['createdAt', 'updatedAt'] as const),
])

function insertSubmission(
  tx: Db,
  content: Content & {
    id: SubmissionId
    form: FormRow
    found: ReturnType<FormPeople['findOrCreate']>
    isImported: boolean
  },
  now: number,
): void {
  const { id, form, entry, found, isImported } = content
  insertRow(tx, {
    id,
    leadId: found.leadId,
    touchId: found.touchId,
    metaLeadId: entry.metaLeadId,
    brandId: form.brandId,
    pageId: form.pageId,
    formId: form.formId,
    formName: form.name,
    isReturn: !found.isNew && !isImported,
    otherName: found.otherName,
    ...contentColumns(content),
    submittedAt: entry.submittedAt,
    createdAt: now,
    updatedAt: now,
  })
}

function updateSubmission(tx: Db, id: SubmissionId, content: Content, now: number): void {
  tx.update(leadSubmissions)
    .set({ ...contentColumns(content), version: sql`${leadSubmissions.version} + 1`, updatedAt: now })
    .where(eq(leadSubmissions.id, id))
    .run()
}

function putAside(
  tx: Db,
  clock: Clock,
  form: { connectionId: MetaConnectionId; formId: string },
  raw: unknown,
  why: { reason: 'unreadable' | 'not_stored'; errorClass: string | null },
): void {
  const now = clock.now()
  const entryKey =
    readEntryId(raw) ??
    createHash('sha256')
      .update(JSON.stringify(raw) ?? '')
      .digest('hex')
  const row = { connectionId: form.connectionId, formId: form.formId, raw: raw ?? {}, ...why, failedAt: now }
  tx.insert(submissionFailures)
    .values({ id: newId(), ...row, entryKey, attempts: 1, createdAt: now })
    .onConflictDoUpdate({
      target: [submissionFailures.formId, submissionFailures.entryKey],
      set: { ...row, attempts: sql`${submissionFailures.attempts} + 1` },
    })
    .run()
}

const failureDropped = prepareOnce(db =>
  db
    .delete(submissionFailures)
    .where(
      and(
        eq(submissionFailures.formId, sql.placeholder('formId')),
        eq(submissionFailures.entryKey, sql.placeholder('entryKey')),
      ),
    )
    .prepare(),
)

function dropFailure(tx: Db, formId: string, entryKey: string): void {
  failureDropped(tx).run({ formId, entryKey })
}

/** A full disk or a locked file is no fault of the entry: then the fetch ends here, and goes on from here later. */
function isDatabaseTrouble(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_') && !code.startsWith('SQLITE_CONSTRAINT')
}
