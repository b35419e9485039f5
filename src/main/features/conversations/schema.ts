import { sql } from 'drizzle-orm'
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { BlockState } from '#shared/domain/block-state.ts'
import type { ChannelAccountId, ConversationId, LeadId, MessageId, StaffId } from '#shared/domain/ids.ts'
import type { Channel, MessageDirection, MessageKind, MessageStatus } from '#shared/domain/message.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { channelAccounts } from '../channels/schema.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

export const conversations = sqliteTable(
  'conversations',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<ConversationId>().notNull(),
    version: integer().notNull().default(1),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    channelAccountId: text('channel_account_id')
      .$type<ChannelAccountId>()
      .notNull()
      .references(() => channelAccounts.id),
    /** The lead's owner, copied by `updateLead` so that a consultant's list has an index. Who may see it is asked of the lead. */
    ownerId: text('owner_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    channel: text().$type<Channel>().notNull(),
    unreadCount: integer('unread_count').notNull().default(0),
    /** Somebody put the badge back as a reminder: it counts as one unread message until the next reading or the next message. */
    isMarkedUnread: integer('is_marked_unread', { mode: 'boolean' }).notNull().default(false),
    lastMessageAt: integer('last_message_at').notNull(),
    lastMessageId: text('last_message_id').$type<MessageId>(),
    lastMessagePreview: text('last_message_preview').notNull().default(''),
    lastMessageKind: text('last_message_kind').$type<MessageKind>().notNull().default('text'),
    lastMessageDirection: text('last_message_direction').$type<MessageDirection>().notNull().default('in'),
    lastMessageStatus: text('last_message_status').$type<MessageStatus>().notNull().default('delivered'),
    isLastMessageDeleted: integer('is_last_message_deleted', { mode: 'boolean' }).notNull().default(false),
    waitingSince: integer('waiting_since'),
    lastReadAt: integer('last_read_at'),
    isArchived: integer('is_archived', { mode: 'boolean' }).notNull().default(false),
    isBlocked: integer('is_blocked', { mode: 'boolean' }).notNull().default(false),
    /** Whether WhatsApp knows of it already; null when it does. */
    blockState: text('block_state').$type<BlockState>(),
    /** When the person was last asked for the number that WhatsApp hides. */
    numberRequestedAt: integer('number_requested_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('conversations_by_id').on(table.id),
    uniqueIndex('conversations_of_lead_and_account').on(table.leadId, table.channelAccountId),
    // What is archived grows for ever: the lists of what is not have indexes without it.
    index('conversations_newest').on(table.lastMessageAt, table.seq).where(sql`is_archived = 0`),
    index('conversations_of_owner_newest')
      .on(table.ownerId, table.lastMessageAt, table.seq)
      .where(sql`is_archived = 0`),
    // With the counts in them, so that the badges are counted without looking at the chats themselves.
    index('conversations_unread_newest')
      .on(table.lastMessageAt, table.seq, table.unreadCount)
      .where(sql`is_archived = 0 and unread_count > 0`),
    index('conversations_unread_of_owner_newest')
      .on(table.ownerId, table.lastMessageAt, table.seq, table.unreadCount)
      .where(sql`is_archived = 0 and unread_count > 0`),
    index('conversations_waiting_newest')
      .on(table.lastMessageAt, table.seq)
      .where(sql`is_archived = 0 and waiting_since is not null`),
    index('conversations_waiting_of_owner_newest')
      .on(table.ownerId, table.lastMessageAt, table.seq)
      .where(sql`is_archived = 0 and waiting_since is not null`),
    index('conversations_archived_newest').on(table.lastMessageAt, table.seq).where(sql`is_archived = 1`),
    index('conversations_archived_of_owner_newest')
      .on(table.ownerId, table.lastMessageAt, table.seq)
      .where(sql`is_archived = 1`),
    index('conversations_blocked').on(table.channelAccountId).where(sql`is_blocked = 1`),
    index('conversations_block_pending').on(table.channelAccountId).where(sql`block_state = 'pending'`),
    // Archived ones too: what a number sent today is counted over all of them.
    index('conversations_of_account_lately').on(table.channelAccountId, table.lastMessageAt),
    index('conversations_of_account_newest')
      .on(table.channelAccountId, table.lastMessageAt, table.seq)
      .where(sql`is_archived = 0`),
  ],
)

/** The addresses of the person on the other side: a LID, a phone, or both, of one linked number. */
export const conversationPeers = sqliteTable(
  'conversation_peers',
  {
    id: text().primaryKey(),
    conversationId: text('conversation_id')
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    channelAccountId: text('channel_account_id')
      .$type<ChannelAccountId>()
      .notNull()
      .references(() => channelAccounts.id),
    kind: text().$type<'phone' | 'whatsapp_lid'>().notNull(),
    value: text().notNull(),
    /** The address they last wrote from is where answers go. */
    lastUsedAt: integer('last_used_at').notNull(),
  },
  table => [
    uniqueIndex('conversation_peers_once').on(table.channelAccountId, table.kind, table.value),
    index('conversation_peers_of_conversation').on(table.conversationId),
  ],
)

export const messages = sqliteTable(
  'messages',
  {
    /** Rowid of the search index, and the tie-breaker of a conversation's order. */
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<MessageId>().notNull(),
    version: integer().notNull().default(1),
    conversationId: text('conversation_id')
      .$type<ConversationId>()
      .notNull()
      .references(() => conversations.id, { onDelete: 'cascade' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    channel: text().$type<Channel>().notNull(),
    direction: text().$type<MessageDirection>().notNull(),
    kind: text().$type<MessageKind>().notNull(),
    body: text().notNull().default(''),
    mediaUrl: text('media_url'),
    status: text().$type<MessageStatus>().notNull(),
    error: text({ mode: 'json' }).$type<{ reason: string; detail: string | null }>(),
    /** The provider's id; for what we send it is chosen before sending. */
    externalId: text('external_id').notNull(),
    /** The provider's own form: needed to send again, to decrypt later edits, and for kinds not understood yet. */
    raw: blob({ mode: 'buffer' }),
    details: text({ mode: 'json' }).$type<MessageDetails>(),
    isForwarded: integer('is_forwarded', { mode: 'boolean' }).notNull().default(false),
    isViewOnce: integer('is_view_once', { mode: 'boolean' }).notNull().default(false),
    isEphemeral: integer('is_ephemeral', { mode: 'boolean' }).notNull().default(false),
    /** The address it came from or went to (`kind:value`): whose it is when a merge of two people is undone. */
    peerKey: text('peer_key'),
    quotedExternalId: text('quoted_external_id'),
    templateId: text('template_id'),
    templateName: text('template_name'),
    sentBy: text('sent_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    isFromPhone: integer('is_from_phone', { mode: 'boolean' }).notNull().default(false),
    isImported: integer('is_imported', { mode: 'boolean' }).notNull().default(false),
    /** `picture`: an address that holds the picture itself; older messages have none. */
    adReferral: text('ad_referral', { mode: 'json' }).$type<{
      title: string | null
      sourceUrl: string | null
      picture?: string | null
    }>(),
    sortAt: integer('sort_at').notNull(),
    /** When a person last asked for it to be sent: from then on it may wait for a day. */
    queuedAt: integer('queued_at'),
    /** When it was first handed to the channel: from then on it may have arrived, whatever we know. */
    triedAt: integer('tried_at'),
    sentAt: integer('sent_at'),
    deliveredAt: integer('delivered_at'),
    readAt: integer('read_at'),
    starredAt: integer('starred_at'),
    /** Somebody of the office has read it, and the customer is to be told once there is a link. */
    isReceiptDue: integer('is_receipt_due', { mode: 'boolean' }).notNull().default(false),
    notifiedAt: integer('notified_at'),
    editedAt: integer('edited_at'),
    deletedAt: integer('deleted_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('messages_by_id').on(table.id),
    uniqueIndex('messages_once').on(table.conversationId, table.direction, table.externalId),
    index('messages_of_conversation').on(table.conversationId, table.sortAt, table.seq),
    index('messages_by_external_id').on(table.externalId),
    index('messages_of_lead').on(table.leadId, table.sortAt, table.seq),
    index('messages_unread').on(table.conversationId, table.sortAt).where(sql`direction = 'in' and read_at is null`),
    index('messages_queued').on(table.conversationId, table.sortAt, table.seq).where(sql`status = 'queued'`),
    index('messages_receipts_due').on(table.conversationId).where(sql`is_receipt_due = 1`),
    // With the person in it, so that a consultant's stars are counted without looking at the messages.
    index('messages_starred').on(table.starredAt, table.seq, table.leadId).where(sql`starred_at is not null`),
    index('messages_answers').on(table.conversationId, table.sortAt).where(sql`direction = 'out'`),
  ],
)

/** One from each side at most, as on the phones. */
export const messageReactions = sqliteTable(
  'message_reactions',
  {
    id: text().primaryKey(),
    messageId: text('message_id')
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    from: text().$type<'customer' | 'office'>().notNull(),
    /** Who of the office it was; null for the customer and for the office's phone. */
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    /** Null once it was taken back: an older one that comes late must not return. */
    emoji: text(),
    at: integer().notNull(),
  },
  table => [uniqueIndex('message_reactions_once').on(table.messageId, table.from)],
)

/** What the office changed in messages that had left already: what is still to be told, what failed, and what was done. */
export const messageChanges = sqliteTable(
  'message_changes',
  {
    id: text().primaryKey(),
    messageId: text('message_id')
      .$type<MessageId>()
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    kind: text().$type<'edit' | 'deletion'>().notNull(),
    /** The new words; empty for a deletion. */
    body: text().notNull(),
    /** What the message said until then, for the managers; null until it is done. */
    bodyBefore: text('body_before'),
    state: text().$type<'waiting' | 'failed' | 'done'>().notNull(),
    error: text({ mode: 'json' }).$type<{ reason: string; detail: string | null }>(),
    /** The provider's id of the telling, the same for every try. */
    externalId: text('external_id').notNull(),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    /** When a person last asked for it. */
    askedAt: integer('asked_at').notNull(),
    /** When it was first handed to the channel. */
    triedAt: integer('tried_at'),
    doneAt: integer('done_at'),
  },
  table => [
    uniqueIndex('message_changes_open').on(table.messageId).where(sql`state <> 'done'`),
    index('message_changes_of_message').on(table.messageId, table.doneAt),
    index('message_changes_waiting').on(table.askedAt).where(sql`state = 'waiting'`),
  ],
)

/** Written out, not bound: only so does SQLite see that the index of unread messages answers it. */
export const isUnreadMessage = sql`${messages.direction} = 'in' and ${messages.readAt} is null`
