import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { InboundTextId, LeadId, StaffId } from '#shared/domain/ids.ts'
import type { OutboundChannel, SenderKind } from '#shared/domain/outbox.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** What people wrote to the office by SMS and official WhatsApp. Asked for again and again, each is stored once. */
export const inboundTexts = sqliteTable(
  'inbound_texts',
  {
    seq: integer().primaryKey(),
    id: text().$type<InboundTextId>().notNull().unique(),
    sender: text().$type<SenderKind>().notNull(),
    providerId: text('provider_id').notNull(),
    channel: text().$type<OutboundChannel>().notNull(),
    /** Null where the address is no phone. Who is forgotten takes their texts along. */
    leadId: text('lead_id')
      .$type<LeadId>()
      .references(() => leads.id, { onDelete: 'cascade' }),
    address: text().notNull(),
    body: text().notNull(),
    isOptOut: integer('is_opt_out', { mode: 'boolean' }).notNull(),
    receivedAt: integer('received_at').notNull(),
    readAt: integer('read_at'),
    readBy: text('read_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('inbound_texts_once').on(table.sender, table.providerId),
    index('inbound_texts_of_lead').on(table.leadId, table.channel, table.receivedAt),
    index('inbound_texts_unread').on(table.seq).where(sql`read_at is null`),
    index('inbound_texts_read_by').on(table.readBy),
  ],
)
