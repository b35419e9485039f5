import { and, eq, ne, sql } from 'drizzle-orm'
import { type ChannelAccountId, type LeadId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import { adCampaigns, adSets, ads } from '../ads/schema.ts'
import type { AdReferral } from '../channels/channel.ts'
import { recordInteraction } from './interactions.ts'
import { getLead, updateLead } from './lead-queries.ts'
import { leadTouches } from './schema.ts'

const firstMessageOf = prepareOnce(db =>
  db
    .select({ id: leadTouches.id, happenedAt: leadTouches.happenedAt })
    .from(leadTouches)
    .where(and(eq(leadTouches.leadId, sql.placeholder('leadId')), eq(leadTouches.kind, 'first_message')))
    .prepare(),
)

/**
 * The first message of a person is a touch, also of one who was typed in before. Messages may be told in any order, history from
 * the newest backwards: the touch goes back to the oldest that is known.
 */
export function recordFirstMessage(
  tx: Db,
  touch: { leadId: LeadId; accountId: ChannelAccountId; externalId: string; at: number; now: number },
): void {
  const { leadId, accountId: channelAccountId, externalId, at: happenedAt, now: createdAt } = touch
  const known = firstMessageOf(tx).get({ leadId })
  if (known === undefined) {
    const origin = { kind: 'first_message', source: 'whatsapp' } as const
    tx.insert(leadTouches)
      .values({ id: newId(), leadId, ...origin, channelAccountId, externalId, happenedAt, createdAt })
      .onConflictDoNothing()
      .run()
  } else if (happenedAt < known.happenedAt) {
    tx.update(leadTouches).set({ channelAccountId, externalId, happenedAt }).where(eq(leadTouches.id, known.id)).run()
  }
}

/**
 * What the person clicked before writing. It comes with one message and never again, so it is kept whole and at once. A lead whose
 * very first message it is came from the ad; somebody who was here before stays what they were, with one touch more.
 */
export function recordAdReferral(
  tx: Db,
  touch: {
    leadId: LeadId
    accountId: ChannelAccountId
    externalId: string
    referral: AdReferral
    at: number
    now: number
  },
): boolean {
  const { leadId, accountId, externalId, referral, at, now } = touch
  const ad = findAd(tx, referral.adId)
  const added = tx
    .insert(leadTouches)
    .values({
      id: newId(),
      leadId,
      kind: 'ad_referral',
      source: 'click_to_whatsapp_ad',
      channelAccountId: accountId,
      externalId,
      adId: referral.adId,
      ...ad,
      clickId: referral.clickId,
      title: referral.title,
      sourceUrl: referral.sourceUrl,
      raw: referral.raw,
      happenedAt: at,
      createdAt: now,
    })
    .onConflictDoNothing()
    .run().changes
  if (added === 0) return false
  const data = { title: referral.title, adId: referral.adId, sourceUrl: referral.sourceUrl }
  recordInteraction(tx, { leadId, staffId: null, kind: 'ad_referral', data, at })
  const lead = getLead(tx, leadId)
  const earlier = tx
    .select({ id: leadTouches.id })
    .from(leadTouches)
    .where(and(eq(leadTouches.leadId, leadId), ne(leadTouches.externalId, externalId)))
    .get()
  const isFromAd = lead.source === 'whatsapp' || lead.source === 'click_to_whatsapp_ad'
  if (isFromAd && lead.sourceDetail === null && earlier === undefined) {
    const origin = { source: 'click_to_whatsapp_ad', sourceDetail: referral.title } as const
    const first = {
      firstAdId: referral.adId,
      firstAdSetId: ad?.adSetId ?? null,
      firstCampaignId: ad?.campaignId ?? null,
    }
    updateLead(tx, leadId, { ...origin, ...first }, now)
  }
  return true
}

/** The message names the ad alone. What it is part of is known where the ad account was read; else it is filled in when it is. */
function findAd(tx: Db, adId: string | null) {
  if (adId === null) return undefined
  return tx
    .select({
      adName: ads.name,
      adSetId: ads.adSetId,
      adSetName: adSets.name,
      campaignId: ads.campaignId,
      campaignName: adCampaigns.name,
    })
    .from(ads)
    .leftJoin(adSets, and(eq(adSets.accountId, ads.accountId), eq(adSets.externalId, ads.adSetId)))
    .leftJoin(adCampaigns, and(eq(adCampaigns.accountId, ads.accountId), eq(adCampaigns.externalId, ads.campaignId)))
    .where(eq(ads.externalId, adId))
    .limit(1)
    .get()
}
