import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { QuickReplyId } from '#shared/domain/ids.ts'
import type { Channel } from '#shared/domain/message.ts'

/** Texts made beforehand. Quick replies are those of one category; providers' approved templates will be others. */
export const templates = sqliteTable(
  'templates',
  {
    id: text().$type<QuickReplyId>().primaryKey(),
    version: integer().notNull().default(1),
    category: text().$type<'quick_reply'>().notNull(),
    /** Null where it fits every channel. */
    channel: text().$type<Channel>(),
    name: text().notNull(),
    language: text().notNull(),
    content: text().notNull(),
    usageCount: integer('usage_count').notNull().default(0),
    lastUsedAt: integer('last_used_at'),
    /** Kept for a day, so that a removal can be taken back. */
    removedAt: integer('removed_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('templates_in_use').on(table.category, table.usageCount).where(sql`removed_at is null`)],
)
