import { sql } from 'drizzle-orm'
import type { AdAccountId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'

// SQLite-only SQL of this feature.

/**
 * A message that came from an ad names the ad alone (row A18): which campaign it belongs to is known from here on. A lead that such a
 * message brought is counted for it.
 */
export function joinReferrals(tx: Db, accountId: AdAccountId): void {
  tx.run(sql`update lead_touches set ad_name = coalesce(ad_name, ads.name), ad_set_id = ads.ad_set_id, campaign_id = ads.campaign_id,
      ad_set_name = (select name from ad_sets where ad_sets.account_id = ads.account_id and ad_sets.external_id = ads.ad_set_id),
      campaign_name = (select name from ad_campaigns
        where ad_campaigns.account_id = ads.account_id and ad_campaigns.external_id = ads.campaign_id)
    from ads
    where ads.account_id = ${accountId} and ads.external_id = lead_touches.ad_id
      and lead_touches.ad_id is not null and lead_touches.campaign_id is null`)
  tx.run(sql`update leads set first_campaign_id = ads.campaign_id, first_ad_set_id = ads.ad_set_id
    from ads
    where ads.account_id = ${accountId} and ads.external_id = leads.first_ad_id
      and leads.first_ad_id is not null and leads.first_campaign_id is null`)
}
