import { and, desc, eq, gt, sql } from 'drizzle-orm'
import type { ConversationId } from '#shared/domain/ids.ts'
import { previewOf } from '#shared/domain/message.ts'
import type { Db } from '../../db/database.ts'
import { conversations, isUnreadMessage, messages } from './schema.ts'

export function countUnread(db: Db, id: ConversationId): number {
  const row = db
    .select({ count: sql<number>`count(*)` })
    .from(messages)
    .where(and(eq(messages.conversationId, id), isUnreadMessage))
    .get()
  return row?.count ?? 0
}

/** Works the list row of a conversation out again from its messages: after a merge, an edit, or a placeholder that was filled. */
export function refreshSummary(tx: Db, id: ConversationId): void {
  const newest = tx
    .select()
    .from(messages)
    .where(eq(messages.conversationId, id))
    .orderBy(desc(messages.sortAt), desc(messages.seq))
    .limit(1)
    .get()
  if (!newest) return
  tx.update(conversations)
    .set({
      lastMessageAt: newest.sortAt,
      lastMessageId: newest.id,
      lastMessagePreview: previewOf(newest.body),
      lastMessageKind: newest.kind,
      lastMessageDirection: newest.direction,
      lastMessageStatus: newest.status,
      unreadCount: countUnread(tx, id),
      waitingSince: findWaitingSince(tx, id),
    })
    .where(eq(conversations.id, id))
    .run()
}

/** The oldest message that came after our last word; null when the last word is ours, or all is old history. */
function findWaitingSince(db: Db, id: ConversationId): number | null {
  const lastAnswer = db
    .select({ at: messages.sortAt })
    .from(messages)
    .where(and(eq(messages.conversationId, id), eq(messages.direction, 'out')))
    .orderBy(desc(messages.sortAt))
    .limit(1)
    .get()
  const waiting = db
    .select({ since: sql<number | null>`min(${messages.sortAt})` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, id),
        eq(messages.direction, 'in'),
        eq(messages.isImported, false),
        gt(messages.sortAt, lastAnswer?.at ?? 0),
      ),
    )
    .get()
  return waiting?.since ?? null
}
