import { and, desc, eq } from 'drizzle-orm'
import type { AdClick } from '#shared/contract/ads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { conversations, messages } from '../conversations/schema.ts'
import { leadTouches } from '../leads/schema.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import { adCampaigns, adSets, ads } from './schema.ts'

/** Nobody clicks more ads than a person can read of. */
const MOST_CLICKS = 50

/** Which ads brought somebody. */
export function createAdService({ db }: { db: Db }) {
  return {
    async ofLead(viewer: Viewer, leadId: LeadId): Promise<AdClick[]> {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      const clicks = readClicks(db, leadId)
      // One account at Meta may serve two brands: its ads are known twice.
      return [...new Map(clicks.map(click => [click.touch.id, click])).values()].map(toClick)
    },
  }
}
export type AdService = ReturnType<typeof createAdService>

type ClickRow = ReturnType<typeof readClicks>[number]

function readClicks(db: Db, leadId: LeadId) {
  return db
    .select({
      touch: {
        id: leadTouches.id,
        title: leadTouches.title,
        sourceUrl: leadTouches.sourceUrl,
        adId: leadTouches.adId,
        adName: leadTouches.adName,
        adSetId: leadTouches.adSetId,
        adSetName: leadTouches.adSetName,
        campaignId: leadTouches.campaignId,
        campaignName: leadTouches.campaignName,
        happenedAt: leadTouches.happenedAt,
      },
      messageId: messages.id,
      referral: messages.adReferral,
      adName: ads.name,
      adSetId: ads.adSetId,
      adSetName: adSets.name,
      campaignId: ads.campaignId,
      campaignName: adCampaigns.name,
    })
    .from(leadTouches)
    .leftJoin(
      conversations,
      and(
        eq(conversations.leadId, leadTouches.leadId),
        eq(conversations.channelAccountId, leadTouches.channelAccountId),
      ),
    )
    .leftJoin(
      messages,
      and(
        eq(messages.conversationId, conversations.id),
        eq(messages.direction, 'in'),
        eq(messages.externalId, leadTouches.externalId),
      ),
    )
    .leftJoin(ads, eq(ads.externalId, leadTouches.adId))
    .leftJoin(adSets, and(eq(adSets.accountId, ads.accountId), eq(adSets.externalId, ads.adSetId)))
    .leftJoin(adCampaigns, and(eq(adCampaigns.accountId, ads.accountId), eq(adCampaigns.externalId, ads.campaignId)))
    .where(and(eq(leadTouches.leadId, leadId), eq(leadTouches.kind, 'ad_referral')))
    .orderBy(desc(leadTouches.happenedAt))
    .limit(MOST_CLICKS)
    .all()
}

function toClick({ touch, messageId, referral, ...now }: ClickRow): AdClick {
  const named = (id: string | null, name: string | null) => (id === null ? null : { id, name })
  return {
    id: touch.id,
    messageId,
    title: touch.title,
    sourceUrl: touch.sourceUrl,
    pictureUrl: referral?.picture ?? null,
    ad: named(touch.adId, now.adName ?? touch.adName),
    adSet: named(now.adSetId ?? touch.adSetId, now.adSetName ?? touch.adSetName),
    campaign: named(now.campaignId ?? touch.campaignId, now.campaignName ?? touch.campaignName),
    happenedAt: touch.happenedAt,
  }
}
