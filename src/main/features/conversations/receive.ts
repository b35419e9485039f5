import { and, desc, eq, lte } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import { type ChannelAccountId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { isStatusAdvance, type MessageStatus, previewOf } from '#shared/domain/message.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelFact, ChannelMessage } from '../channels/channel.ts'
import type { People } from '../leads/people-service.ts'
import { countUnread, refreshSummary } from './summary.ts'
import { findByExternalId, findInConversation, type MessageRow, updateMessage } from './message-queries.ts'
import { type ConversationRow, findOrCreateConversation, rememberPeer } from './peers.ts'
import { conversations, isUnreadMessage, messages } from './schema.ts'

type Fact<Kind extends ChannelFact['kind']> = Extract<ChannelFact, { kind: Kind }>

/**
 * Stores what a channel reports, inside the adapter's transaction (rows E8, E40). Everything here may come twice, late and out of
 * order: each fact leaves the same rows however often it is received.
 */
export function createReceiver({
  clock,
  events,
  people,
  raiseNotification,
}: {
  clock: Clock
  events: AppEvents
  people: People
  raiseNotification: (message: Pick<MessageRow, 'id' | 'conversationId' | 'leadId'>) => void
}) {
  function receiveMessage(tx: Db, accountId: ChannelAccountId, message: ChannelMessage): void {
    const now = clock.now()
    const isInbound = message.direction === 'in'
    const seen = { ...message.peer, pushName: isInbound ? message.pushName : null }
    const source = message.adReferral ? ('click_to_whatsapp_ad' as const) : ('whatsapp' as const)
    const person = people.findOrCreate(tx, seen, source, message.sentAt, now)
    const conversation = findOrCreateConversation(tx, person.leadId, accountId, message.sentAt, now)
    rememberPeer(tx, conversation, message.peer, isInbound ? message.sentAt : conversation.lastMessageAt)
    if (person.merged !== null) announceMerge(tx, person.merged, person.leadId)
    if (person.isNew) announce(tx, { type: 'lead.created', leadId: person.leadId })
    const existing = findInConversation(tx, conversation.id, message.direction, message.externalId)
    if (existing) fillPlaceholder(tx, conversation, existing, message, now)
    else addMessage(tx, conversation, message, person.isNew, now)
    if (message.adReferral && isInbound) {
      const { externalId, sentAt: at, adReferral: referral } = message
      people.recordAdReferral(tx, { leadId: person.leadId, accountId, externalId, referral, at, now })
      announce(tx, { type: 'lead.changed', leadId: person.leadId })
    }
  }

  function addMessage(
    tx: Db,
    conversation: ConversationRow,
    message: ChannelMessage,
    isFirst: boolean,
    now: number,
  ): void {
    const { leadId, channelAccountId: accountId } = conversation
    const { direction, externalId, sentAt } = message
    const id = newId<MessageId>()
    const isInbound = direction === 'in'
    const isNews = isInbound && !message.isHistory
    tx.insert(messages)
      .values({
        id,
        conversationId: conversation.id,
        leadId,
        channel: conversation.channel,
        ...contentOf(message),
        direction,
        // What the phone itself sent has left already; what is old has been read already.
        status: isInbound ? (isNews ? 'delivered' : 'read') : 'sent',
        externalId,
        isFromPhone: !isInbound,
        isImported: message.isHistory,
        sortAt: sentAt,
        sentAt,
        readAt: isInbound && !isNews ? sentAt : null,
        notifiedAt: isNews ? now : null,
        createdAt: now,
        updatedAt: now,
      })
      .run()
    if (isInbound) {
      if (isFirst) people.recordFirstMessage(tx, { leadId, accountId, externalId, at: sentAt, now })
      if (isNews) people.noteInbound(tx, leadId, sentAt)
    } else if (!message.isHistory) {
      people.noteOutbound(tx, leadId, null, sentAt, now)
      markReadUpTo(tx, conversation, sentAt, now)
    }
    showInList(tx, conversation, id, message, now)
    announce(tx, { type: 'message.added', leadId, conversationId: conversation.id, messageId: id })
    if (isNews) afterCommit(tx, () => raiseNotification({ id, conversationId: conversation.id, leadId }))
  }

  /** A first copy may be empty (an ad's first message, a failed decryption): the real one comes later under the same id. */
  function fillPlaceholder(
    tx: Db,
    conversation: ConversationRow,
    existing: MessageRow,
    message: ChannelMessage,
    now: number,
  ): void {
    const isReal = existing.kind === 'waiting' && message.kind !== 'waiting'
    const addsReferral = existing.adReferral === null && message.adReferral !== null
    if (!isReal && !addsReferral) return
    updateMessage(tx, existing.id, isReal ? contentOf(message) : { adReferral: contentOf(message).adReferral }, now)
    refreshSummary(tx, conversation.id)
    announceMessage(tx, existing)
  }

  function showInList(
    tx: Db,
    conversation: ConversationRow,
    id: MessageId,
    message: ChannelMessage,
    now: number,
  ): void {
    const isInbound = message.direction === 'in'
    const isNewest = message.sentAt >= conversation.lastMessageAt || conversation.lastMessageId === null
    const current = tx.select().from(conversations).where(eq(conversations.id, conversation.id)).get() ?? conversation
    tx.update(conversations)
      .set({
        ...(isNewest
          ? {
              lastMessageAt: message.sentAt,
              lastMessageId: id,
              lastMessagePreview: previewOf(message.body),
              lastMessageKind: message.kind,
              lastMessageDirection: message.direction,
              lastMessageStatus: isInbound ? ('delivered' as const) : ('sent' as const),
            }
          : {}),
        ...(message.isHistory
          ? {}
          : isInbound
            ? {
                unreadCount: current.unreadCount + 1,
                waitingSince: current.waitingSince ?? message.sentAt,
                isArchived: false,
              }
            : { waitingSince: isNewest ? null : current.waitingSince }),
        updatedAt: now,
      })
      .where(eq(conversations.id, conversation.id))
      .run()
  }

  function receiveStatus(tx: Db, accountId: ChannelAccountId, fact: Fact<'status'>): void {
    const row = findByExternalId(tx, accountId, 'out', fact.externalId)
    if (row) advanceStatus(tx, row, fact.status, fact.at)
  }

  /** Moves a sent message forward; a late or repeated receipt changes nothing. */
  function advanceStatus(
    tx: Db,
    row: MessageRow,
    status: Exclude<MessageStatus, 'queued' | 'failed'>,
    at: number,
  ): void {
    if (!isStatusAdvance(row.status, status)) return
    const now = clock.now()
    const isLeaving = row.status === 'queued' || row.status === 'failed'
    updateMessage(
      tx,
      row.id,
      {
        status,
        error: null,
        ...(isLeaving ? { sentAt: at } : {}),
        ...(status === 'delivered' ? { deliveredAt: at } : {}),
        ...(status === 'read' ? { readAt: at, deliveredAt: row.deliveredAt ?? at } : {}),
      },
      now,
    )
    if (isLeaving && row.sentBy !== null) {
      const { isFirstAnswer } = people.noteOutbound(tx, row.leadId, row.sentBy, at, now)
      if (isFirstAnswer) announce(tx, { type: 'lead.changed', leadId: row.leadId })
    }
    showStatus(tx, row, status)
    announceMessage(tx, row)
  }

  function showStatus(tx: Db, row: MessageRow, status: MessageStatus): void {
    tx.update(conversations)
      .set({ lastMessageStatus: status })
      .where(and(eq(conversations.id, row.conversationId), eq(conversations.lastMessageId, row.id)))
      .run()
  }

  function receiveEdit(tx: Db, accountId: ChannelAccountId, fact: Fact<'edited'>): void {
    const row = findByExternalId(tx, accountId, fact.direction, fact.externalId)
    if (!row || row.deletedAt !== null || (row.editedAt ?? 0) >= fact.at) return
    updateMessage(tx, row.id, { body: fact.body, editedAt: fact.at }, clock.now())
    refreshSummary(tx, row.conversationId)
    announceMessage(tx, row)
  }

  /** Deleted for everybody: the office keeps that there was a message, not what it said. */
  function receiveDeletion(tx: Db, accountId: ChannelAccountId, fact: Fact<'deleted'>): void {
    const row = findByExternalId(tx, accountId, fact.direction, fact.externalId)
    if (!row || row.deletedAt !== null) return
    updateMessage(tx, row.id, { body: '', raw: null, deletedAt: fact.at }, clock.now())
    refreshSummary(tx, row.conversationId)
    announceMessage(tx, row)
  }

  function receiveReadOnPhone(tx: Db, accountId: ChannelAccountId, fact: Fact<'read-on-phone'>): void {
    const row = findByExternalId(tx, accountId, 'in', fact.externalId)
    const conversation = row && tx.select().from(conversations).where(eq(conversations.id, row.conversationId)).get()
    if (conversation) markReadUpTo(tx, conversation, row.sortAt, clock.now())
  }

  /** Everything that came in up to that instant has been seen by a person. Returns what was unread until now, newest first. */
  function markReadUpTo(tx: Db, conversation: ConversationRow, upTo: number, now: number): MessageRow[] {
    const condition = and(eq(messages.conversationId, conversation.id), isUnreadMessage, lte(messages.sortAt, upTo))
    const unread =
      conversation.unreadCount === 0
        ? []
        : tx.select().from(messages).where(condition).orderBy(desc(messages.sortAt)).all()
    const lastReadAt = Math.max(conversation.lastReadAt ?? 0, upTo)
    if (unread.length === 0 && conversation.unreadCount === 0 && lastReadAt === conversation.lastReadAt) return []
    tx.update(messages).set({ readAt: now, status: 'read', updatedAt: now }).where(condition).run()
    tx.update(conversations)
      .set({ unreadCount: countUnread(tx, conversation.id), lastReadAt, updatedAt: now })
      .where(eq(conversations.id, conversation.id))
      .run()
    announce(tx, { type: 'conversation.changed', leadId: conversation.leadId, conversationId: conversation.id })
    return unread
  }

  function receiveAddress(tx: Db, accountId: ChannelAccountId, { phone, lid }: Fact<'address-learned'>): void {
    const now = clock.now()
    // Addresses of people who never wrote to the office are none of its business.
    if (!people.isKnown(tx, phone, lid)) return
    const person = people.findOrCreate(tx, { phone, lid, pushName: null }, 'whatsapp', now, now)
    const conversation = tx
      .select()
      .from(conversations)
      .where(and(eq(conversations.leadId, person.leadId), eq(conversations.channelAccountId, accountId)))
      .get()
    if (conversation) rememberPeer(tx, conversation, { phone, lid }, conversation.lastMessageAt)
    if (person.merged !== null) announceMerge(tx, person.merged, person.leadId)
    announce(tx, { type: 'lead.changed', leadId: person.leadId })
  }

  function receivePushName(tx: Db, { peer, pushName }: Fact<'push-name'>): void {
    if (!people.isKnown(tx, peer.phone, peer.lid)) return
    const now = clock.now()
    const { leadId } = people.findOrCreate(tx, { ...peer, pushName }, 'whatsapp', now, now)
    announce(tx, { type: 'lead.changed', leadId })
  }

  function announce(tx: Db, event: Parameters<AppEvents['publish']>[0]): void {
    afterCommit(tx, () => events.publish(event))
  }

  function announceMessage(tx: Db, { id, conversationId, leadId }: MessageRow): void {
    announce(tx, { type: 'message.changed', messageId: id, conversationId, leadId })
  }

  function announceMerge(tx: Db, gone: LeadId, kept: LeadId): void {
    announce(tx, { type: 'lead.deleted', leadId: gone })
    announce(tx, { type: 'lead.changed', leadId: kept })
  }

  return {
    receive(tx: Db, accountId: ChannelAccountId, facts: readonly ChannelFact[]): void {
      for (const fact of facts) {
        switch (fact.kind) {
          case 'message':
            receiveMessage(tx, accountId, fact.message)
            break
          case 'status':
            receiveStatus(tx, accountId, fact)
            break
          case 'edited':
            receiveEdit(tx, accountId, fact)
            break
          case 'deleted':
            receiveDeletion(tx, accountId, fact)
            break
          case 'read-on-phone':
            receiveReadOnPhone(tx, accountId, fact)
            break
          case 'address-learned':
            receiveAddress(tx, accountId, fact)
            break
          case 'push-name':
            receivePushName(tx, fact)
            break
          default:
            assertNever(fact, 'channel fact')
        }
      }
    },
    advanceStatus,
    showStatus,
    markReadUpTo,
  }
}
export type Receiver = ReturnType<typeof createReceiver>

function contentOf(message: ChannelMessage) {
  return {
    kind: message.kind,
    body: message.body,
    raw: message.raw === null ? null : Buffer.from(message.raw),
    quotedExternalId: message.quotedExternalId,
    adReferral: message.adReferral && { title: message.adReferral.title, sourceUrl: message.adReferral.sourceUrl },
  }
}
