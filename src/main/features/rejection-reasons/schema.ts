import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { RejectionReasonId } from '#shared/domain/ids.ts'

/** Why leads are given up, to choose from. A lead keeps the words, not the id: they may change or go later. */
export const rejectionReasons = sqliteTable(
  'rejection_reasons',
  {
    id: text().$type<RejectionReasonId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    position: integer().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('rejection_reasons_in_order').on(table.position)],
)
