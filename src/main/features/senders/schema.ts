import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { OutboxProblem, SenderKind } from '#shared/domain/outbox.ts'
import type { SenderSettings } from '#shared/domain/sender-settings.ts'

/** Mail servers and SMS providers as the office has set them up. Their passwords lie sealed among the secrets. */
export const senders = sqliteTable('senders', {
  kind: text().$type<SenderKind>().primaryKey(),
  version: integer().notNull().default(1),
  settings: text({ mode: 'json' }).$type<SenderSettings>().notNull(),
  isChosen: integer('is_chosen', { mode: 'boolean' }).notNull(),
  /** Millionths of the currency for one segment; null: nobody said. */
  priceMicros: integer('price_micros'),
  currency: text(),
  problem: text({ mode: 'json' }).$type<OutboxProblem | null>(),
  checkedAt: integer('checked_at'),
  lastSentAt: integer('last_sent_at'),
  /** Until when we know what came in. */
  heardUntil: integer('heard_until'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})
