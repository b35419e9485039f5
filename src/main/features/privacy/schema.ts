import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** Leads that the office's rule would delete: a person confirms, or keeps them for another while. */
export const retentionProposals = sqliteTable(
  'retention_proposals',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    /** Since when nobody has touched it. */
    untouchedSince: integer('untouched_since').notNull(),
    proposedAt: integer('proposed_at').notNull(),
    /** Not proposed again before. */
    keptUntil: integer('kept_until'),
    keptBy: text('kept_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
  },
  table => [
    uniqueIndex('retention_proposals_of_lead').on(table.leadId),
    index('retention_proposals_open').on(table.proposedAt, table.seq).where(sql`kept_until is null`),
  ],
)
