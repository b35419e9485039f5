import { and, asc, eq, sql } from 'drizzle-orm'
import { foldText } from '#shared/domain/fold-text.ts'
import { type BrandId, type LeadId, newId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { countryOfPhone, lastTenDigits } from '#shared/domain/phone-number.ts'
import type { Db } from '../../db/database.ts'
import { prepareInsert, prepareOnce } from '../../db/prepare-once.ts'
import type { Clock } from '../../ports/clock.ts'
import { channelAccounts } from '../channels/schema.ts'
import { conversationPeers } from '../conversations/schema.ts'
import type { SettingsService } from '../settings/service.ts'
import type { AssignNewLead } from './assign-new-lead.ts'
import { addIdentity, refreshSearchText } from './identities.ts'
import { recordInteraction } from './interactions.ts'
import { findLead, findLeadByIdentity, findLeadsKnownAs, type LeadRow, updateLead } from './lead-queries.ts'
import { searchTextOf } from './lead-search.sql.ts'
import { arePartedByPerson } from './merge-queries.ts'
import { nameOrderOf } from './name-order.ts'
import { generatedName } from './people.ts'
import { leads, leadTouches } from './schema.ts'
import { findStage, findStartingStage, moveLeadToStage } from './stage-moves.ts'

/** Somebody who filled in a form at Meta, in our words. */
export interface FormPerson {
  readonly name: string | null
  /** E.164. */
  readonly phone: string | null
  readonly email: string | null
  readonly city: string | null
  readonly countryCode: string | null
  readonly language: string | null
  readonly eventOn: string | null
  readonly eventTime: string | null
  readonly note: string | null
  readonly brandId: BrandId | null
  /** Who the same entry became when a list from Meta was imported; nothing came back then. */
  readonly importedAs: LeadId | null
  readonly isTest: boolean
  readonly formName: string | null
  /** Where it was filled in. */
  readonly origin: FormOrigin
  readonly at: number
}

export interface FormOrigin {
  readonly formId: string
  readonly adId: string | null
  readonly adName: string | null
  readonly adSetId: string | null
  readonly adSetName: string | null
  readonly campaignId: string | null
  readonly campaignName: string | null
}

export interface FormPersonFound {
  readonly leadId: LeadId
  readonly touchId: string
  readonly isNew: boolean
  /** What the person is called with us, where the form has another name under the same number. */
  readonly otherName: string | null
  readonly isReopened: boolean
  /** Who may be the same person: only a person can say so. */
  readonly alike: readonly { readonly leadId: LeadId; readonly reason: 'email' | 'last_ten_digits' }[]
}

/**
 * The lead of whoever filled in a form (rows E10, E11). A number that is known is that person, also where the number is known from
 * a chat only. An e-mail, or a number that is the same in its last ten digits, never joins two by itself: whoever is alike is told.
 */
export function createFormPeople({
  clock,
  settings,
  assignNewLead,
}: {
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  assignNewLead?: AssignNewLead
}) {
  return {
    findOrCreate(tx: Db, person: FormPerson): FormPersonFound {
      const now = clock.now()
      const { locale, returningReopens } = settings.current()
      const imported = person.importedAs === null ? undefined : findLead(tx, person.importedAs)
      const known = imported ?? (person.phone === null ? undefined : findByPhone(tx, person.phone))
      const alike = (leadId: LeadId) => findAlike(tx, leadId, person)
      if (known === undefined) {
        const leadId = createPerson(tx, person, locale, now)
        const touchId = recordEntry(tx, leadId, person, false, now)
        if (!person.isTest) assignNewLead?.(tx, leadId)
        return { leadId, touchId, isNew: true, otherName: null, isReopened: false, alike: alike(leadId) }
      }
      const otherName = differsInName(known, person.name) ? known.name : null
      learn(tx, known, person, now)
      const touchId = recordEntry(tx, known.id, person, !imported, now)
      const isReopened = !person.isTest && !imported && reopens(tx, known, person.at, returningReopens)
      if (isReopened) moveLeadToStage(tx, known.id, findStartingStage(tx), null, now)
      return { leadId: known.id, touchId, isNew: false, otherName, isReopened, alike: alike(known.id) }
    },

    /** The entry says more, or something else, than when it was stored first: only what the lead lacks is filled in. */
    relearn(tx: Db, leadId: LeadId, touchId: string, person: FormPerson): void {
      const lead = findLead(tx, leadId)
      if (!lead) return
      const now = clock.now()
      const isFree = person.phone !== null && findByPhone(tx, person.phone) === undefined
      learn(tx, lead, { ...person, phone: isFree ? person.phone : null }, now)
      // Names of ads change, and a token that was given rights on the ad account sees them for the first time.
      tx.update(leadTouches).set(person.origin).where(eq(leadTouches.id, touchId)).run()
      const isItsFirst = lead.firstFormId === person.origin.formId && lead.firstAdId === null
      if (isItsFirst && person.origin.adId !== null) updateLead(tx, leadId, firstTouchOf(person.origin), now)
    },
  }
}
export type FormPeople = ReturnType<typeof createFormPeople>

/** Whose conversation the number belongs to, although somebody took it off the lead's card. */
const leadOfPeer = prepareOnce(db =>
  db
    .select({ leadId: conversationPeers.leadId })
    .from(channelAccounts)
    .innerJoin(
      conversationPeers,
      and(
        eq(conversationPeers.channelAccountId, channelAccounts.id),
        eq(conversationPeers.kind, 'phone'),
        eq(conversationPeers.value, sql.placeholder('phone')),
      ),
    )
    .limit(1)
    .prepare(),
)

function findByPhone(tx: Db, phone: string): LeadRow | undefined {
  const byIdentity = findLeadByIdentity(tx, 'phone', phone)
  if (byIdentity) return findLead(tx, byIdentity.id)
  const peer = leadOfPeer(tx).get({ phone })
  return peer && findLead(tx, peer.leadId)
}

function findAlike(tx: Db, leadId: LeadId, { phone, email }: FormPerson): FormPersonFound['alike'] {
  const found = new Map<LeadId, 'email' | 'last_ten_digits'>()
  const add = (reason: 'email' | 'last_ten_digits', value: string | null) => {
    if (value === null) return
    for (const { id } of findLeadsKnownAs(tx, reason, value)) {
      if (id !== leadId && !found.has(id) && !arePartedByPerson(tx, leadId, id)) found.set(id, reason)
    }
  }
  add('email', email)
  add('last_ten_digits', phone === null ? null : lastTenDigits(phone))
  return [...found].map(([id, reason]) => ({ leadId: id, reason }))
}

const insertLead = prepareInsert(leads, [
  ...(['id', 'name', 'nameOrigin', 'stageId', 'source', 'sourceDetail', 'brandId', 'isTest', 'firstFormId'] as const),
  ...(['firstCampaignId', 'firstAdSetId', 'firstAdId', 'countryCode', 'language', 'city', 'eventOn'] as const),
  ...(['eventTime', 'isUnregistered', 'searchText', 'nameOrder', 'createdAt', 'updatedAt'] as const),
])

const insertTouch = prepareInsert(leadTouches, [
  ...(['id', 'leadId', 'kind', 'source', 'title', 'formId', 'adId', 'adName', 'adSetId', 'adSetName'] as const),
  ...(['campaignId', 'campaignName', 'happenedAt', 'createdAt'] as const),
])

function createPerson(tx: Db, person: FormPerson, locale: Locale, now: number): LeadId {
  const id = newId<LeadId>()
  const { phone, email, origin, at, isTest } = person
  const name = person.name ?? nameless(person, locale)
  // Since when they wait, not since when we know: an entry may be weeks old when it is fetched first.
  const createdAt = Math.min(at, now)
  insertLead(tx, {
    id,
    name,
    nameOrigin: person.name === null ? 'generated' : 'person',
    stageId: findStartingStage(tx),
    source: 'meta_lead_ad',
    sourceDetail: origin.campaignName ?? person.formName,
    brandId: person.brandId,
    isTest,
    ...firstTouchOf(origin),
    countryCode: person.countryCode ?? (phone === null ? null : countryOfPhone(phone)),
    language: person.language,
    city: person.city,
    eventOn: person.eventOn,
    eventTime: person.eventOn === null ? null : person.eventTime,
    isUnregistered: false,
    searchText: searchTextOf(name, phone === null ? [] : [phone], email === null ? [] : [email]),
    nameOrder: nameOrderOf(name),
    createdAt,
    updatedAt: now,
  })
  if (phone !== null) addIdentity(tx, id, 'phone', phone, now)
  if (email !== null) addIdentity(tx, id, 'email', email, now)
  const data = { source: 'meta_lead_ad' }
  recordInteraction(tx, { leadId: id, staffId: null, kind: 'created', data, at: createdAt, createdAt: now })
  return id
}

/** "Yeni Lead (+90 …)", or that somebody only tried the form out. */
function nameless({ phone, email, isTest }: FormPerson, locale: Locale): string {
  if (isTest) return { tr: 'Deneme kaydı', en: 'Test entry' }[locale]
  if (phone === null && email !== null) return `${{ tr: 'Yeni Lead', en: 'New lead' }[locale]} (${email})`
  if (phone === null) return { tr: 'Yeni Lead', en: 'New lead' }[locale]
  return generatedName(phone, locale)
}

/** Fills what is not known yet, and changes nothing that is. */
function learn(tx: Db, lead: LeadRow, person: FormPerson, now: number): void {
  const { phone, email, brandId, isTest } = person
  if (phone !== null && findLeadByIdentity(tx, 'phone', phone) === undefined)
    addIdentity(tx, lead.id, 'phone', phone, now)
  if (email !== null) addIdentity(tx, lead.id, 'email', email, now)
  const takesName = person.name !== null && lead.nameOrigin !== 'person'
  const takesEvent = lead.eventOn === null && person.eventOn !== null
  const changes = {
    ...(takesName && person.name !== null ? { name: person.name, nameOrigin: 'person' as const } : {}),
    ...(takesEvent ? { eventOn: person.eventOn, eventTime: person.eventTime } : {}),
    countryCode: lead.countryCode ?? person.countryCode ?? (phone === null ? null : countryOfPhone(phone)),
    language: lead.language ?? person.language,
    city: lead.city ?? person.city,
    brandId: lead.brandId ?? brandId,
    isTest: lead.isTest && isTest,
  }
  const isChanged = (Object.keys(changes) as (keyof typeof changes)[]).some(field => changes[field] !== lead[field])
  if (isChanged) updateLead(tx, lead.id, changes, now)
  refreshSearchText(tx, lead.id)
}

const touchBefore = prepareOnce(db =>
  db
    .select({ id: leadTouches.id })
    .from(leadTouches)
    .where(and(eq(leadTouches.leadId, sql.placeholder('leadId')), sql`happened_at <= ${sql.placeholder('at')}`))
    .orderBy(asc(leadTouches.happenedAt))
    .limit(1)
    .prepare(),
)

/** Every entry is a touch of its lead, and stands on the timeline. The earliest touch says where the lead came from. */
function recordEntry(tx: Db, leadId: LeadId, person: FormPerson, isReturn: boolean, now: number): string {
  const { origin, formName, isTest } = person
  const touchId = newId()
  const at = Math.min(person.at, now)
  const lead = isReturn && !isTest ? findLead(tx, leadId) : undefined
  if (lead && at < lead.createdAt && touchBefore(tx).get({ leadId, at }) === undefined) {
    const source = { source: 'meta_lead_ad', sourceDetail: origin.campaignName ?? formName } as const
    updateLead(tx, leadId, { ...source, ...firstTouchOf(origin) }, now)
  }
  insertTouch(tx, {
    id: touchId,
    leadId,
    kind: 'lead_form',
    source: 'meta_lead_ad',
    title: formName,
    ...origin,
    happenedAt: at,
    createdAt: now,
  })
  const data = {
    form: formName,
    formId: origin.formId,
    ad: origin.adName,
    campaign: origin.campaignName,
    isReturn,
    isTest,
  }
  recordInteraction(tx, { leadId, staffId: null, kind: 'form_entry', data, at, createdAt: now })
  if (person.note !== null) {
    recordInteraction(tx, { leadId, staffId: null, kind: 'note', data: { text: person.note }, at, createdAt: now })
  }
  return touchId
}

function firstTouchOf({ formId, campaignId, adSetId, adId }: FormOrigin) {
  return { firstFormId: formId, firstCampaignId: campaignId, firstAdSetId: adSetId, firstAdId: adId }
}

/** A case that was closed before they came again; one that is told late reopens nothing. */
function reopens(tx: Db, lead: LeadRow, at: number, when: 'never' | 'rejected' | 'rejected_and_converted'): boolean {
  if (when === 'never' || at <= (lead.stageSince ?? lead.createdAt)) return false
  const outcome = findStage(tx, lead.stageId)?.outcome
  return outcome === 'rejected' || (outcome === 'converted' && when === 'rejected_and_converted')
}

/** "Ayşe" and "AYŞE YILMAZ" are one; "Ayşe Yılmaz" and "Mehmet Yılmaz" are a family on one phone. */
function differsInName(lead: LeadRow, name: string | null): boolean {
  if (name === null || lead.nameOrigin === 'generated') return false
  const words = (text: string) => new Set(foldText(text).match(/[\p{L}\p{N}]+/gu) ?? [])
  const [ours, theirs] = [words(lead.name), words(name)]
  if (ours.size === 0 || theirs.size === 0) return false
  const [fewer, more] = ours.size <= theirs.size ? [ours, theirs] : [theirs, ours]
  return ![...fewer].every(word => more.has(word))
}
