import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { StatusActor } from '#shared/domain/ad-status.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import type { InsightLevel } from '#shared/domain/insight.ts'
import { adAccounts } from '../meta/schema.ts'

/** As it stands at Meta, under Meta's own id: what touches and leads name. Budgets in the smallest unit of the account's currency. */
const common = {
  id: text().primaryKey(),
  version: integer().notNull().default(1),
  accountId: text('account_id')
    .$type<AdAccountId>()
    .notNull()
    .references(() => adAccounts.id, { onDelete: 'cascade' }),
  externalId: text('external_id').notNull(),
  name: text().notNull(),
  /** What was asked for; what happens. Meta may say words that this program does not know. */
  status: text().notNull(),
  effectiveStatus: text('effective_status').notNull(),
  /** When Meta told of it last. */
  seenAt: integer('seen_at').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
}
const budgets = {
  dailyBudget: integer('daily_budget'),
  lifetimeBudget: integer('lifetime_budget'),
}

export const adCampaigns = sqliteTable('ad_campaigns', { ...common, ...budgets, objective: text() }, table => [
  uniqueIndex('ad_campaigns_of_account').on(table.accountId, table.externalId),
  index('ad_campaigns_by_external_id').on(table.externalId),
])

export const adSets = sqliteTable(
  'ad_sets',
  { ...common, ...budgets, campaignId: text('campaign_id').notNull() },
  table => [
    uniqueIndex('ad_sets_of_account').on(table.accountId, table.externalId),
    index('ad_sets_of_campaign').on(table.accountId, table.campaignId),
  ],
)

export const ads = sqliteTable(
  'ads',
  { ...common, campaignId: text('campaign_id').notNull(), adSetId: text('ad_set_id').notNull() },
  table => [
    uniqueIndex('ads_of_account').on(table.accountId, table.externalId),
    index('ads_of_ad_set').on(table.accountId, table.adSetId),
    index('ads_by_external_id').on(table.externalId),
  ],
)

/** Something began or ceased to run (row A8). Kept as it was noticed: Meta does not tell of what was meanwhile. */
export const adStatusChanges = sqliteTable(
  'ad_status_changes',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    accountId: text('account_id')
      .$type<AdAccountId>()
      .notNull()
      .references(() => adAccounts.id, { onDelete: 'cascade' }),
    level: text().$type<Exclude<InsightLevel, 'account'>>().notNull(),
    externalId: text('external_id').notNull(),
    /** As it was called then. */
    name: text().notNull(),
    statusBefore: text('status_before').notNull(),
    effectiveBefore: text('effective_before').notNull(),
    statusAfter: text('status_after').notNull(),
    effectiveAfter: text('effective_after').notNull(),
    actor: text().$type<StatusActor>().notNull(),
    /** By Meta's own time of the last change, where it says one that fits; null: some time before it was noticed. */
    happenedAt: integer('happened_at'),
    noticedAt: integer('noticed_at').notNull(),
  },
  table => [
    uniqueIndex('ad_status_changes_by_id').on(table.id),
    index('ad_status_changes_newest').on(table.noticedAt, table.seq),
    index('ad_status_changes_of_account').on(table.accountId, table.noticedAt, table.seq),
  ],
)
