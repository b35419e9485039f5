import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** One row per setting of the office; values are JSON, read through `OfficeSettings` and its defaults. */
export const settings = sqliteTable('settings', {
  name: text().primaryKey(),
  value: text({ mode: 'json' }).$type<unknown>().notNull(),
  updatedAt: integer('updated_at').notNull(),
})
