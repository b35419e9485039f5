import type { Conversation, ConversationFilter } from '#shared/contract/conversations.ts'
import type { ChannelAccountId, ConversationId, LeadId, MessageId } from '#shared/domain/ids.ts'
import { eq } from 'drizzle-orm'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import type { ChannelService } from '../channels/service.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { SettingsService } from '../settings/service.ts'
import {
  countUnreadConversations,
  getVisibleConversation,
  listConversations,
  listConversationsOfLead,
} from './conversation-queries.ts'
import { getVisibleMessage, type MessageRow } from './message-queries.ts'
import { findObstacle } from './obstacle.ts'
import { addressOf, findOrCreateConversation } from './peers.ts'
import type { Receiver } from './receive.ts'
import { conversations } from './schema.ts'
import { toConversationSummary } from './to-conversation.ts'

export function createConversationService({
  db,
  clock,
  events,
  settings,
  channels,
  receiver,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: SettingsService
  channels: ChannelService
  receiver: Receiver
}) {
  function read(viewer: Viewer, id: ConversationId): Conversation {
    const row = getVisibleConversation(db, viewer, id)
    const address = addressOf(db, row.conversation)
    return {
      ...toConversationSummary(row),
      phoneNumber: address?.phone ?? null,
      isNumberHidden: address !== null && address.phone === null,
      channelAccountName: row.accountName,
      lastReadAt: row.conversation.lastReadAt,
      obstacle: findObstacle(db, channels, row.conversation),
    }
  }

  /** The customer sees blue ticks only where the office wants that, and only for what a person has opened. */
  function tellSender(
    accountId: ChannelAccountId,
    conversation: { id: ConversationId; leadId: LeadId },
    read: MessageRow[],
  ) {
    const from = addressOf(db, conversation)
    if (read.length === 0 || from === null || !settings.current().sendsReadReceipts) return
    channels.markRead(
      accountId,
      read.map(({ externalId }) => ({ externalId, from })),
    )
  }

  return {
    async list(viewer: Viewer, query: { filter: ConversationFilter; cursor: string | null; limit: number }) {
      const rows = listConversations(db, viewer, query.filter, decodePlace(query.cursor), query.limit + 1)
      return toPage(
        rows,
        query.limit,
        ({ conversation }) => ({ at: conversation.lastMessageAt, seq: conversation.seq }),
        toConversationSummary,
      )
    },

    async counts(viewer: Viewer) {
      return countUnreadConversations(db, viewer)
    },

    async get(viewer: Viewer, id: ConversationId): Promise<Conversation> {
      return read(viewer, id)
    },

    async ofLead(viewer: Viewer, leadId: LeadId) {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      return listConversationsOfLead(db, viewer, leadId).map(toConversationSummary)
    },

    async markRead(viewer: Viewer, id: ConversationId, upTo: MessageId): Promise<void> {
      const { conversation } = getVisibleConversation(db, viewer, id)
      const message = getVisibleMessage(db, viewer, upTo)
      if (message.conversationId !== id) throw notFound('message')
      const read = transact(db, tx => receiver.markReadUpTo(tx, conversation, message.sortAt, clock.now()))
      tellSender(conversation.channelAccountId, conversation, read)
    },

    /** A reminder to oneself: the badge comes back; the customer is told nothing. */
    async markUnread(viewer: Viewer, id: ConversationId): Promise<void> {
      transact(db, tx => {
        const { conversation } = getVisibleConversation(tx, viewer, id)
        if (conversation.unreadCount > 0) return
        tx.update(conversations).set({ unreadCount: 1 }).where(eq(conversations.id, id)).run()
        afterCommit(tx, () =>
          events.publish({ type: 'conversation.changed', conversationId: id, leadId: conversation.leadId }),
        )
      })
    },

    async openForLead(viewer: Viewer, leadId: LeadId, accountId: ChannelAccountId): Promise<Conversation> {
      const id = transact(db, tx => {
        if (!isLeadVisible(tx, viewer, leadId)) throw notFound('lead')
        if (!channels.exists(accountId)) throw notFound('channelAccount')
        const now = clock.now()
        const conversation = findOrCreateConversation(tx, leadId, accountId, now, now)
        if (addressOf(tx, conversation) === null) throw new DomainError('NO_ADDRESS')
        afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId: conversation.id, leadId }))
        return conversation.id
      })
      return read(viewer, id)
    },
  }
}
export type ConversationService = ReturnType<typeof createConversationService>
