import { desc, eq } from 'drizzle-orm'
import type { ConversationId, LeadId, MessageId, StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { listAccounts as ListAccounts } from '../channels/queries.ts'
import type { ChannelService } from '../channels/service.ts'
import { staff } from '../staff/schema.ts'
import { type ConversationRow, findConversation } from './conversation-queries.ts'
import { findMessage, updateMessage } from './message-queries.ts'
import type { MessageWriter, NewMessage } from './message-writer.ts'
import { findObstacle } from './obstacle.ts'
import { addressOf, findConversationOf, findOrCreateConversation } from './peers.ts'
import { conversations, messages } from './schema.ts'
import type { SendQueue } from './send-queue.ts'
import { refreshSummary } from './summary.ts'

/** How a person can be written to on WhatsApp: a chat that takes messages, and whether they leave at once. */
export interface WayToLead {
  readonly conversation: ConversationRow
  readonly isConnected: boolean
}

/** Messages that leave without anybody at the keyboard: reminders, and what was written to be sent later. All within the caller's transaction. */
export function createAutomaticMessages({
  clock,
  events,
  channels,
  queue,
  writer,
  listAccounts,
}: {
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'exists' | 'isLinked' | 'stateOf'>
  queue: Pick<SendQueue, 'add' | 'takeBack' | 'wakeNext'>
  writer: MessageWriter
  listAccounts: typeof ListAccounts
}) {
  function wayThrough(tx: Db, conversation: ConversationRow): WayToLead | null {
    if (findObstacle(tx, channels, conversation) !== null) return null
    return { conversation, isConnected: channels.stateOf(conversation.channelAccountId).kind === 'connected' }
  }

  /** The chat they last used that takes messages; else a new one through a linked number, where they can be reached at all. */
  function findWay(tx: Db, leadId: LeadId): WayToLead | null {
    const known = tx
      .select()
      .from(conversations)
      .where(eq(conversations.leadId, leadId))
      .orderBy(desc(conversations.lastMessageAt))
      .all()
    for (const conversation of known) {
      const way = wayThrough(tx, conversation)
      if (way) return way
    }
    // Whoever blocked one chat, or has no address, is not written to through another number.
    if (known.some(({ isBlocked }) => isBlocked)) return null
    for (const { id: accountId } of listAccounts(tx)) {
      if (!channels.isLinked(accountId) || findConversationOf(tx, leadId, accountId)) continue
      if (addressOf(tx, { id: '' as ConversationId, leadId }) === null) return null
      const now = clock.now()
      const made = findOrCreateConversation(tx, leadId, accountId, now, now)
      afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId: made.id, leadId }))
      return wayThrough(tx, made)
    }
    return null
  }

  /** Asked twice for the same id it is there once; one that failed is tried again under the same id. */
  function send(tx: Db, author: Viewer | null, conversation: ConversationRow, message: NewMessage): void {
    const existing = findMessage(tx, message.id)
    if (!existing) return writer.addQueued(tx, author, conversation, message)
    if (existing.status !== 'failed') return
    const now = clock.now()
    updateMessage(tx, existing.id, { status: 'queued', error: null, queuedAt: now }, now)
    refreshSummary(tx, existing.conversationId, now)
    queue.add(tx, existing.id, conversation.channelAccountId)
    announce(tx, existing)
  }

  /** True where it had not been handed to the channel: then there is no such message any more. */
  function withdraw(tx: Db, id: MessageId): boolean {
    const row = findMessage(tx, id)
    if (row?.status !== 'queued' || row.triedAt !== null) return false
    queue.takeBack(tx, id)
    tx.delete(messages).where(eq(messages.id, id)).run()
    refreshSummary(tx, row.conversationId, clock.now())
    queue.wakeNext(tx, row.conversationId)
    announce(tx, row)
    const { conversationId, leadId } = row
    afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId, leadId }))
    return true
  }

  function announce(tx: Db, row: { id: MessageId; conversationId: ConversationId; leadId: LeadId }): void {
    const { id: messageId, conversationId, leadId } = row
    afterCommit(tx, () => events.publish({ type: 'message.changed', messageId, conversationId, leadId }))
  }

  return {
    findWay,
    send,
    withdraw,

    /** Whether the chat still takes messages. */
    wayInto(tx: Db, id: ConversationId): WayToLead | null {
      const conversation = findConversation(tx, id)
      return conversation ? wayThrough(tx, conversation) : null
    },

    /** In whose name something leaves that they wrote earlier; null when they work here no more. */
    authorOf(tx: Db, id: StaffId): Viewer | null {
      const found = tx.select().from(staff).where(eq(staff.id, id)).get()
      return found?.isActive ? { id: found.id, role: found.role, locale: found.locale } : null
    },
  }
}
export type AutomaticMessages = ReturnType<typeof createAutomaticMessages>
