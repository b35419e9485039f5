import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Tokens and passwords of the outside, sealed with the data folder's key. Never leaves this PC; stripped from every backup. */
export const secrets = sqliteTable('secrets', {
  name: text().primaryKey(),
  sealed: blob({ mode: 'buffer' }).notNull(),
  updatedAt: integer('updated_at').notNull(),
})
