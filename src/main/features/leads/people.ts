import { type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { countryOfPhone, formatPhone } from '#shared/domain/phone-number.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { addIdentity, refreshSearchText } from './identities.ts'
import { recordInteraction } from './interactions.ts'
import { findLead, findLeadsByIdentity, getLead, type KnownLead, updateLead } from './lead-queries.ts'
import { type MergeConversations, mergeLeads } from './merge.ts'
import { arePartedByPerson } from './merge-queries.ts'
import { leads } from './schema.ts'
import { findStartingStage } from './stage-moves.ts'

/** What a channel knows of a person who writes. */
export interface PersonSeen {
  readonly phone: string | null
  readonly lid: string | null
  readonly pushName: string | null
}

export interface PersonFound {
  readonly leadId: LeadId
  readonly isNew: boolean
  /** Its phone belongs to somebody else, as a person has said: only the LID speaks of this one. */
  readonly isParted: boolean
  /** Something was learned of a person who was known: an address, a name. */
  readonly hasChanged: boolean
  /** The lead that turned out to be the same person and is gone now, and whose the one that stays was until then. */
  readonly merged: { readonly leadId: LeadId; readonly ownerBefore: StaffId | null } | null
}

export interface PeopleWorld {
  readonly clock: Clock
  readonly mergeConversations: MergeConversations
}

/**
 * The lead of whoever has this phone or LID; made when nobody has (rows E12, E44). A phone and a LID that come together are one
 * person, also when they came alone before and stand on two leads: those become one. `correspondent` is whose conversation the
 * address belongs to, for an address that somebody has taken off the lead's card in the meantime.
 */
export function findOrCreatePerson(
  tx: Db,
  { clock, mergeConversations }: PeopleWorld,
  seen: PersonSeen,
  {
    source,
    locale,
    at,
    correspondent = null,
  }: { source: LeadSource; locale: Locale; at: number; correspondent?: LeadId | null },
): PersonFound {
  const now = clock.now()
  const { byLid, byPhone } = findLeadsByIdentity(tx, seen)
  if (byLid && byPhone && byLid.id !== byPhone.id && arePartedByPerson(tx, byLid.id, byPhone.id)) {
    const hasChanged = learnAddresses(tx, byLid, { ...seen, phone: null }, { phone: false, lid: false }, locale, now)
    return { leadId: byLid.id, isNew: false, isParted: true, hasChanged, merged: null }
  }
  const known = pickOlder(byLid, byPhone) ?? (correspondent === null ? undefined : findLead(tx, correspondent))
  if (known === undefined) {
    const leadId = createPerson(tx, seen, { source, locale, at, now })
    return { leadId, isNew: true, isParted: false, hasChanged: false, merged: null }
  }
  const other = known.id === byLid?.id ? byPhone : byLid
  const absorbed = other && other.id !== known.id ? other : undefined
  if (absorbed) mergeLeads(tx, mergeConversations, { keep: known.id, absorb: absorbed.id, staffId: null, clock })
  const learns = { phone: byPhone === undefined, lid: byLid === undefined }
  const lead = absorbed ? getLead(tx, known.id) : known
  const hasLearned = learnAddresses(tx, lead, seen, learns, locale, now)
  return {
    leadId: known.id,
    isNew: false,
    isParted: false,
    hasChanged: hasLearned || absorbed !== undefined,
    merged: absorbed ? { leadId: absorbed.id, ownerBefore: known.ownerId } : null,
  }
}

/** The older record is the one people know: it keeps its name, owner and stage. */
function pickOlder<Row extends { seq: number }>(one: Row | undefined, other: Row | undefined): Row | undefined {
  if (!one || !other) return one ?? other
  return one.seq <= other.seq ? one : other
}

function createPerson(
  tx: Db,
  seen: PersonSeen,
  { source, locale, at, now }: { source: LeadSource; locale: Locale; at: number; now: number },
): LeadId {
  const id = newId<LeadId>()
  const name = nameOf(seen)
  tx.insert(leads)
    .values({
      id,
      name: name ?? generatedName(seen.phone, locale),
      nameOrigin: name === null ? 'generated' : 'push_name',
      stageId: findStartingStage(tx),
      source,
      countryCode: seen.phone === null ? null : countryOfPhone(seen.phone),
      isUnregistered: true,
      firstMessageAnswered: false,
      createdAt: now,
      updatedAt: now,
    })
    .run()
  if (seen.phone !== null) addIdentity(tx, id, 'phone', seen.phone, now)
  if (seen.lid !== null) addIdentity(tx, id, 'whatsapp_lid', seen.lid, now)
  refreshSearchText(tx, id)
  recordInteraction(tx, { leadId: id, staffId: null, kind: 'created', data: { source }, at })
  return id
}

/** Says whether anything of it was new. */
function learnAddresses(
  tx: Db,
  lead: KnownLead,
  seen: PersonSeen,
  learns: { phone: boolean; lid: boolean },
  locale: Locale,
  now: number,
): boolean {
  const leadId = lead.id
  const learnsPhone = seen.phone !== null && learns.phone
  const learnsLid = seen.lid !== null && learns.lid
  if (seen.phone !== null && learnsPhone) {
    addIdentity(tx, leadId, 'phone', seen.phone, now)
    recordInteraction(tx, { leadId, staffId: null, kind: 'identity_learned', data: { identity: 'phone' }, at: now })
  }
  if (seen.lid !== null && learnsLid) addIdentity(tx, leadId, 'whatsapp_lid', seen.lid, now)
  const name = lead.nameOrigin === 'generated' ? betterName(lead.name, seen, locale) : null
  const countryCode = lead.countryCode ?? (seen.phone === null ? null : countryOfPhone(seen.phone))
  const learnsCountry = countryCode !== lead.countryCode
  if (name !== null || learnsCountry) updateLead(tx, leadId, { ...name, countryCode }, now)
  if (learnsPhone || name !== null) refreshSearchText(tx, leadId)
  return learnsPhone || learnsLid || name !== null || learnsCountry
}

/** What a lead without a name is called from now on: as the person calls itself, or at least by a number that was hidden. */
function betterName(current: string, seen: PersonSeen, locale: Locale) {
  const pushName = nameOf(seen)
  if (pushName !== null) return { name: pushName, nameOrigin: 'push_name' as const }
  const isHidden = current === generatedName(null, 'tr') || current === generatedName(null, 'en')
  return seen.phone !== null && isHidden ? { name: generatedName(seen.phone, locale) } : null
}

const LONGEST_NAME = 200
/** Controls, marks that turn the direction of what follows, and letters that show nothing. What joins letters and emoji stays. */
const UNSHOWN =
  /[\p{Cc}\p{Cs}\p{Co}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\u115f\u1160\u3164\uffa0\u2800\s]+/gu

/** The name that a person gave themselves on WhatsApp, made fit for one line; null when it shows nothing. */
function nameOf({ pushName }: PersonSeen): string | null {
  const name = [...(pushName ?? '').replace(UNSHOWN, ' ').trim()].slice(0, LONGEST_NAME).join('').trim()
  return /[^\p{C}\p{M}\s]/u.test(name) ? name : null
}

/** "Yeni Lead (+90 …)": stored in the office's language, because people search for it. */
export function generatedName(phone: string | null, locale: Locale): string {
  const words = {
    tr: { lead: 'Yeni Lead', hidden: 'numara gizli' },
    en: { lead: 'New lead', hidden: 'number hidden' },
  }[locale]
  return `${words.lead} (${phone === null ? words.hidden : formatPhone(phone)})`
}
