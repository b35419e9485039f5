import type { Conversation, ConversationFilter } from '#shared/contract/conversations.ts'
import { customerTimeZones } from '#shared/domain/customer-time-zones.ts'
import type { ChannelAccountId, ConversationId, LeadId, MessageId } from '#shared/domain/ids.ts'
import { localTimeOf } from '#shared/domain/local-time.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, encodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { createLogger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import type { ChannelService } from '../channels/service.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { SettingsService } from '../settings/service.ts'
import { countConversations } from './conversation-counts.ts'
import {
  getVisibleConversation,
  listConversations,
  listConversationsOfLead,
  searchConversations,
  updateConversation,
} from './conversation-queries.ts'
import { getVisibleMessage } from './message-queries.ts'
import { countStarred } from './message-search.sql.ts'
import { findObstacle } from './obstacle.ts'
import { addressOf, findConversationOf, findOrCreateConversation } from './peers.ts'
import type { ReadMarks } from './read-marks.ts'
import type { ReadReceipts } from './read-receipts.ts'
import { toConversationSummary } from './to-conversation.ts'

const log = createLogger('conversations')

export function createConversationService({
  db,
  clock,
  events,
  settings,
  channels,
  readMarks,
  receipts,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
  channels: Pick<ChannelService, 'exists' | 'isLinked' | 'peopleOf'>
  readMarks: ReadMarks
  receipts: Pick<ReadReceipts, 'tellSender'>
}) {
  function read(viewer: Viewer, id: ConversationId): Conversation {
    const row = getVisibleConversation(db, viewer, id)
    const address = addressOf(db, row.conversation)
    return {
      ...toConversationSummary(row),
      phoneNumber: address?.phone ?? null,
      isNumberHidden: address !== null && address.phone === null,
      channelAccountName: row.accountName,
      isNameTheirs: row.nameOrigin !== 'generated',
      isArchived: row.conversation.isArchived,
      numberRequestedAt: row.conversation.numberRequestedAt,
      blockState: row.conversation.blockState,
      localTime: localTimeOf(
        customerTimeZones({ ...row, phone: address?.phone ?? null }),
        clock.now(),
        settings.current(),
      ),
      lastReadAt: row.conversation.lastReadAt,
      obstacle: findObstacle(db, channels, row.conversation),
    }
  }

  return {
    async list(viewer: Viewer, query: { filter: ConversationFilter; cursor: string | null; limit: number }) {
      if (query.filter.search !== '') {
        const after = decodePlace(query.cursor)
        const { rows, next } = searchConversations(db, viewer, query.filter, after, query.limit)
        return { items: rows.map(toConversationSummary), nextCursor: next && encodePlace(next) }
      }
      const rows = listConversations(db, viewer, query.filter, decodePlace(query.cursor), query.limit + 1)
      return toPage(
        rows,
        query.limit,
        ({ conversation }) => ({ at: conversation.lastMessageAt, seq: conversation.seq }),
        toConversationSummary,
      )
    },

    async counts(viewer: Viewer) {
      return { ...countConversations(db, viewer), starredMessages: countStarred(db, viewer) }
    },

    async get(viewer: Viewer, id: ConversationId): Promise<Conversation> {
      return read(viewer, id)
    },

    async ofLead(viewer: Viewer, leadId: LeadId) {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      return listConversationsOfLead(db, viewer, leadId).map(toConversationSummary)
    },

    async markRead(viewer: Viewer, id: ConversationId, upTo: MessageId): Promise<void> {
      transact(db, tx => {
        const { conversation } = getVisibleConversation(tx, viewer, id)
        const message = getVisibleMessage(tx, viewer, upTo)
        if (message.conversationId !== id) throw notFound('message')
        receipts.tellSender(tx, conversation, readMarks.readUpTo(tx, id, message.sortAt, clock.now()))
      })
    },

    /** A reminder to oneself: the badge comes back; the customer is told nothing. */
    async markUnread(viewer: Viewer, id: ConversationId): Promise<void> {
      transact(db, tx => {
        getVisibleConversation(tx, viewer, id)
        readMarks.markUnread(tx, id, clock.now())
      })
    },

    /** Nobody waits for it: typing is shown where WhatsApp tells of it. */
    async watch(viewer: Viewer, id: ConversationId): Promise<void> {
      const { conversation } = getVisibleConversation(db, viewer, id)
      const person = addressOf(db, conversation)
      if (person === null || conversation.isBlocked || !channels.exists(conversation.channelAccountId)) return
      channels
        .peopleOf(conversation.channelAccountId)
        .watch(person)
        .catch(error => log.info({ error }, 'typing could not be asked for'))
    },

    async archive(viewer: Viewer, id: ConversationId, isArchived: boolean): Promise<void> {
      transact(db, tx => {
        const { conversation } = getVisibleConversation(tx, viewer, id)
        if (conversation.isArchived === isArchived) return
        updateConversation(tx, id, { isArchived }, clock.now())
        const { leadId } = conversation
        afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId: id, leadId }))
      })
    },

    async openForLead(viewer: Viewer, leadId: LeadId, accountId: ChannelAccountId): Promise<Conversation> {
      const id = transact(db, tx => {
        if (!isLeadVisible(tx, viewer, leadId)) throw notFound('lead')
        if (!channels.exists(accountId)) throw notFound('channelAccount')
        const known = findConversationOf(tx, leadId, accountId)
        const now = clock.now()
        const conversation = known ?? findOrCreateConversation(tx, leadId, accountId, now, now)
        // Thrown away with the rest of the transaction, when it was made for nobody.
        if (addressOf(tx, conversation) === null) throw new DomainError('NO_ADDRESS')
        if (!known) {
          const event = { type: 'conversation.changed', conversationId: conversation.id, leadId } as const
          afterCommit(tx, () => events.publish(event))
        }
        return conversation.id
      })
      return read(viewer, id)
    },
  }
}
export type ConversationService = ReturnType<typeof createConversationService>
