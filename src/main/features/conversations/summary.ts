import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { previewOfMessage } from '#shared/domain/message.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import { attachments } from '../files/schema.ts'
import { findConversation, updateConversation } from './conversation-queries.ts'
import type { MessageRow } from './message-queries.ts'
import { isUnreadMessage, messages } from './schema.ts'

export function countUnread(db: Db, id: ConversationId): number {
  const row = db
    .select({ count: sql<number>`count(*)` })
    .from(messages)
    .where(and(eq(messages.conversationId, id), isUnreadMessage))
    .get()
  return row?.count ?? 0
}

export type NewestMessage = Pick<MessageRow, 'id' | 'sortAt' | 'body' | 'kind' | 'direction' | 'status' | 'deletedAt'>

/** What the list shows of a conversation's newest message. */
export function summaryOf(db: Db, newest: NewestMessage) {
  return {
    lastMessageAt: newest.sortAt,
    lastMessageId: newest.id,
    lastMessagePreview: previewOfMessage(newest.kind, newest.body, () => fileNameOf(db, newest.id)),
    lastMessageKind: newest.kind,
    lastMessageDirection: newest.direction,
    lastMessageStatus: newest.status,
    isLastMessageDeleted: newest.deletedAt !== null,
  }
}

const firstFile = prepareOnce(db =>
  db
    .select({ name: attachments.name })
    .from(attachments)
    .where(eq(attachments.messageId, sql.placeholder('messageId')))
    .orderBy(asc(attachments.seq))
    .limit(1)
    .prepare(),
)

function fileNameOf(db: Db, messageId: MessageId): string | null {
  return firstFile(db).get({ messageId })?.name ?? null
}

const nothingSaid = {
  lastMessageId: null,
  lastMessagePreview: '',
  lastMessageKind: 'text',
  lastMessageDirection: 'in',
  lastMessageStatus: 'delivered',
  isLastMessageDeleted: false,
} as const

/** Works the list row of a conversation out again from its messages: after a merge, an edit, or a placeholder that was filled. */
export function refreshSummary(tx: Db, id: ConversationId, now: number): void {
  const conversation = findConversation(tx, id)
  if (!conversation) return
  const newest = tx
    .select()
    .from(messages)
    .where(eq(messages.conversationId, id))
    .orderBy(desc(messages.sortAt), desc(messages.seq))
    .limit(1)
    .get()
  const unread = countUnread(tx, id)
  updateConversation(
    tx,
    id,
    {
      ...(newest ? summaryOf(tx, newest) : nothingSaid),
      unreadCount: unread === 0 && conversation.isMarkedUnread ? 1 : unread,
      isMarkedUnread: unread === 0 && conversation.isMarkedUnread,
      waitingSince: findWaitingSince(tx, id),
    },
    now,
  )
}

/** Written here by somebody, or on the phone. */
const isByPerson = sql`(${messages.sentBy} is not null or ${messages.isFromPhone} = 1)`

/**
 * The oldest message that came after our last word; null when the last word is ours, or all is old history. What failed was not
 * said; what waits to be sent will be. What the program says by itself is no answer.
 */
export function findWaitingSince(db: Db, id: ConversationId): number | null {
  const ofConversation = eq(messages.conversationId, id)
  const lastAnswer = db
    .select({ at: messages.sortAt, seq: messages.seq })
    .from(messages)
    // Written out, not bound: only so does SQLite see that the index of answers has it.
    .where(and(ofConversation, sql`${messages.direction} = 'out'`, sql`${messages.status} <> 'failed'`, isByPerson))
    .orderBy(desc(messages.sortAt), desc(messages.seq))
    .limit(1)
    .get()
  const waiting = db
    .select({ since: messages.sortAt })
    .from(messages)
    .where(
      and(
        ofConversation,
        lastAnswer && sql`(${messages.sortAt}, ${messages.seq}) > (${lastAnswer.at}, ${lastAnswer.seq})`,
        // The plus keeps SQLite from an index by direction, which would have all of them sorted for the one.
        sql`+${messages.direction} = 'in'`,
        eq(messages.isImported, false),
      ),
    )
    .orderBy(asc(messages.sortAt), asc(messages.seq))
    .limit(1)
    .get()
  return waiting?.since ?? null
}
