import { and, eq, sql } from 'drizzle-orm'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { conversationPeers, conversations, messages } from './schema.ts'
import { refreshSummary } from './summary.ts'

/** Gives all conversations of one lead to another. Where both talked through the same number, the two become one. */
export function mergeConversationsOf(tx: Db, keep: LeadId, absorb: LeadId): void {
  for (const moving of tx.select().from(conversations).where(eq(conversations.leadId, absorb)).all()) {
    const same = tx
      .select()
      .from(conversations)
      .where(and(eq(conversations.leadId, keep), eq(conversations.channelAccountId, moving.channelAccountId)))
      .get()
    if (same) mergeInto(tx, same.id, moving.id, keep)
    else giveTo(tx, moving.id, keep)
  }
}

function giveTo(tx: Db, conversationId: ConversationId, leadId: LeadId): void {
  tx.update(conversations).set({ leadId }).where(eq(conversations.id, conversationId)).run()
  tx.update(messages).set({ leadId }).where(eq(messages.conversationId, conversationId)).run()
  tx.update(conversationPeers).set({ leadId }).where(eq(conversationPeers.conversationId, conversationId)).run()
}

function mergeInto(tx: Db, target: ConversationId, source: ConversationId, leadId: LeadId): void {
  // The same message may have come to both, once under the phone and once under the LID: the one with content stays.
  tx.run(sql`
    delete from messages where conversation_id = ${target} and kind = 'waiting' and exists (
      select 1 from messages other where other.conversation_id = ${source} and other.direction = messages.direction
        and other.external_id = messages.external_id and other.kind <> 'waiting')`)
  tx.run(sql`
    delete from messages where conversation_id = ${source} and exists (
      select 1 from messages other where other.conversation_id = ${target} and other.direction = messages.direction
        and other.external_id = messages.external_id)`)
  tx.update(messages).set({ conversationId: target, leadId }).where(eq(messages.conversationId, source)).run()
  tx.update(conversationPeers)
    .set({ conversationId: target, leadId })
    .where(eq(conversationPeers.conversationId, source))
    .run()
  tx.delete(conversations).where(eq(conversations.id, source)).run()
  refreshSummary(tx, target)
}
