import { and, eq, lte, sql } from 'drizzle-orm'
import type { ConversationId } from '#shared/domain/ids.ts'
import type { MessageKind } from '#shared/domain/message.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { type ConversationRow, findConversation, updateConversation } from './conversation-queries.ts'
import { isUnreadMessage, messages } from './schema.ts'
import { countUnread } from './summary.ts'

/** A message that somebody of the office has just seen for the first time. */
export interface ReadMessage {
  readonly externalId: string
  readonly kind: MessageKind
}

/** What of a conversation a person of the office has seen. */
export function createReadMarks({ events }: { events: AppEvents }) {
  function announce(tx: Db, { id, leadId }: Pick<ConversationRow, 'id' | 'leadId'>): void {
    afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId: id, leadId }))
  }

  return {
    /** Everything that came in up to that instant has been seen by a person. Returns what was unread until now. */
    readUpTo(tx: Db, id: ConversationId, upTo: number, now: number): ReadMessage[] {
      const conversation = findConversation(tx, id)
      if (!conversation) return []
      const { unreadCount, isMarkedUnread } = conversation
      const lastReadAt = Math.max(conversation.lastReadAt ?? upTo, upTo)
      if (unreadCount === 0 && lastReadAt === conversation.lastReadAt) return []
      const read = tx
        .update(messages)
        .set({ readAt: now, status: 'read', version: sql`${messages.version} + 1`, updatedAt: now })
        .where(and(eq(messages.conversationId, id), isUnreadMessage, lte(messages.sortAt, upTo)))
        .returning({ externalId: messages.externalId, kind: messages.kind })
        .all()
      const stillUnread = unreadCount === 0 ? 0 : countUnread(tx, id)
      updateConversation(tx, id, { unreadCount: stillUnread, isMarkedUnread: false, lastReadAt }, now)
      if (read.length > 0 || isMarkedUnread || stillUnread !== unreadCount) announce(tx, conversation)
      return read
    },

    /** A reminder to oneself: the badge comes back, with nothing behind it but the reminder. */
    markUnread(tx: Db, id: ConversationId, now: number): void {
      const conversation = findConversation(tx, id)
      if (!conversation || conversation.unreadCount > 0) return
      updateConversation(tx, id, { unreadCount: 1, isMarkedUnread: true }, now)
      announce(tx, conversation)
    },
  }
}
export type ReadMarks = ReturnType<typeof createReadMarks>
