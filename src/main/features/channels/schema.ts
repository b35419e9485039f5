import { blob, index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkEventKind, LinkState } from '#shared/domain/link-state.ts'
import type { Channel } from '#shared/domain/message.ts'
import type { NumberAge } from '#shared/domain/number-health.ts'

/** One linked number or sender. */
export const channelAccounts = sqliteTable('channel_accounts', {
  id: text().$type<ChannelAccountId>().primaryKey(),
  version: integer().notNull().default(1),
  channel: text().$type<Channel>().notNull(),
  provider: text().$type<'whatsapp-link'>().notNull(),
  name: text().notNull(),
  phoneNumber: text('phone_number'),
  /** As its owner says; null until they do. */
  numberAge: text('number_age').$type<NumberAge>(),
  /** The last link state that matters after a restart: `unlinked`, `ended`, or null for an account to connect. */
  restingState: text('resting_state', { mode: 'json' }).$type<LinkState | null>(),
  /** Until when WhatsApp lets the number begin no chat, and when it said so; null when it lets it. */
  reachOutLockedUntil: integer('reach_out_locked_until'),
  reachOutToldAt: integer('reach_out_told_at'),
  /** How many chats WhatsApp lets it begin still, as of when, and until when that counts; null when it does not count. */
  newChatsLeft: integer('new_chats_left'),
  newChatsLeftUntil: integer('new_chats_left_until'),
  newChatsToldAt: integer('new_chats_told_at'),
  /** When the link was last seen up, so that "not connected since" survives a restart. */
  lastConnectedAt: integer('last_connected_at'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

/** Private: Signal keys and credentials, sealed. One writer; stripped from every backup. */
export const channelKeys = sqliteTable(
  'channel_keys',
  {
    channelAccountId: text('channel_account_id')
      .$type<ChannelAccountId>()
      .notNull()
      .references(() => channelAccounts.id, { onDelete: 'cascade' }),
    kind: text().notNull(),
    keyId: text('key_id').notNull(),
    value: blob({ mode: 'buffer' }).notNull(),
  },
  table => [primaryKey({ columns: [table.channelAccountId, table.kind, table.keyId] })],
)

/** What became of a link, as its history: when it came up, was lost, ended or was undone. */
export const linkEvents = sqliteTable(
  'link_events',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    channelAccountId: text('channel_account_id')
      .$type<ChannelAccountId>()
      .notNull()
      .references(() => channelAccounts.id, { onDelete: 'cascade' }),
    kind: text().$type<LinkEventKind>().notNull(),
    /** Our word for why, and WhatsApp's own code. */
    reason: text(),
    code: integer(),
    at: integer().notNull(),
  },
  table => [index('link_events_of_account').on(table.channelAccountId, table.at)],
)
