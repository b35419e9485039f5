import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { AdAccountId, BrandId, MetaConnectionId } from '#shared/domain/ids.ts'
import type { MetaConnectionState, MetaProblem, MetaTokenKind } from '#shared/domain/meta-connection.ts'
import { brands } from '../brands/schema.ts'

/** A brand's page at Meta. Its tokens lie sealed among the secrets; nothing here lets anybody in. */
export const metaConnections = sqliteTable(
  'meta_connections',
  {
    id: text().$type<MetaConnectionId>().primaryKey(),
    version: integer().notNull().default(1),
    brandId: text('brand_id')
      .$type<BrandId>()
      .notNull()
      .references(() => brands.id, { onDelete: 'cascade' }),
    pageId: text('page_id').notNull(),
    pageName: text('page_name').notNull(),
    tokenKind: text('token_kind').$type<MetaTokenKind>().notNull(),
    /** The app that the token was made for. */
    appId: text('app_id'),
    pollMinutes: integer('poll_minutes').notNull(),
    state: text().$type<MetaConnectionState>().notNull(),
    scopes: text({ mode: 'json' }).$type<string[]>().notNull(),
    /** Null: never. */
    expiresAt: integer('expires_at'),
    /** Until when Meta gives a person's data to a token of theirs, though the token itself lives; null: for ever. */
    dataAccessExpiresAt: integer('data_access_expires_at'),
    /** Which warning of the end to come was given last, in days before it; null: none. */
    warnedDays: integer('warned_days'),
    checkedAt: integer('checked_at'),
    problem: text({ mode: 'json' }).$type<MetaProblem | null>(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  // A page belongs to one brand: its leads would come twice.
  table => [
    uniqueIndex('meta_connections_of_brand').on(table.brandId),
    uniqueIndex('meta_connections_of_page').on(table.pageId),
  ],
)

/** The ad accounts that the office has chosen for a brand; one brand may have several. */
export const adAccounts = sqliteTable(
  'ad_accounts',
  {
    id: text().$type<AdAccountId>().primaryKey(),
    connectionId: text('connection_id')
      .$type<MetaConnectionId>()
      .notNull()
      .references(() => metaConnections.id, { onDelete: 'cascade' }),
    /** Meta's, with the `act_` before it. */
    externalId: text('external_id').notNull(),
    name: text().notNull(),
    currency: text().notNull(),
    /** Its days are counted in it. */
    timeZone: text('time_zone').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('ad_accounts_of_connection').on(table.connectionId, table.externalId),
    index('ad_accounts_by_external_id').on(table.externalId),
  ],
)
