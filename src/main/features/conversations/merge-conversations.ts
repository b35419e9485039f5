import { eq, sql } from 'drizzle-orm'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { type ConversationRow, updateConversation } from './conversation-queries.ts'
import { findConversationOf } from './peers.ts'
import { conversationPeers, conversations, messages } from './schema.ts'
import { refreshSummary } from './summary.ts'

/** Gives all conversations of one lead to another. Where both talked through the same number, the two become one. */
export function mergeConversationsOf(tx: Db, keep: LeadId, absorb: LeadId, now: number): void {
  for (const moving of tx.select().from(conversations).where(eq(conversations.leadId, absorb)).all()) {
    const same = findConversationOf(tx, keep, moving.channelAccountId)
    if (same) mergeInto(tx, same, moving, now)
    else giveTo(tx, moving.id, keep, now)
  }
}

function giveTo(tx: Db, conversationId: ConversationId, leadId: LeadId, now: number): void {
  updateConversation(tx, conversationId, { leadId }, now)
  tx.update(messages).set({ leadId }).where(eq(messages.conversationId, conversationId)).run()
  tx.update(conversationPeers).set({ leadId }).where(eq(conversationPeers.conversationId, conversationId)).run()
}

function mergeInto(tx: Db, target: ConversationRow, source: ConversationRow, now: number): void {
  const { id: conversationId, leadId } = target
  // The same message may have come to both, once under the phone and once under the LID: the one with content stays.
  tx.run(sql`
    delete from messages where conversation_id = ${target.id} and kind = 'waiting' and exists (
      select 1 from messages other where other.conversation_id = ${source.id} and other.direction = messages.direction
        and other.external_id = messages.external_id and other.kind <> 'waiting')`)
  tx.run(sql`
    delete from messages where conversation_id = ${source.id} and exists (
      select 1 from messages other where other.conversation_id = ${target.id} and other.direction = messages.direction
        and other.external_id = messages.external_id)`)
  tx.update(messages).set({ conversationId, leadId }).where(eq(messages.conversationId, source.id)).run()
  tx.update(conversationPeers)
    .set({ conversationId, leadId })
    .where(eq(conversationPeers.conversationId, source.id))
    .run()
  tx.delete(conversations).where(eq(conversations.id, source.id)).run()
  const lastReadAt = Math.max(target.lastReadAt ?? 0, source.lastReadAt ?? 0) || null
  const isMarkedUnread = target.isMarkedUnread || source.isMarkedUnread
  updateConversation(
    tx,
    target.id,
    {
      lastReadAt,
      isMarkedUnread,
      isArchived: target.isArchived && source.isArchived,
      // They are one person, and WhatsApp blocks the person.
      isBlocked: target.isBlocked || source.isBlocked,
      blockState: target.blockState ?? source.blockState,
      numberRequestedAt: Math.max(target.numberRequestedAt ?? 0, source.numberRequestedAt ?? 0) || null,
    },
    now,
  )
  refreshSummary(tx, target.id, now)
}
