import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** A new lead that waits for somebody, and how long it took. One for each lead: it is new once. */
export const newLeads = sqliteTable(
  'new_leads',
  {
    id: text().primaryKey(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    source: text().$type<LeadSource>().notNull(),
    raisedAt: integer('raised_at').notNull(),
    /** Came while the office was open: those that come at night are counted apart. */
    isInOfficeHours: integer('is_in_office_hours', { mode: 'boolean' }).notNull(),
    /** Who pressed first. */
    claimedBy: text('claimed_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    claimedAt: integer('claimed_at'),
    /** Nobody had taken it: the managers were told. */
    escalatedAt: integer('escalated_at'),
    /** The first message of a person of the office, or the first call that reached them. */
    answeredAt: integer('answered_at'),
    answeredBy: text('answered_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    /** It waits for nobody any more: taken, answered, or given up. */
    closedAt: integer('closed_at'),
  },
  table => [
    uniqueIndex('new_leads_of_lead').on(table.leadId),
    index('new_leads_waiting').on(table.raisedAt, table.id).where(sql`closed_at is null`),
    index('new_leads_answered').on(table.answeredAt).where(sql`answered_at is not null`),
    index('new_leads_by_time').on(table.raisedAt),
  ],
)
