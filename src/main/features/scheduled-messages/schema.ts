import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConversationId, LeadId, MessageId, StaffId, TemplateId } from '#shared/domain/ids.ts'
import { conversations } from '../conversations/schema.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** Messages that leave later. Once one is sent it is a message under the same id; its row here says so and nothing more. */
export const scheduledMessages = sqliteTable(
  'scheduled_messages',
  {
    id: text().$type<MessageId>().primaryKey(),
    version: integer().notNull().default(1),
    conversationId: text('conversation_id')
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    body: text().notNull(),
    /** Whose filled text it is. */
    templateId: text('template_id').$type<TemplateId>(),
    sendAt: integer('send_at').notNull(),
    cancelsOnReply: integer('cancels_on_reply', { mode: 'boolean' }).notNull(),
    state: text().$type<'planned' | 'sent' | 'cancelled' | 'late' | 'failed'>().notNull(),
    reason: text(),
    createdBy: text('created_by')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    index('scheduled_messages_waiting').on(table.sendAt).where(sql`state in ('planned', 'late', 'failed')`),
    index('scheduled_messages_of_conversation')
      .on(table.conversationId, table.sendAt)
      .where(sql`state in ('planned', 'late', 'failed')`),
    index('scheduled_messages_of_lead').on(table.leadId),
    index('scheduled_messages_of_staff').on(table.createdBy),
  ],
)
