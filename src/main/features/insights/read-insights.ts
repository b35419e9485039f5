import { inArray } from 'drizzle-orm'
import type {
  AdOutcomes,
  AdsOverview,
  AdsPoint,
  AdsQuery,
  AdsRow,
  AdsStep,
  ProfitBy,
  ProfitRow,
  ProfitView,
} from '#shared/contract/insights.ts'
import { addSums, type InsightLevel, NO_SUMS } from '#shared/domain/insight.ts'
import { addDays, startOfDay } from '#shared/domain/period.ts'
import type { Db } from '../../db/database.ts'
import { adCampaigns } from '../ads/schema.ts'
import { staff } from '../staff/schema.ts'
import { type InsightAccount, listAccountsIn } from './accounts.ts'
import { stepOf } from './calendar.ts'
import {
  type CohortQuery,
  type CohortRow,
  countCohort,
  type RevenueRow,
  readCohort,
  readRevenue,
} from './cohort.sql.ts'
import { MoneySum, type Rates, readRates } from './money-sum.ts'
import { listParts, type Part } from './parts.ts'
import { type Fact, readFacts, totalOf } from './read-facts.ts'

/** What the office is, as far as figures hang on it. */
export interface InsightOffice {
  readonly timeZone: string
  readonly currency: string
}

/**
 * The one place where spend, leads, visits and sales are brought together (row G1): the page and the reports read it, so that they
 * cannot tell two stories. Meta's days are those of each account's calendar, the office's own those of the office's: "yesterday" is
 * yesterday's date in both, and a count of leads is the list of these leads.
 */
export function createInsightReader({ db, office }: { db: Db; office: () => InsightOffice }) {
  function open(query: AdsQuery) {
    const { timeZone, currency } = office()
    const accounts = listAccountsIn(db, query)
    const isWhole = query.brandIds.length === 0 && query.accountIds.length === 0
    const ids = accounts.map(({ id }) => id)
    const chosen = query.campaignIds !== undefined && query.campaignIds.length > 0 ? new Set(query.campaignIds) : null
    const campaigns =
      isWhole && chosen === null
        ? null
        : db
            .select({ id: adCampaigns.externalId })
            .from(adCampaigns)
            .where(inArray(adCampaigns.accountId, ids))
            .all()
            .map(({ id }) => id)
            .filter(id => chosen === null || chosen.has(id))
    const cohort: CohortQuery = {
      from: startOfDay(query.from, timeZone),
      until: startOfDay(addDays(query.to, 1), timeZone),
      touch: query.touch,
      by: 'ad',
      withOthers: false,
      campaignIds: campaigns,
      brandIds: query.brandIds.length === 0 || query.accountIds.length > 0 || chosen !== null ? null : query.brandIds,
    }
    return { accounts, chosen, cohort, rates: readRates(db, currency), timeZone, currency }
  }

  /** Whose figures add up to what is asked for: the accounts, or the campaigns that were chosen of them. */
  function wholesOf(accounts: readonly InsightAccount[], chosen: ReadonlySet<string> | null): Whole[] {
    if (chosen === null) return accounts.map(account => ({ account, level: 'account', objectId: account.externalId }))
    return accounts.flatMap(account =>
      listParts(db, account, 'campaign', null)
        .filter(({ id }) => chosen.has(id))
        .map(({ id }): Whole => ({ account, level: 'campaign', objectId: id })),
    )
  }

  /** A currency of its own is told by the rate of each day: then every day is read. */
  function factsOf(account: InsightAccount, level: InsightLevel, objectId: string, query: AdsQuery, rates: Rates) {
    const byDay = account.currency !== rates.into && rates.find(account.currency, query.to) !== undefined
    return readFacts(db, account, level, objectId, { ...query, byDay })
  }

  function overview(query: AdsQuery): AdsOverview {
    const { accounts, chosen, cohort, rates, timeZone } = open(query)
    let sums = NO_SUMS
    const spend = new MoneySum(rates)
    const purchaseValue = new MoneySum(rates)
    for (const { account, level, objectId } of wholesOf(accounts, chosen)) {
      const facts = factsOf(account, level, objectId, query, rates)
      sums = addSums(sums, totalOf(facts))
      for (const fact of facts) {
        spend.add(fact.spend, account.currency, lastDayOf(fact))
        purchaseValue.add(fact.purchaseValue, account.currency, lastDayOf(fact))
      }
    }
    const { spend: _, purchaseValue: __, ...counts } = sums
    const states = accounts.map(({ state }) => state)
    const uncovered = states.map(state => state?.coveredFrom ?? addDays(query.to, 1)).filter(day => day > query.from)
    return {
      figures: { ...counts, spend: spend.total(), purchaseValue: purchaseValue.total() },
      outcomes: gather(rates, readCohort(db, cohort), readRevenue(db, cohort)),
      asOf:
        states.length === 0 || states.some(state => !state?.asOf)
          ? null
          : Math.min(...states.map(state => state?.asOf ?? 0)),
      missingBefore: uncovered.toSorted((one, other) => (one < other ? 1 : -1))[0] ?? null,
      timeZones: [...new Set(accounts.map(account => account.timeZone))].filter(zone => zone !== timeZone),
    }
  }

  function series(query: AdsQuery & { step: AdsStep }): AdsPoint[] {
    const { accounts, chosen, cohort, rates, timeZone } = open(query)
    const points = new Map<string, { spend: MoneySum; clicks: number; chats: number }>()
    for (let day = query.from; day <= query.to; day = addDays(day, 1)) {
      const on = stepOf(day, query.step)
      if (!points.has(on)) points.set(on, { spend: new MoneySum(rates), clicks: 0, chats: 0 })
    }
    for (const { account, level, objectId } of wholesOf(accounts, chosen)) {
      const facts = readFacts(db, account, level, objectId, { ...query, byDay: true })
      for (const { on, spend, clicks, chats } of facts) {
        const point = points.get(stepOf(on, query.step))
        if (!point) continue
        point.spend.add(spend, account.currency, on)
        point.clicks += clicks
        point.chats += chats
      }
    }
    const begins = [...points.keys()]
    return [...points].map(([on, { spend, clicks, chats }], index) => {
      const from = on < query.from ? cohort.from : startOfDay(on, timeZone)
      const next = begins[index + 1]
      const until = next === undefined ? cohort.until : startOfDay(next, timeZone)
      return { on, spend: spend.total(), clicks, chats, leads: countCohort(db, { ...cohort, from, until }) }
    })
  }

  /** All of a level that was shown or runs now, the costliest first. */
  function table(query: AdsQuery & { level: Part; parentId: string | null }): AdsRow[] {
    const { accounts, chosen, cohort, rates } = open(query)
    const outcomes = groupOutcomes(rates, readCohort(db, cohort), readRevenue(db, cohort), row =>
      idAt(row, query.level),
    )
    const nothing = gather(rates, [], [])
    const rows = accounts.flatMap(account =>
      listParts(db, account, query.level, query.parentId).flatMap(part => {
        if (chosen !== null && !chosen.has(part.campaignId ?? part.id)) return []
        const facts = factsOf(account, query.level, part.id, query, rates)
        const brought = outcomes.get(part.id)
        if (facts.length === 0 && !brought && part.effectiveStatus !== 'ACTIVE') return []
        return [{ account, part, facts, brought: brought ?? nothing }]
      }),
    )
    return rows
      .map(({ account, part, facts, brought }) => ({
        ...part,
        level: query.level,
        accountId: account.id,
        currency: account.currency,
        sums: totalOf(facts),
        spendInOffice: inOffice(rates, account, facts),
        outcomes: brought,
        spark: sparkOf(facts, query),
      }))
      .toSorted((one, other) => (other.spendInOffice ?? other.sums.spend) - (one.spendInOffice ?? one.sums.spend))
  }

  function profit(query: AdsQuery & { by: ProfitBy }): ProfitView {
    const { accounts, chosen, cohort, rates, currency } = open(query)
    const missing = accounts.map(account => account.currency).filter(code => !rates.find(code, query.to))
    const view = { currency, unallocated: 0, missing: [...new Set(missing)] }
    if (query.by === 'ad' || query.by === 'campaign') {
      const rows = table({ ...query, level: query.by, parentId: null }).map(
        (row): ProfitRow => ({
          key: row.id,
          name: row.name,
          campaignId: row.campaignId ?? row.id,
          spend: row.spendInOffice,
          outcomes: row.outcomes,
        }),
      )
      return { ...view, rows }
    }
    const asked: CohortQuery = { ...cohort, by: query.by, withOthers: true }
    const counted = readCohort(db, asked)
    const spendOf = new Map(
      accounts.flatMap(account =>
        listParts(db, account, 'campaign', null)
          .filter(({ id }) => chosen === null || chosen.has(id))
          .map(({ id }) => {
            return [id, inOffice(rates, account, factsOf(account, 'campaign', id, query, rates)) ?? 0] as const
          }),
      ),
    )
    const shares = shareSpend(counted, spendOf)
    const outcomes = groupOutcomes(rates, counted, readRevenue(db, asked), ({ key }) => key ?? '')
    const names = query.by === 'consultant' ? namesOfStaff(db) : undefined
    const rows = [...outcomes].map(
      ([key, brought]): ProfitRow => ({
        key: key === '' ? null : key,
        name: names?.get(key) ?? null,
        campaignId: null,
        spend: shares.byKey.get(key) ?? 0,
        outcomes: brought,
      }),
    )
    return {
      ...view,
      rows: rows.toSorted((one, other) => other.outcomes.leads - one.outcomes.leads),
      unallocated: shares.rest,
    }
  }

  return { overview, series, table, profit }
}
export type InsightReader = ReturnType<typeof createInsightReader>

interface Whole {
  readonly account: InsightAccount
  readonly level: InsightLevel
  readonly objectId: string
}

/** Of a month, its last day: of money read by month no rate is asked but the same currency's. */
function lastDayOf({ on }: Fact): string {
  return on.length === 7 ? `${on}-28` : on
}

function inOffice(rates: Rates, { currency }: InsightAccount, facts: readonly Fact[]): number | null {
  const sum = new MoneySum(rates)
  for (const fact of facts) sum.add(fact.spend, currency, lastDayOf(fact))
  const { amount, missing } = sum.total()
  return missing.length > 0 ? null : amount
}

function idAt({ campaignId, adSetId, adId }: Pick<CohortRow, 'campaignId' | 'adSetId' | 'adId'>, level: Part): string {
  return { campaign: campaignId, adset: adSetId, ad: adId }[level] ?? ''
}

function gather(rates: Rates, rows: readonly CohortRow[], sales: readonly RevenueRow[]): AdOutcomes {
  const counts = { leads: 0, chats: 0, appointments: 0, patients: 0 }
  for (const row of rows) for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += row[name]
  const revenue = new MoneySum(rates)
  for (const { amount, currency, soldOn } of sales) revenue.add(amount, currency, soldOn)
  return { ...counts, revenue: revenue.total() }
}

function groupOutcomes(
  rates: Rates,
  rows: readonly CohortRow[],
  sales: readonly RevenueRow[],
  keyOf: (row: Pick<CohortRow, 'key' | 'campaignId' | 'adSetId' | 'adId'>) => string,
): Map<string, AdOutcomes> {
  const counted = Map.groupBy(rows, keyOf)
  const sold = Map.groupBy(sales, keyOf)
  return new Map([...counted].map(([key, of]) => [key, gather(rates, of, sold.get(key) ?? [])]))
}

/** The same for each lead of a campaign; what does not divide goes to the first, so that nothing is lost. */
function shareSpend(rows: readonly CohortRow[], spendOf: ReadonlyMap<string, number>) {
  const byKey = new Map<string, number>()
  let rest = 0
  const byCampaign = Map.groupBy(
    rows.filter(({ campaignId }) => campaignId !== null),
    ({ campaignId }) => campaignId ?? '',
  )
  for (const [campaignId, spend] of spendOf) {
    const of = byCampaign.get(campaignId) ?? []
    const leads = of.reduce((sum, row) => sum + row.leads, 0)
    if (leads === 0) {
      rest += spend
      continue
    }
    let shared = 0
    for (const [index, row] of of.entries()) {
      const share = index === of.length - 1 ? spend - shared : Math.round((spend * row.leads) / leads)
      shared += share
      byKey.set(row.key ?? '', (byKey.get(row.key ?? '') ?? 0) + share)
    }
  }
  return { byKey, rest }
}

function namesOfStaff(db: Db): Map<string, string> {
  return new Map(
    db
      .select({ id: staff.id, name: staff.name })
      .from(staff)
      .all()
      .map(({ id, name }) => [id, name]),
  )
}

/** What was spent from day to day; a day without a row cost nothing. Of long stretches, from month to month. */
function sparkOf(facts: readonly Fact[], { from, to }: AdsQuery): number[] {
  if (facts.length === 0) return []
  const isByMonth = facts.some(({ on }) => on.length === 7) || addDays(from, 92) < to
  const spent = new Map<string, number>()
  for (let day = from; day <= to; day = addDays(day, 1)) spent.set(isByMonth ? day.slice(0, 7) : day, 0)
  for (const { on, spend } of facts) {
    const at = isByMonth ? on.slice(0, 7) : on
    spent.set(at, (spent.get(at) ?? 0) + spend)
  }
  return [...spent.values()]
}
