import { blob, index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { channelAccounts } from '../channels/schema.ts'

/**
 * Every stanza that WhatsApp hands us, written down before Baileys acknowledges it. Private: it holds raw messages.
 * `plaintext` is committed together with the ratchet that its decryption moved, so that a kill between the two cannot
 * lose it; a row ends as stored, ignored or unreadable, and is pruned later.
 */
export const whatsappJournal = sqliteTable(
  'whatsapp_journal',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    channelAccountId: text('channel_account_id')
      .$type<ChannelAccountId>()
      .notNull()
      .references(() => channelAccounts.id, { onDelete: 'cascade' }),
    /** The stanza's own id, which is the message's external id. */
    stanzaId: text('stanza_id').notNull(),
    /** SHA-256 of the encrypted part, base64: by it the same bytes are known again. */
    cipherHash: text('cipher_hash'),
    stanza: blob({ mode: 'buffer' }),
    plaintext: blob({ mode: 'buffer' }),
    state: text().$type<'received' | 'stored' | 'ignored' | 'unreadable'>().notNull().default('received'),
    attempts: integer().notNull().default(0),
    /** Why there is no message of it: ours, or the kind of an error. Never what it says. */
    reason: text(),
    receivedAt: integer('received_at').notNull(),
    endedAt: integer('ended_at'),
  },
  table => [
    index('whatsapp_journal_by_state').on(table.channelAccountId, table.state, table.seq),
    index('whatsapp_journal_by_cipher').on(table.channelAccountId, table.cipherHash),
    index('whatsapp_journal_by_stanza').on(table.channelAccountId, table.stanzaId),
  ],
)
