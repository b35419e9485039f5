import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ConversationId, LeadId, MessageId } from '#shared/domain/ids.ts'
import { leads } from '../leads/schema.ts'

/** Whom the office has greeted by itself after they came from an ad, or has not and why: once for each person. */
export const adGreetings = sqliteTable('ad_greetings', {
  leadId: text('lead_id')
    .$type<LeadId>()
    .primaryKey()
    .references(() => leads.id, { onDelete: 'cascade' }),
  conversationId: text('conversation_id').$type<ConversationId>().notNull(),
  /** Chosen beforehand: the same greeting is there once, however often its job runs. */
  messageId: text('message_id').$type<MessageId>().notNull(),
  /** `answered`: somebody was quicker. `late`: the moment has passed. `unreachable`: the chat takes no messages. `off`: not wanted any more. */
  state: text().$type<'waiting' | 'sent' | 'answered' | 'late' | 'unreachable' | 'off'>().notNull(),
  cameAt: integer('came_at').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
