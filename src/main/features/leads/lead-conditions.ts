import { and, eq, gte, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { StaffId, StageId } from '#shared/domain/ids.ts'
import { type Stretch, stretchOf } from '#shared/domain/period.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { stages } from '../stages/schema.ts'
import { ANSWERED, LAST_CALLED, LAST_CONTACTED, leads, NEVER_ANSWERED, NEXT_ACTION } from './schema.ts'

const DAY = 24 * 3_600_000

/** When a filter is asked: "this week" and "overdue" hang on it. */
export interface Moment {
  readonly now: number
  readonly timeZone: string
}

/** Values of one column, each of which an index answers in the order of the newest. */
export interface ChosenValues {
  readonly column: 'owner' | 'stage' | 'source' | 'brand' | 'country' | 'campaign' | 'form' | 'unanswered' | 'answered'
  readonly each: readonly SQL[]
}

/** From and to in one of the orders. */
export interface ChosenRange {
  readonly key: 'created' | 'last_contact' | 'last_call' | 'next_action'
  readonly condition: SQL
}

/** What stands in another table, and is found there by what is asked for. */
export interface Membership {
  /** Has a `lead_id`, as `member`. */
  readonly table: SQL
  /** The same, to be begun with the lead; left out where it is the same. */
  readonly ofLead?: SQL
  readonly condition: SQL
}

/** A filter in pieces, so that a list can begin with whichever leaves the fewest. All of them must be true. */
export interface LeadConditions {
  readonly values: readonly ChosenValues[]
  readonly ranges: readonly ChosenRange[]
  readonly memberships: readonly Membership[]
  /** What no index answers. */
  readonly rest: readonly SQL[]
}

/** What a viewer asks for, and may see; null where that is nothing: a stage that no outcome has, a colleague's leads. */
export function toConditions(
  db: Db,
  viewer: Viewer,
  filter: LeadFilter,
  { now, timeZone }: Moment,
): LeadConditions | null {
  const owners = ownersOf(viewer, filter.owners)
  const stageIds = stagesOf(db, filter)
  if (owners?.length === 0 || stageIds?.length === 0) return null
  const chosen: (ChosenValues | null)[] = [
    owners && {
      column: 'owner',
      each: owners.map(id => (id === null ? isNull(leads.ownerId) : eq(leads.ownerId, id))),
    },
    stageIds && { column: 'stage', each: stageIds.map(id => eq(leads.stageId, id)) },
    each('source', leads.source, filter.sources),
    filter.brands.length === 0
      ? null
      : {
          column: 'brand',
          each: filter.brands.map(brand => (brand === 'none' ? isNull(leads.brandId) : eq(leads.brandId, brand))),
        },
    each('country', leads.countryCode, filter.countries),
    each('campaign', leads.firstCampaignId, filter.campaignIds),
    each('form', leads.firstFormId, filter.formIds),
    filter.neverAnswered ? { column: 'unanswered', each: [NEVER_ANSWERED] } : null,
    filter.passed === 'answered' ? { column: 'answered', each: [ANSWERED] } : null,
  ]
  const created = within(leads.createdAt, filter.created && stretchOf(filter.created, timeZone, now))
  const contacted = within(LAST_CONTACTED, filter.contacted && stretchOf(filter.contacted, timeZone, now))
  const silence = [
    since('last_call', LAST_CALLED, filter.notCalledForDays, now),
    since('last_contact', LAST_CONTACTED, filter.notContactedForDays, now),
  ]
  const ranges: (ChosenRange | null | undefined)[] = [
    created && { key: 'created', condition: created },
    contacted && { key: 'last_contact', condition: contacted },
    ...silence.flat(),
    dueUntil(filter.nextAction, { now, timeZone }),
  ]
  return {
    values: chosen.filter(values => values !== null),
    ranges: ranges.filter(range => range !== null && range !== undefined),
    memberships: membershipsOf(filter),
    rest: [
      ...(filter.showsTests || !hasTests(db) ? [] : [eq(leads.isTest, false)]),
      ...passedBy(filter.passed),
      ...ofFirstAd(filter.ads),
      ...(filter.hasVisit ? [HAS_VISIT] : []),
      ...(filter.unregistered ? [eq(leads.isUnregistered, true)] : []),
      ...(filter.nextAction === 'none' ? [isNull(leads.nextActionAt)] : []),
      ...(filter.consent?.state === 'unknown' ? [sql`not ${hasMember(saidAnything(filter.consent.channel))}`] : []),
    ],
  }
}

/** Most offices have none of them, and then nothing has to be looked at for them. */
const oneTest = prepareOnce(db => db.select({ seq: leads.seq }).from(leads).where(sql`is_test = 1`).limit(1).prepare())
const hasTests = (db: Db) => oneTest(db).get() !== undefined

/** Null where every owner will do. */
function ownersOf(viewer: Viewer, wanted: LeadFilter['owners']): (StaffId | null)[] | null {
  const all = seesAllLeads(viewer.role)
  if (wanted.length === 0) return all ? null : [viewer.id, null]
  const ids = wanted.map(owner => (owner === 'me' ? viewer.id : owner === 'nobody' ? null : owner))
  return [...new Set(ids)].filter(id => all || id === null || id === viewer.id)
}

/** Those of the outcomes, and of them the chosen ones where some are chosen as well; null where any will do. */
function stagesOf(db: Db, { outcomes, stageIds }: LeadFilter): StageId[] | null {
  if (outcomes.length === 0) return stageIds.length === 0 ? null : [...new Set(stageIds)]
  const having = db
    .select({ id: stages.id, outcome: stages.outcome })
    .from(stages)
    .all()
    .filter(({ id, outcome }) => outcomes.includes(outcome) && (stageIds.length === 0 || stageIds.includes(id)))
  return having.map(({ id }) => id)
}

function each(column: ChosenValues['column'], of: SQLiteColumn, values: readonly string[]): ChosenValues | null {
  return values.length === 0 ? null : { column, each: [...new Set(values)].map(value => eq(of, value)) }
}

function within(key: SQLiteColumn | SQL, stretch: Stretch | null): SQL | undefined {
  if (stretch === null) return undefined
  return and(
    stretch.from === null ? undefined : gte(sql`${key}`, stretch.from),
    stretch.until === null ? undefined : lt(sql`${key}`, stretch.until),
  )
}

/** Somebody who came yesterday has not been waiting for two weeks, called or not. */
function since(key: 'last_call' | 'last_contact', at: SQL, days: number | null, now: number): ChosenRange[] {
  if (days === null) return []
  const before = now - days * DAY
  return [
    { key, condition: sql`${at} <= ${before}` },
    { key: 'created', condition: sql`${leads.createdAt} <= ${before}` },
  ]
}

function dueUntil(nextAction: LeadFilter['nextAction'], { now, timeZone }: Moment): ChosenRange | null {
  if (nextAction === null || nextAction === 'none') return null
  const until = {
    overdue: now,
    today: stretchOf({ kind: 'today' }, timeZone, now).until,
    planned: Number.MAX_SAFE_INTEGER,
  }[nextAction]
  return { key: 'next_action', condition: sql`${NEXT_ACTION} < ${until}` }
}

/** Every piece as one condition on a lead that is at hand already: no index is looked for. */
export function holdsFor(conditions: LeadConditions, except: readonly unknown[] = []): SQL | undefined {
  const { values, ranges, memberships, rest } = conditions
  return and(
    ...values.filter(one => !except.includes(one)).map(one => or(...one.each)),
    ...ranges.filter(one => !except.includes(one)).map(one => one.condition),
    ...memberships.filter(one => !except.includes(one)).map(hasMember),
    ...rest,
  )
}

function hasMember({ table, ofLead = table, condition }: Membership): SQL {
  return sql`exists (select 1 from ${ofLead} where member.lead_id = ${leads.id} and ${condition})`
}

/** Where the first touch came from stands on the lead itself. */
function ofFirstAd(ads: LeadFilter['ads']): SQL[] {
  if (ads === null || ads.touch !== 'first') return []
  return adConditions(ads, {
    campaign: sql`${leads.firstCampaignId}`,
    adSet: sql`${leads.firstAdSetId}`,
    ad: sql`${leads.firstAdId}`,
  })
}

/** The newest touch that names an ad: none of its kind is newer. */
function ofLastAd(ads: LeadFilter['ads']): Membership[] {
  if (ads === null || ads.touch !== 'last') return []
  const columns = { campaign: sql`member.campaign_id`, adSet: sql`member.ad_set_id`, ad: sql`member.ad_id` }
  const isLast = sql`not exists (select 1 from lead_touches as newer
    where newer.lead_id = member.lead_id and (newer.campaign_id is not null or newer.ad_id is not null)
      and (newer.happened_at, newer.id) > (member.happened_at, member.id))`
  const conditions = [...adConditions(ads, columns), isLast]
  return [{ table: sql`lead_touches as member`, condition: sql.join(conditions, sql` and `) }]
}

function adConditions(ads: NonNullable<LeadFilter['ads']>, columns: Record<'campaign' | 'adSet' | 'ad', SQL>): SQL[] {
  const { campaign, adSet, ad } = columns
  const accounts = sql`${campaign} in (select external_id from ad_campaigns where ${oneOf(sql`account_id`, ads.accountIds)})`
  return [
    sql`(${campaign} is not null or ${ad} is not null)`,
    ...(ads.accountIds.length === 0 ? [] : [accounts]),
    ...(ads.campaignIds.length === 0 ? [] : [oneOf(campaign, ads.campaignIds)]),
    ...(ads.adSetIds.length === 0 ? [] : [oneOf(adSet, ads.adSetIds)]),
    ...(ads.adIds.length === 0 ? [] : [oneOf(ad, ads.adIds)]),
  ]
}

/** Looked up lead by lead: nobody looks for people from their visits. */
const HAS_VISIT = sql`exists (select 1 from appointment_leads as booked
  join appointments as visit on visit.id = booked.appointment_id
  where booked.lead_id = ${leads.id} and visit.status <> 'cancelled')`

function membershipsOf({ tagIds, consent, bulkRunId, ads }: LeadFilter): Membership[] {
  return [
    ...ofLastAd(ads),
    ...(tagIds.length === 0 ? [] : [{ table: sql`lead_tags as member`, condition: oneOf(sql`member.tag_id`, tagIds) }]),
    ...(consent === null || consent.state === 'unknown' ? [] : [said(consent.channel, sql`= ${consent.state}`)]),
    ...(bulkRunId === null
      ? []
      : [
          {
            table: sql`bulk_items as member`,
            condition: sql`member.run_id = ${bulkRunId} and member.state = 'done'`,
          },
        ]),
  ]
}

/** Looked up at each lead: most of those who have come so far are many. */
function passedBy(passed: LeadFilter['passed']): SQL[] {
  const visits = sql`appointment_leads as member cross join appointments as visit on visit.id = member.appointment_id`
  switch (passed) {
    case null:
    case 'answered':
      return []
    case 'appointment':
      return [hasMember({ table: visits, condition: sql`visit.status <> 'cancelled'` })]
    case 'sale':
      return [hasMember({ table: sql`sales as member`, condition: sql`member.status = 'won'` })]
  }
}

function said(channel: string, state: SQL): Membership {
  const isOfAddress = sql`consent.address_kind = member.kind and consent.address = member.value`
  return {
    table: sql`consents as consent cross join lead_identities as member on ${isOfAddress}`,
    ofLead: sql`lead_identities as member cross join consents as consent on ${isOfAddress}`,
    condition: sql`consent.channel = ${channel} and consent.state ${state}`,
  }
}

const saidAnything = (channel: string) => said(channel, sql`in ('granted', 'refused')`)

function oneOf(column: SQL, values: readonly string[]): SQL {
  const list = values.map(value => sql`${value}`)
  return sql`${column} in (${sql.join(list, sql`, `)})`
}
