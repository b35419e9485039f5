import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { DuplicatePairId, LeadId, StaffId } from '#shared/domain/ids.ts'
import { staff } from '../staff/schema.ts'

/**
 * Two records that may be one person, and what a person of the office said of it. No foreign keys: of two that were merged one is gone
 * and comes back when the merge is undone, and what was said then still holds. Deleting a lead for good deletes its pairs.
 */
export const duplicatePairs = sqliteTable(
  'duplicate_pairs',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<DuplicatePairId>().notNull(),
    /** The lesser of the two ids, so that a pair has one row. */
    oneId: text('one_id').$type<LeadId>().notNull(),
    otherId: text('other_id').$type<LeadId>().notNull(),
    reason: text().$type<'email' | 'last_ten_digits'>().notNull(),
    state: text().$type<'open' | 'different'>().notNull(),
    decidedBy: text('decided_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    decidedAt: integer('decided_at'),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('duplicate_pairs_by_id').on(table.id),
    uniqueIndex('duplicate_pairs_once').on(table.oneId, table.otherId),
    index('duplicate_pairs_of_other').on(table.otherId),
    index('duplicate_pairs_open').on(table.seq).where(sql`state = 'open'`),
  ],
)
