import { and, desc, eq, lt } from 'drizzle-orm'
import { isStatusAdvance, type MessageStatus, type SendFailure } from '#shared/domain/message.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { People } from '../leads/people-service.ts'
import { findMessage, type MessageRow, updateMessage } from './message-queries.ts'
import { conversations, messages } from './schema.ts'
import { refreshSummary } from './summary.ts'

/** What became of a message of ours. */
export function createMessageStatuses({
  clock,
  events,
  people,
  onSettled,
}: {
  clock: Clock
  events: AppEvents
  people: Pick<People, 'noteOutbound'>
  /** It does not wait to be sent any more: the next one of its conversation may go. */
  onSettled: (tx: Db, message: MessageRow) => void
}) {
  function announce(tx: Db, { id: messageId, conversationId, leadId }: MessageRow): void {
    afterCommit(tx, () => events.publish({ type: 'message.changed', messageId, conversationId, leadId }))
  }

  return {
    /** Moves it forward; a late or repeated receipt changes nothing, and a failed message may still turn out sent. */
    advance(tx: Db, row: MessageRow, status: Exclude<MessageStatus, 'queued' | 'failed'>, at: number): void {
      if (!isStatusAdvance(row.status, status)) return
      const now = clock.now()
      const isLeaving = row.status === 'queued' || row.status === 'failed'
      const changes = {
        status,
        error: null,
        ...(isLeaving ? { sentAt: at } : {}),
        ...(isLeaving && status === 'sent' ? { sortAt: placeByServer(tx, row, at) } : {}),
        ...(status === 'delivered' ? { deliveredAt: at } : {}),
        ...(status === 'read' ? { readAt: at, deliveredAt: row.deliveredAt ?? at } : {}),
      }
      updateMessage(tx, row.id, changes, now)
      if (isLeaving) {
        refreshSummary(tx, row.conversationId, now)
        if (row.sentBy !== null && people.noteOutbound(tx, row.leadId, row.sentBy, at).isFirstAnswer) {
          afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId: row.leadId }))
        }
        onSettled(tx, row)
      } else {
        tx.update(conversations)
          .set({ lastMessageStatus: status, updatedAt: now })
          .where(and(eq(conversations.id, row.conversationId), eq(conversations.lastMessageId, row.id)))
          .run()
      }
      announce(tx, row)
    },

    /** It did not leave, and will not by itself. What a receipt has overtaken stays as it is. */
    fail(tx: Db, id: MessageRow['id'], reason: SendFailure, detail: string | null): void {
      const row = findMessage(tx, id)
      if (row?.status !== 'queued') return
      const now = clock.now()
      updateMessage(tx, id, { status: 'failed', error: { reason, detail } }, now)
      refreshSummary(tx, row.conversationId, now)
      onSettled(tx, row)
      announce(tx, row)
    },
  }
}
export type MessageStatuses = ReturnType<typeof createMessageStatuses>

/**
 * The server's time orders a conversation: where our clock runs ahead of it, answers would stand before what they answer. Never
 * before what was there when it was written, and never later, past what was written after it.
 */
function placeByServer(tx: Db, { conversationId, sortAt, seq }: MessageRow, sentAt: number): number {
  const before = tx
    .select({ sortAt: messages.sortAt })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), lt(messages.sortAt, sortAt), lt(messages.seq, seq)))
    .orderBy(desc(messages.sortAt))
    .limit(1)
    .get()
  return Math.max(Math.min(sortAt, sentAt), before?.sortAt ?? 0)
}
