import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelMessage } from '../channels/channel.ts'
import type { People } from '../leads/people-service.ts'
import { type ConversationRow, updateConversation } from './conversation-queries.ts'
import type { FetchQueue } from './fetch-queue.ts'
import type { MessageRow } from './message-queries.ts'
import { peerKeyOf } from './peers.ts'
import type { ReadMarks } from './read-marks.ts'
import { messages } from './schema.ts'
import { findWaitingSince, summaryOf } from './summary.ts'

/** A new message that a person has to be told of. */
export type Raised = Pick<MessageRow, 'id' | 'conversationId' | 'leadId'>

/** Stores a message that is not here yet, with what it means for its conversation and its person. */
export function createMessageIntake({
  clock,
  events,
  people,
  readMarks,
  raiseNotification,
  fetchQueue,
}: {
  clock: Clock
  events: AppEvents
  people: People
  readMarks: ReadMarks
  raiseNotification: (message: Raised) => void
  fetchQueue: Pick<FetchQueue, 'add'>
}) {
  /** A customer's message of now. */
  function takeNews(tx: Db, conversation: ConversationRow, message: ChannelMessage, now: number): MessageId {
    const { id: conversationId, leadId } = conversation
    const { sentAt } = message
    // Answered on the phone before we heard of it: somebody has seen it, and nobody waits.
    const answeredAt = findAnswerOnPhone(tx, conversationId, sentAt)
    const isUnread = answeredAt === null
    const row = insert(tx, conversation, message, isUnread ? { notifiedAt: now } : { status: 'read', readAt: now })
    people.noteInbound(tx, leadId, sentAt)
    if (answeredAt !== null) noteAnswer(tx, conversation, answeredAt)
    const isNewest = isNewestOf(conversation, sentAt)
    const { unreadCount, isMarkedUnread, waitingSince } = conversation
    updateConversation(
      tx,
      conversationId,
      {
        ...(isNewest ? summaryOf(tx, row) : {}),
        ...(isUnread ? { unreadCount: isMarkedUnread ? 1 : unreadCount + 1, isMarkedUnread: false } : {}),
        waitingSince: isNewest ? (waitingSince ?? sentAt) : findWaitingSince(tx, conversationId),
        isArchived: false,
      },
      now,
    )
    if (isUnread) afterCommit(tx, () => raiseNotification({ id: row.id, conversationId, leadId }))
    return row.id
  }

  /** What a person of the office typed on the phone itself. */
  function takeOwn(tx: Db, conversation: ConversationRow, message: ChannelMessage, now: number): MessageId {
    const row = insert(tx, conversation, message, {})
    noteAnswer(tx, conversation, message.sentAt)
    readMarks.readUpTo(tx, conversation.id, message.sentAt, now)
    const isNewest = isNewestOf(conversation, message.sentAt)
    const waitingSince = isNewest ? null : findWaitingSince(tx, conversation.id)
    updateConversation(tx, conversation.id, { ...(isNewest ? summaryOf(tx, row) : {}), waitingSince }, now)
    return row.id
  }

  /** Old already: nobody is told, nothing becomes unread, nothing waits, nothing moves. */
  function takeHistory(tx: Db, conversation: ConversationRow, message: ChannelMessage, now: number): MessageId {
    const { sentAt, direction } = message
    const wasRead = direction === 'in' ? ({ status: 'read', readAt: sentAt } as const) : {}
    const row = insert(tx, conversation, message, { ...wasRead, isImported: true })
    people.noteHistory(tx, conversation.leadId, direction, sentAt)
    const isNewest = isNewestOf(conversation, sentAt)
    const lastReadAt = Math.max(conversation.lastReadAt ?? sentAt, sentAt)
    const changes = {
      ...(isNewest ? summaryOf(tx, row) : {}),
      ...(conversation.unreadCount === 0 ? { lastReadAt } : {}),
    }
    updateConversation(tx, conversation.id, changes, now)
    return row.id
  }

  function noteAnswer(tx: Db, { leadId }: ConversationRow, at: number): void {
    const { isFirstAnswer } = people.noteOutbound(tx, leadId, null, at)
    if (isFirstAnswer) afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
  }

  function insert(
    tx: Db,
    { id: conversationId, leadId, channel }: ConversationRow,
    message: ChannelMessage,
    over: Partial<MessageRow>,
  ): MessageRow {
    const now = clock.now()
    const { direction, externalId, sentAt } = message
    const isInbound = direction === 'in'
    const row = tx
      .insert(messages)
      .values({
        id: newId<MessageId>(),
        conversationId,
        leadId,
        channel,
        ...contentOf(message),
        direction,
        // What the phone itself sent has left already.
        status: isInbound ? 'delivered' : 'sent',
        isFromPhone: !isInbound,
        externalId,
        peerKey: peerKeyOf(message.peer),
        sortAt: sentAt,
        sentAt,
        createdAt: now,
        updatedAt: now,
        ...over,
      })
      .returning()
      .get()
    fetchQueue.add(tx, row, message)
    return row
  }

  return {
    add(tx: Db, conversation: ConversationRow, message: ChannelMessage): void {
      const take = message.isHistory ? takeHistory : message.direction === 'in' ? takeNews : takeOwn
      const messageId = take(tx, conversation, message, clock.now())
      const { id: conversationId, leadId } = conversation
      afterCommit(tx, () => events.publish({ type: 'message.added', leadId, conversationId, messageId }))
    },
  }
}

function isNewestOf({ lastMessageId, lastMessageAt }: ConversationRow, sentAt: number): boolean {
  return lastMessageId === null || sentAt >= lastMessageAt
}

/** When the phone answered a message of that time; null while it has not. */
function findAnswerOnPhone(db: Db, conversationId: ConversationId, askedAt: number): number | null {
  const answer = db
    .select({ at: messages.sortAt })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, conversationId),
        sql`${messages.direction} = 'out'`,
        gt(messages.sortAt, askedAt),
        eq(messages.isFromPhone, true),
      ),
    )
    .orderBy(asc(messages.sortAt))
    .limit(1)
    .get()
  return answer?.at ?? null
}

/** What a message says, as its row holds it. */
export function contentOf(message: ChannelMessage) {
  const { kind, body, raw, details, isForwarded, isViewOnce, isEphemeral, quotedExternalId, adReferral } = message
  return {
    details,
    isForwarded,
    isViewOnce,
    isEphemeral,
    kind,
    body,
    raw: raw === null ? null : Buffer.from(raw),
    quotedExternalId,
    adReferral: adReferral && { title: adReferral.title, sourceUrl: adReferral.sourceUrl },
  }
}
