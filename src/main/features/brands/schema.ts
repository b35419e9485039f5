import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { BrandId } from '#shared/domain/ids.ts'

/** A brand of the office: one page at Meta with its forms and ad accounts ("distributor" in older lists of wishes). */
export const brands = sqliteTable(
  'brands',
  {
    id: text().$type<BrandId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    /** The folded name: two brands never have the same one. */
    nameKey: text('name_key').notNull(),
    /** For phones of this brand's leads that come without a country; null: the office's. */
    defaultCountry: text('default_country'),
    position: integer().notNull().default(0),
    /** No longer used for new leads; what carries it keeps it. */
    isArchived: integer('is_archived', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [uniqueIndex('brands_by_name').on(table.nameKey), index('brands_in_order').on(table.position)],
)
