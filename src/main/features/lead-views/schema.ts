import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { LeadSort, SortDirection } from '#shared/contract/lead-filter.ts'
import type { LeadColumn, LeadLayout, LeadView } from '#shared/contract/lead-views.ts'
import type { LeadViewId, StaffId } from '#shared/domain/ids.ts'
import { staff } from '../staff/schema.ts'

export const leadViews = sqliteTable(
  'lead_views',
  {
    id: text().$type<LeadViewId>().primaryKey(),
    version: integer().notNull().default(1),
    /** Whose it is; null: the office's. */
    ownerId: text('owner_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'cascade' }),
    name: text(),
    builtIn: text('built_in').$type<NonNullable<LeadView['builtIn']>>(),
    /** Without what asks for nothing. Read with the filter of today, which may know more. */
    filter: text({ mode: 'json' }).$type<Record<string, unknown>>().notNull(),
    sort: text().$type<LeadSort>().notNull(),
    direction: text().$type<SortDirection>(),
    columns: text({ mode: 'json' }).$type<LeadColumn[]>(),
    layout: text().$type<LeadLayout>().notNull(),
    position: integer().notNull(),
    /** Kept for a day, so that a removal can be taken back. */
    removedAt: integer('removed_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('lead_views_of_owner').on(table.ownerId, table.position).where(sql`removed_at is null`)],
)
