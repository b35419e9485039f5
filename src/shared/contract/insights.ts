import { z } from 'zod'
import { AdsSort } from '../domain/ad-columns.ts'
import { AdAccountId, BrandId } from '../domain/ids.ts'
import { AdTouch, InsightLevel, InsightSums } from '../domain/insight.ts'
import { SyncProblem, SyncState } from '../domain/meta-sync.ts'
import { Currency } from '../domain/money.ts'
import { Cursor, managers, PageSize, page } from './procedure.ts'

/** Days are compared as text: beyond the year 9999 they begin with a plus, and come before all others. */
const Day = z.iso.date().refine(day => day >= '2000-01-01' && day < '2200-01-01', { message: 'a day of our time' })
const MetaId = z.string().regex(/^(?:act_)?\d{1,30}$/u)

/** Which accounts, and which days: of Meta's figures by the account's calendar, of the office's own by the office's. */
const scope = {
  from: Day,
  to: Day,
  /** Empty: all. */
  brandIds: z.array(BrandId).max(60).default([]),
  accountIds: z.array(AdAccountId).max(60).default([]),
}
/** Meta keeps 37 months. Somewhat more, so that a comparison with the period before may be asked for too. */
const MOST_DAYS = 1_200
const DAY_MS = 86_400_000

function bounded<Schema extends z.ZodType<{ from: string; to: string }, unknown>>(schema: Schema): Schema {
  return schema.refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * DAY_MS, {
    message: `at most ${MOST_DAYS} days`,
  })
}

export const AdsQuery = z.object({
  ...scope,
  touch: AdTouch.default('first'),
  /** Of these campaigns only; empty or left out: of all. */
  campaignIds: z.array(MetaId).max(60).optional(),
})
export type AdsQuery = z.infer<typeof AdsQuery>

const Sum = z.object({ currency: Currency, amount: z.number().int() })

/** Sums that are never added to each other, and the same in the office's currency as far as somebody has stored a rate. */
export const MoneyTotal = z.object({
  sums: z.array(Sum),
  currency: Currency,
  /** Null: not one of them can be told in that currency. Without those in `missing`. */
  amount: z.number().int().nullable(),
  rates: z.array(z.object({ currency: Currency, onDay: Day, rate: z.number() })),
  missing: z.array(Currency),
})
export type MoneyTotal = z.infer<typeof MoneyTotal>

/** What became of the leads that came in these days (a lead counts once, wherever it is counted). */
export const AdOutcomes = z.object({
  leads: z.number().int(),
  /** Of them: whoever wrote to the office after clicking an ad. */
  chats: z.number().int(),
  /** Of them: with a visit that was not cancelled. */
  appointments: z.number().int(),
  /** Of them: customers now. */
  patients: z.number().int(),
  /** What they bought and did not give back, whenever that was. */
  revenue: MoneyTotal,
})
export type AdOutcomes = z.infer<typeof AdOutcomes>

/** Money apart: accounts may count in several currencies. */
export const InsightFigures = InsightSums.omit({ spend: true, purchaseValue: true }).extend({
  spend: MoneyTotal,
  purchaseValue: MoneyTotal,
})
export type InsightFigures = z.infer<typeof InsightFigures>

export const AdsOverview = z.object({
  figures: InsightFigures,
  /** Of leads whose touch names an ad of these accounts. */
  outcomes: AdOutcomes,
  /** When the oldest of the accounts was read; null: one of them was never. */
  asOf: z.number().nullable(),
  /** Days before this one are not read yet, of one account at least; null: nothing is missing. */
  missingBefore: Day.nullable(),
  /** Calendars other than the office's that Meta's days stand in. */
  timeZones: z.array(z.string()),
})
export type AdsOverview = z.infer<typeof AdsOverview>

export const AdsStep = z.enum(['day', 'week', 'month'])
export type AdsStep = z.infer<typeof AdsStep>

export const AdsPoint = z.object({
  /** Its first day. */
  on: Day,
  spend: MoneyTotal,
  clicks: z.number().int(),
  /** Of the office's own. */
  leads: z.number().int(),
  /** Meta's count. */
  chats: z.number().int(),
})
export type AdsPoint = z.infer<typeof AdsPoint>

export const AdsRow = z.object({
  level: InsightLevel,
  id: MetaId,
  accountId: AdAccountId,
  campaignId: z.string().nullable(),
  adSetId: z.string().nullable(),
  name: z.string(),
  /** Null: of an account. */
  status: z.string().nullable(),
  effectiveStatus: z.string().nullable(),
  objective: z.string().nullable(),
  currency: Currency,
  dailyBudget: z.number().int().nullable(),
  lifetimeBudget: z.number().int().nullable(),
  sums: InsightSums,
  /** The same in the office's currency; null where no rate is stored. */
  spendInOffice: z.number().int().nullable(),
  outcomes: AdOutcomes,
  /** Spend from day to day or month to month. */
  spark: z.array(z.number().int()),
})
export type AdsRow = z.infer<typeof AdsRow>

/** As many as there are of a level; a part of them, in the order of one column of all. */
export const AdsRows = z.object({ rows: z.array(AdsRow), total: z.number().int() })
export type AdsRows = z.infer<typeof AdsRows>

/** A campaign that a page may be narrowed to. */
export const AdsCampaign = z.object({
  id: MetaId,
  accountId: AdAccountId,
  name: z.string(),
  effectiveStatus: z.string(),
})
export type AdsCampaign = z.infer<typeof AdsCampaign>

export const ProfitBy = z.enum(['ad', 'campaign', 'source', 'country', 'consultant'])
export type ProfitBy = z.infer<typeof ProfitBy>

export const ProfitRow = z.object({
  /** Meta's id, a source, a country, a person of the staff; null: none of them. */
  key: z.string().nullable(),
  name: z.string().nullable(),
  campaignId: z.string().nullable(),
  /**
   * Of ads: as Meta says. Of anything else: each campaign's spend, the same for each of its leads. In the office's currency; null
   * where no rate is stored.
   */
  spend: z.number().int().nullable(),
  outcomes: AdOutcomes,
})
export type ProfitRow = z.infer<typeof ProfitRow>

export const ProfitView = z.object({
  currency: Currency,
  rows: z.array(ProfitRow),
  /** Spend of campaigns without a lead in these days: it is in no row but of ads. */
  unallocated: z.number().int(),
  /** Currencies without a stored rate. */
  missing: z.array(Currency),
})
export type ProfitView = z.infer<typeof ProfitView>

/** `recent`: the last days, every hour. `nightly`: all that Meta may still change. `backfill`: back to the beginning. */
export const InsightRunKind = z.enum(['recent', 'nightly', 'backfill', 'manual'])
export type InsightRunKind = z.infer<typeof InsightRunKind>

export const InsightRun = z.object({
  id: z.string(),
  kind: InsightRunKind,
  state: SyncState,
  fromOn: Day.nullable(),
  toOn: Day.nullable(),
  fetched: z.number(),
  changed: z.number(),
  removed: z.number(),
  problem: SyncProblem.nullable(),
  startedAt: z.number(),
  endedAt: z.number().nullable(),
})
export type InsightRun = z.infer<typeof InsightRun>

export const AdsAccount = z.object({
  id: AdAccountId,
  brandId: BrandId,
  brandName: z.string(),
  externalId: z.string(),
  name: z.string(),
  currency: Currency,
  timeZone: z.string(),
  /** Its connection can be asked. */
  isUsable: z.boolean(),
  asOf: z.number().nullable(),
  coveredFrom: Day.nullable(),
  /** What is read back to, and how much of that is done, from 0 to 1; null: nothing is. */
  backfill: z.object({ from: Day, share: z.number(), isRunning: z.boolean() }).nullable(),
  running: InsightRunKind.nullable(),
  problem: SyncProblem.nullable(),
  retryAt: z.number().nullable(),
})
export type AdsAccount = z.infer<typeof AdsAccount>

/** Row A8. */
export const AdStatusChange = z.object({
  id: z.string(),
  accountId: AdAccountId,
  level: InsightLevel.exclude(['account']),
  externalId: z.string(),
  name: z.string(),
  statusBefore: z.string(),
  effectiveBefore: z.string(),
  statusAfter: z.string(),
  effectiveAfter: z.string(),
  actor: z.enum(['person', 'meta', 'parent']),
  happenedAt: z.number().nullable(),
  noticedAt: z.number(),
})
export type AdStatusChange = z.infer<typeof AdStatusChange>

export const AdsReach = z.object({
  /** Null: it could not be asked, or there is more than one account, whose people nobody can add up. */
  reach: z.number().int().nullable(),
  impressions: z.number().int().nullable(),
  asOf: z.number().nullable(),
  reason: z.enum(['several-accounts', 'not-connected', 'refused']).nullable(),
})
export type AdsReach = z.infer<typeof AdsReach>

const oneAccount = z.object({ accountId: AdAccountId })

export const insights = {
  accounts: managers.output(z.array(AdsAccount)),
  overview: managers.input(bounded(AdsQuery)).output(AdsOverview),
  series: managers.input(bounded(AdsQuery.extend({ step: AdsStep }))).output(z.array(AdsPoint)),
  /** Of those accounts, what runs first; at most 2,000. */
  campaigns: managers
    .input(z.object({ brandIds: scope.brandIds, accountIds: scope.accountIds }))
    .output(z.array(AdsCampaign)),
  /**
   * Everything of a level that was shown to people in these days or runs now. It is worked out from figures and sorted as a whole, so
   * that a page of it is named by where it begins.
   */
  table: managers
    .input(
      bounded(
        AdsQuery.extend({
          level: InsightLevel.exclude(['account']),
          /** Of this campaign or ad set only. */
          parentId: MetaId.nullable().default(null),
          sort: AdsSort.default('spend'),
          isAscending: z.boolean().default(false),
          offset: z.number().int().min(0).max(1_000_000).default(0),
          limit: PageSize.default(100),
        }),
      ),
    )
    .output(AdsRows),
  /** Row G1. */
  profit: managers.input(bounded(AdsQuery.extend({ by: ProfitBy }))).output(ProfitView),
  /** Asked of Meta for exactly these days, and kept. */
  reach: managers.input(bounded(AdsQuery.omit({ touch: true, campaignIds: true }))).output(AdsReach),
  statusChanges: managers
    .input(
      z.object({
        accountId: AdAccountId.nullable().default(null),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(20),
      }),
    )
    .output(page(AdStatusChange)),
  /** Reads the last days now, or joins the reading that is under way; answers when it is through. */
  sync: managers.input(oneAccount).output(InsightRun).errors({ NOT_CONNECTED: {} }),
  /** How far back figures are wanted; null: no further than they are. */
  setBackfill: managers.input(oneAccount.extend({ from: Day.nullable() })).output(z.void()),
  /** What is under way stops; of older days, until somebody wants them again. */
  cancelSync: managers.input(oneAccount.extend({ which: z.enum(['recent', 'backfill']) })).output(z.void()),
  runs: managers
    .input(oneAccount.extend({ cursor: Cursor.nullable().default(null), limit: PageSize.default(20) }))
    .output(page(InsightRun)),
}
