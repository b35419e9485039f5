import { type SQL, sql } from 'drizzle-orm'
import type { BrandId } from '#shared/domain/ids.ts'
import type { AdTouch } from '#shared/domain/insight.ts'
import type { Db } from '../../db/database.ts'

// SQLite-only SQL of this feature: what became of the leads of some days, counted once for each way of asking.

export interface CohortQuery {
  /** Instants: a lead belongs to the days of the office's calendar, as in the list of leads. */
  readonly from: number
  readonly until: number
  readonly touch: AdTouch
  /** What is counted by, beside the ad. */
  readonly by: 'ad' | 'source' | 'country' | 'consultant'
  /** Also of those whom no ad brought. */
  readonly withOthers: boolean
  /** Of these campaigns only, and of these brands where nobody brought by an ad is left out; null: of all. */
  readonly campaignIds: readonly string[] | null
  readonly brandIds: readonly BrandId[] | null
}

export interface CohortRow {
  readonly key: string | null
  readonly campaignId: string | null
  readonly adSetId: string | null
  readonly adId: string | null
  readonly leads: number
  readonly chats: number
  readonly appointments: number
  readonly patients: number
}

export interface RevenueRow extends Pick<CohortRow, 'key' | 'campaignId' | 'adSetId' | 'adId'> {
  readonly currency: string
  readonly soldOn: string
  readonly amount: number
}

/** The newest of the touches that name an ad; of several at one moment, the one that was written last. */
function lastTouch(column: 'campaign_id' | 'ad_set_id' | 'ad_id'): SQL {
  return sql`(select touch.${sql.identifier(column)} from lead_touches as touch
    where touch.lead_id = leads.id and (touch.campaign_id is not null or touch.ad_id is not null)
    order by touch.happened_at desc, touch.id desc limit 1)`
}

function cohortOf({ from, until, touch, by, withOthers, campaignIds, brandIds }: CohortQuery): SQL {
  const columns =
    touch === 'first'
      ? sql`first_campaign_id as campaign_id, first_ad_set_id as ad_set_id, first_ad_id as ad_id`
      : sql`${lastTouch('campaign_id')} as campaign_id, ${lastTouch('ad_set_id')} as ad_set_id, ${lastTouch('ad_id')} as ad_id`
  const key = { ad: sql`null`, source: sql`source`, country: sql`country_code`, consultant: sql`owner_id` }[by]
  const all = sql`select id, brand_id, ${key} as key, source, stage_id, ${columns} from leads
    where created_at >= ${from} and created_at < ${until} and is_test = 0`
  const isOfAd = sql`(campaign_id is not null or ad_id is not null)`
  const isOfCampaign = campaignIds === null ? isOfAd : isOneOf(sql`campaign_id`, campaignIds)
  if (!withOthers) return sql`select * from (${all}) where ${isOfCampaign}`
  if (campaignIds === null) return all
  return brandIds === null
    ? sql`select * from (${all}) where ${isOfCampaign}`
    : sql`select * from (${all}) where ${isOfCampaign} or (not ${isOfAd} and ${isOneOf(sql`brand_id`, brandIds)})`
}

function isOneOf(column: SQL, values: readonly string[]): SQL {
  return sql`${column} in (select value from json_each(${JSON.stringify(values)}))`
}

export function readCohort(db: Db, query: CohortQuery): CohortRow[] {
  return db.all<CohortRow>(sql`with cohort as (${cohortOf(query)})
    select key, campaign_id as "campaignId", ad_set_id as "adSetId", ad_id as "adId", count(*) as leads,
      sum(cohort.source = 'click_to_whatsapp_ad') as chats,
      sum(exists (select 1 from appointment_leads as member
        join appointments as visit on visit.id = member.appointment_id
        where member.lead_id = cohort.id and visit.status <> 'cancelled')) as appointments,
      sum(exists (select 1 from stages where stages.id = cohort.stage_id and stages.outcome = 'converted')) as patients
    from cohort group by 1, 2, 3, 4`)
}

/** Each sale of a lead once, whatever brought them. */
export function readRevenue(db: Db, query: CohortQuery): RevenueRow[] {
  return db.all<RevenueRow>(sql`with cohort as (${cohortOf(query)})
    select key, campaign_id as "campaignId", ad_set_id as "adSetId", ad_id as "adId",
      sales.currency as currency, sales.sold_on as "soldOn", sum(sales.amount) as amount
    from cohort cross join sales on sales.lead_id = cohort.id
    where sales.status = 'won' group by 1, 2, 3, 4, 5, 6`)
}

/** How many there are, and no more of them. */
export function countCohort(db: Db, query: CohortQuery): number {
  return db.get<{ leads: number }>(sql`select count(*) as leads from (${cohortOf(query)})`).leads
}
