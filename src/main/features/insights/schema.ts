import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { InsightRunKind } from '#shared/contract/insights.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import type { InsightLevel } from '#shared/domain/insight.ts'
import type { SyncProblem, SyncState } from '#shared/domain/meta-sync.ts'
import { adAccounts } from '../meta/schema.ts'

const ofAccount = {
  accountId: text('account_id')
    .$type<AdAccountId>()
    .notNull()
    .references(() => adAccounts.id, { onDelete: 'cascade' }),
}
const ofObject = {
  ...ofAccount,
  level: text().$type<InsightLevel>().notNull(),
  /** Meta's: of the account itself with `act_` before it. */
  objectId: text('object_id').notNull(),
}
const sums = {
  spend: integer().notNull(),
  impressions: integer().notNull(),
  clicks: integer().notNull(),
  linkClicks: integer('link_clicks').notNull(),
  leads: integer().notNull(),
  chats: integer().notNull(),
  purchases: integer().notNull(),
  purchaseValue: integer('purchase_value').notNull(),
}

/** What Meta says of one day of one thing, by the calendar and in the currency of its account. Nothing was shown: there is no row. */
export const insightDays = sqliteTable(
  'insight_days',
  {
    seq: integer().primaryKey(),
    ...ofObject,
    onDay: text('on_day').notNull(),
    ...sums,
    /** When Meta said so: it changes its mind for some weeks. */
    readAt: integer('read_at').notNull(),
  },
  table => [uniqueIndex('insight_days_once').on(table.accountId, table.level, table.objectId, table.onDay)],
)

/** The same days added up by month, in the transaction that changes a day: three years are read as quickly as three months. */
export const insightMonths = sqliteTable(
  'insight_months',
  {
    seq: integer().primaryKey(),
    ...ofObject,
    /** `YYYY-MM`. */
    month: text().notNull(),
    ...sums,
  },
  table => [uniqueIndex('insight_months_once').on(table.accountId, table.level, table.objectId, table.month)],
)

/** How many people saw it, which no days add up to: asked of Meta for exactly these days. */
export const insightRanges = sqliteTable(
  'insight_ranges',
  {
    id: text().primaryKey(),
    ...ofObject,
    fromOn: text('from_on').notNull(),
    toOn: text('to_on').notNull(),
    reach: integer().notNull(),
    impressions: integer().notNull(),
    readAt: integer('read_at').notNull(),
  },
  table => [
    uniqueIndex('insight_ranges_once').on(table.accountId, table.level, table.objectId, table.fromOn, table.toOn),
    index('insight_ranges_old').on(table.readAt),
  ],
)

/** How far the figures of an account are read. */
export const insightAccounts = sqliteTable('insight_accounts', {
  accountId: text('account_id')
    .$type<AdAccountId>()
    .primaryKey()
    .references(() => adAccounts.id, { onDelete: 'cascade' }),
  /** Everything up to here is as Meta said then. */
  asOf: integer('as_of'),
  /** The account's day on which all revised days were read last. */
  nightlyOn: text('nightly_on'),
  /** The first day from which on nothing is missing. */
  coveredFrom: text('covered_from'),
  /** How far back is to be read; null: nobody wants more. */
  backfillFrom: text('backfill_from'),
  /** A report that Meta makes just now, of which days and of what: a new start goes on with it. */
  report: text({ mode: 'json' }).$type<{ id: string; level: InsightLevel; from: string; to: string; at: number }>(),
  lastProblem: text('last_problem', { mode: 'json' }).$type<SyncProblem>(),
  retryAt: integer('retry_at'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** What each round of asking brought. */
export const insightRuns = sqliteTable(
  'insight_runs',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    ...ofAccount,
    kind: text().$type<InsightRunKind>().notNull(),
    state: text().$type<SyncState>().notNull(),
    fromOn: text('from_on'),
    toOn: text('to_on'),
    /** Days of things that came, and those of them that were new or other than before. */
    fetched: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    /** Nothing was delivered there any more, says Meta. */
    removed: integer().notNull().default(0),
    problem: text({ mode: 'json' }).$type<SyncProblem>(),
    startedAt: integer('started_at').notNull(),
    endedAt: integer('ended_at'),
  },
  table => [
    uniqueIndex('insight_runs_by_id').on(table.id),
    index('insight_runs_newest').on(table.accountId, table.seq),
    index('insight_runs_old').on(table.startedAt),
    index('insight_runs_open').on(table.state).where(sql`state = 'running'`),
  ],
)
