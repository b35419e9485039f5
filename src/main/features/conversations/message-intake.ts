import { and, asc, eq, gt, sql } from 'drizzle-orm'
import { type ConversationId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelMessage } from '../channels/channel.ts'
import type { People } from '../leads/people-service.ts'
import { type ConversationRow, updateConversation, updateSummary } from './conversation-queries.ts'
import type { FetchQueue } from './fetch-queue.ts'
import type { MessageRow } from './message-queries.ts'
import { peerKeyOf } from './peers.ts'
import type { ReadMarks } from './read-marks.ts'
import { messages } from './schema.ts'
import { findWaitingSince, type NewestMessage, summaryOf } from './summary.ts'

/** Values that SQLite holds in another form than JavaScript are given in SQLite's: no encoder looks at them. */
const messageInserted = prepareOnce(db =>
  db
    .insert(messages)
    .values({
      id: sql.placeholder('id'),
      conversationId: sql.placeholder('conversationId'),
      leadId: sql.placeholder('leadId'),
      channel: sql.placeholder('channel'),
      direction: sql.placeholder('direction'),
      kind: sql.placeholder('kind'),
      body: sql.placeholder('body'),
      raw: sql`${sql.placeholder('raw')}`,
      details: sql`${sql.placeholder('details')}`,
      isForwarded: sql`${sql.placeholder('isForwarded')}`,
      isViewOnce: sql`${sql.placeholder('isViewOnce')}`,
      isEphemeral: sql`${sql.placeholder('isEphemeral')}`,
      quotedExternalId: sql.placeholder('quotedExternalId'),
      adReferral: sql`${sql.placeholder('adReferral')}`,
      status: sql.placeholder('status'),
      isFromPhone: sql`${sql.placeholder('isFromPhone')}`,
      isImported: sql`${sql.placeholder('isImported')}`,
      externalId: sql.placeholder('externalId'),
      peerKey: sql.placeholder('peerKey'),
      sortAt: sql.placeholder('at'),
      sentAt: sql.placeholder('at'),
      readAt: sql.placeholder('readAt'),
      notifiedAt: sql.placeholder('notifiedAt'),
      createdAt: sql.placeholder('now'),
      updatedAt: sql.placeholder('now'),
    })
    .prepare(),
)

/** A new message that a person has to be told of. */
export type Raised = Pick<MessageRow, 'id' | 'conversationId' | 'leadId'>

/** What a customer wrote just now. */
export type OnText = (
  tx: Db,
  text: { leadId: LeadId; conversationId: ConversationId; body: string; sentAt: number },
) => void

/** Stores a message that is not here yet, with what it means for its conversation and its person. */
export function createMessageIntake({
  clock,
  events,
  people,
  readMarks,
  raiseNotification,
  fetchQueue,
  onText,
}: {
  clock: Clock
  events: AppEvents
  people: People
  readMarks: ReadMarks
  raiseNotification: (message: Raised) => void
  fetchQueue: Pick<FetchQueue, 'add'>
  onText?: OnText | undefined
}) {
  /** A customer's message of now. */
  function takeNews(tx: Db, conversation: ConversationRow, message: ChannelMessage, now: number): MessageId {
    const { id: conversationId, leadId } = conversation
    const { sentAt } = message
    // Answered on the phone before we heard of it: somebody has seen it, and nobody waits.
    const isNewest = isNewestOf(conversation, sentAt)
    const answeredAt = isNewest ? null : findAnswerOnPhone(tx, conversationId, sentAt)
    const isUnread = answeredAt === null
    const row = insert(tx, conversation, message, isUnread ? { notifiedAt: now } : { status: 'read', readAt: now })
    people.noteInbound(tx, leadId, sentAt)
    if (answeredAt !== null) noteAnswer(tx, conversation, answeredAt)
    const { unreadCount, isMarkedUnread, waitingSince } = conversation
    updateSummary(
      tx,
      conversation,
      {
        ...(isNewest ? summaryOf(tx, row) : {}),
        ...(isUnread ? { unreadCount: isMarkedUnread ? 1 : unreadCount + 1, isMarkedUnread: false } : {}),
        waitingSince: isNewest ? (waitingSince ?? sentAt) : findWaitingSince(tx, conversationId),
        isArchived: false,
      },
      now,
    )
    if (isUnread) afterCommit(tx, () => raiseNotification({ id: row.id, conversationId, leadId }))
    onText?.(tx, { leadId, conversationId, body: message.body, sentAt })
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
    const row = insert(tx, conversation, message, wasRead)
    people.noteHistory(tx, conversation.leadId, direction, sentAt)
    const isNewest = isNewestOf(conversation, sentAt)
    const lastReadAt = Math.max(conversation.lastReadAt ?? sentAt, sentAt)
    const changes = {
      ...(isNewest ? summaryOf(tx, row) : {}),
      ...(conversation.unreadCount === 0 ? { lastReadAt } : {}),
    }
    updateSummary(tx, conversation, changes, now)
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
    marks: Partial<Pick<MessageRow, 'status' | 'readAt' | 'notifiedAt'>>,
  ): NewestMessage & Pick<MessageRow, 'conversationId' | 'leadId'> {
    const now = clock.now()
    const id = newId<MessageId>()
    const { direction, externalId, sentAt } = message
    const isInbound = direction === 'in'
    const { details, adReferral, isForwarded, isViewOnce, isEphemeral, ...content } = contentOf(message)
    const status = marks.status ?? (isInbound ? 'delivered' : 'sent')
    messageInserted(tx).run({
      ...content,
      id,
      conversationId,
      leadId,
      channel,
      details: details && JSON.stringify(details),
      adReferral: adReferral && JSON.stringify(adReferral),
      isForwarded: Number(isForwarded),
      isViewOnce: Number(isViewOnce),
      isEphemeral: Number(isEphemeral),
      direction,
      status,
      // What the phone itself sent has left already.
      isFromPhone: Number(!isInbound),
      isImported: Number(message.isHistory),
      externalId,
      peerKey: peerKeyOf(message.peer),
      at: sentAt,
      readAt: marks.readAt ?? null,
      notifiedAt: marks.notifiedAt ?? null,
      now,
    })
    const { kind, body } = content
    const row = { id, conversationId, leadId, direction, kind, body, status, sortAt: sentAt, deletedAt: null }
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

const answerOnPhone = prepareOnce(db =>
  db
    .select({ at: messages.sortAt })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, sql.placeholder('conversationId')),
        sql`${messages.direction} = 'out'`,
        gt(messages.sortAt, sql.placeholder('askedAt')),
        eq(messages.isFromPhone, true),
      ),
    )
    .orderBy(asc(messages.sortAt))
    .limit(1)
    .prepare(),
)

/** When the phone answered a message of that time; null while it has not. */
function findAnswerOnPhone(db: Db, conversationId: ConversationId, askedAt: number): number | null {
  const answer = answerOnPhone(db).get({ conversationId, askedAt })
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
    adReferral: adReferral && {
      title: adReferral.title,
      sourceUrl: adReferral.sourceUrl,
      picture: adReferral.picture && `data:image/jpeg;base64,${Buffer.from(adReferral.picture).toString('base64')}`,
    },
  }
}
