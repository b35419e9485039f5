import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { OutboundId } from '#shared/domain/outbox.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** That somebody is to hear of a new lead by mail. One for each of both: nobody hears of a person twice. */
export const leadMails = sqliteTable(
  'lead_mails',
  {
    id: text().primaryKey(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    cameAt: integer('came_at').notNull(),
    /** Put into a mail, or dropped because it was not theirs to see any more. */
    settledAt: integer('settled_at'),
    /** The mail that tells of it; null: none did. */
    outboundId: text('outbound_id').$type<OutboundId>(),
  },
  table => [
    uniqueIndex('lead_mails_once').on(table.leadId, table.staffId),
    index('lead_mails_waiting').on(table.staffId, table.cameAt).where(sql`settled_at is null`),
    index('lead_mails_of_staff').on(table.staffId),
  ],
)
