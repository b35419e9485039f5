import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { StaffId } from '#shared/domain/ids.ts'
import { staff } from '../staff/schema.ts'

/** One row per preference that a person has changed; values are JSON, read through `Preferences` and its defaults. */
export const preferences = sqliteTable(
  'preferences',
  {
    staffId: text('staff_id')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    value: text({ mode: 'json' }).$type<unknown>(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [primaryKey({ columns: [table.staffId, table.name] })],
)
