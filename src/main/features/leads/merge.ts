import { and, eq, isNull, sql } from 'drizzle-orm'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { contentHash, recordAudit } from '../audit/audit.ts'
import { leadTags } from '../tags/schema.ts'
import { refreshSearchText } from './identities.ts'
import { recordInteraction } from './interactions.ts'
import { getLead, type LeadRow, updateLead } from './lead-queries.ts'
import { recordMerge } from './merge-record.sql.ts'
import { interactions, leadIdentities, leadMerges, leads, leadTouches } from './schema.ts'
import { findStage, moveLeadToStage } from './stage-moves.ts'
import { rememberMerge } from './undo-merge.ts'

/** Gives the conversations of `absorb` to `keep`; handed in by app.ts, because conversations are another feature's. */
export type MergeConversations = (tx: Db, keep: LeadId, absorb: LeadId, now: number) => void

/**
 * Two records of one person become one: identities, conversations, messages, notes and touches move to `keep`, which fills its own
 * gaps from the other. Nothing is dropped but the empty second record, and what it was is kept for a while so that it can be undone. Of two owners the kept record's stays; of two stages the one
 * that says more.
 */
export function mergeLeads(
  tx: Db,
  mergeConversations: MergeConversations,
  { keep, absorb, staffId, clock }: { keep: LeadId; absorb: LeadId; staffId: StaffId | null; clock: Clock },
): void {
  const now = clock.now()
  const kept = getLead(tx, keep)
  const absorbed = getLead(tx, absorb)
  const record = recordMerge(tx, keep, absorb, () => {
    moveIdentities(tx, keep, absorb)
    mergeConversations(tx, keep, absorb, now)
    tx.update(interactions).set({ leadId: keep }).where(eq(interactions.leadId, absorb)).run()
    moveTouches(tx, keep, absorb)
    moveTags(tx, keep, absorb)
    tx.update(leadMerges).set({ leadId: keep }).where(eq(leadMerges.leadId, absorb)).run()
    updateLead(tx, keep, joinLeads(kept, absorbed), now)
    const outcomeOf = (lead: LeadRow) => findStage(tx, lead.stageId)?.outcome ?? 'new'
    if (weightOfOutcome[outcomeOf(absorbed)] > weightOfOutcome[outcomeOf(kept)]) {
      moveLeadToStage(tx, keep, absorbed.stageId, staffId, now)
    }
    tx.delete(leads).where(eq(leads.id, absorb)).run()
    refreshSearchText(tx, keep)
  })
  const data = { name: absorbed.name, leadId: absorb }
  const { id: interactionId } = recordInteraction(tx, { leadId: keep, staffId, kind: 'merge', data, at: now })
  rememberMerge(tx, { leadId: keep, absorbedId: absorb, interactionId }, record, now)
  recordAudit(tx, clock, {
    staffId,
    action: 'lead.merged',
    subjectKind: 'lead',
    subjectId: keep,
    before: { absorbedId: absorb, contentHash: contentHash({ name: absorbed.name }) },
  })
}

/**
 * What two records of one person know together. Every column of a lead has its line here, or is left as it is on purpose; the
 * type keeps it so.
 */
export function joinLeads(kept: LeadRow, absorbed: LeadRow): Omit<LeadRow, KeptAsItIs> {
  const takesName = rankOfName[absorbed.nameOrigin] > rankOfName[kept.nameOrigin]
  const takesEvent = kept.eventOn === null && absorbed.eventOn !== null
  const named = takesName ? absorbed : kept
  const planned = takesEvent ? absorbed : kept
  const acting = (absorbed.nextActionAt ?? Infinity) < (kept.nextActionAt ?? Infinity) ? absorbed : kept
  const came = cameByAdBefore(absorbed, kept) ? absorbed : kept
  // Form, campaign and ad of one touch: never the campaign of one with the ad of another.
  const origin = isFromMeta(came) || !isFromMeta(absorbed) ? came : absorbed
  return {
    name: named.name,
    nameOrigin: named.nameOrigin,
    ownerId: kept.ownerId ?? absorbed.ownerId,
    source: came.source,
    sourceDetail: came.sourceDetail,
    brandId: kept.brandId ?? absorbed.brandId,
    firstFormId: origin.firstFormId,
    firstCampaignId: origin.firstCampaignId,
    firstAdSetId: origin.firstAdSetId,
    firstAdId: origin.firstAdId,
    isTest: kept.isTest && absorbed.isTest,
    countryCode: kept.countryCode ?? absorbed.countryCode,
    language: kept.language ?? absorbed.language,
    city: kept.city ?? absorbed.city,
    isUnregistered: kept.isUnregistered && absorbed.isUnregistered,
    firstMessageAnswered: kept.firstMessageAnswered || absorbed.firstMessageAnswered,
    // Day, hour, zone and place of one event: never the day of one with the hour of another.
    eventOn: planned.eventOn,
    eventTime: planned.eventTime,
    timeZone: planned.timeZone,
    location: planned.location,
    firstInboundAt: earliest(kept.firstInboundAt, absorbed.firstInboundAt),
    firstAnsweredAt: earliest(kept.firstAnsweredAt, absorbed.firstAnsweredAt),
    lastInboundAt: latest(kept.lastInboundAt, absorbed.lastInboundAt),
    lastOutboundAt: latest(kept.lastOutboundAt, absorbed.lastOutboundAt),
    lastContactedAt: latest(kept.lastContactedAt, absorbed.lastContactedAt),
    lastCalledAt: latest(kept.lastCalledAt, absorbed.lastCalledAt),
    convertedAt: earliest(kept.convertedAt, absorbed.convertedAt),
    rejectionReason: kept.rejectionReason ?? absorbed.rejectionReason,
    nextActionAt: acting.nextActionAt,
    nextActionText: acting.nextActionText,
  }
}

/** The first message may have come to both, with its ad to one of them only. */
function cameByAdBefore(one: LeadRow, other: LeadRow): boolean {
  const isFirst = (one.firstInboundAt ?? Infinity) <= (other.firstInboundAt ?? Infinity)
  return isFirst && one.source === 'click_to_whatsapp_ad' && other.source === 'whatsapp'
}

function isFromMeta(lead: LeadRow): boolean {
  return lead.firstFormId !== null || lead.firstCampaignId !== null || lead.firstAdId !== null
}

/** Its place in the lists, and what is worked out elsewhere. */
type KeptAsItIs =
  | ('seq' | 'id' | 'version' | 'stageId' | 'stageSince' | 'score')
  | ('searchText' | 'nameOrder' | 'createdAt' | 'updatedAt')

/** What a person decided says more than what happened by itself, and talking with somebody more than having given them up. */
const weightOfOutcome: Record<StageOutcome, number> = { new: 0, assigned: 1, rejected: 2, contacted: 3, converted: 4 }

const rankOfName = { generated: 0, push_name: 1, person: 2 }

function moveIdentities(tx: Db, keep: LeadId, absorb: LeadId): void {
  // An e-mail that both have stays once; phones and LIDs are unique and always move.
  tx.delete(leadIdentities)
    .where(
      and(
        eq(leadIdentities.leadId, absorb),
        isNull(leadIdentities.uniqueKey),
        sql`exists (select 1 from lead_identities other where other.lead_id = ${keep}
          and other.kind = ${leadIdentities}.kind and other.value = ${leadIdentities}.value)`,
      ),
    )
    .run()
  tx.update(leadIdentities).set({ leadId: keep }).where(eq(leadIdentities.leadId, absorb)).run()
}

/** A tag that both have stays once. */
function moveTags(tx: Db, keep: LeadId, absorb: LeadId): void {
  tx.delete(leadTags)
    .where(
      and(
        eq(leadTags.leadId, absorb),
        sql`exists (select 1 from lead_tags other where other.lead_id = ${keep} and other.tag_id = ${leadTags}.tag_id)`,
      ),
    )
    .run()
  tx.update(leadTags).set({ leadId: keep }).where(eq(leadTags.leadId, absorb)).run()
}

function moveTouches(tx: Db, keep: LeadId, absorb: LeadId): void {
  // The message that brought them may have come to both records, once under the phone and once under the LID.
  tx.delete(leadTouches)
    .where(
      and(
        eq(leadTouches.leadId, absorb),
        sql`exists (select 1 from lead_touches other where other.lead_id = ${keep}
          and other.channel_account_id = ${leadTouches}.channel_account_id
          and other.kind = ${leadTouches}.kind and other.external_id = ${leadTouches}.external_id)`,
      ),
    )
    .run()
  tx.update(leadTouches).set({ leadId: keep }).where(eq(leadTouches.leadId, absorb)).run()
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}
