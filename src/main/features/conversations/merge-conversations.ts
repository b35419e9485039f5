import { and, desc, eq, sql } from 'drizzle-orm'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { previewOf } from '#shared/domain/message.ts'
import type { Db } from '../../db/database.ts'
import { conversationPeers, conversations, messages } from './schema.ts'

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

/** Works the list row of a conversation out again from its messages. */
export function refreshSummary(tx: Db, id: ConversationId): void {
  const newest = tx
    .select()
    .from(messages)
    .where(eq(messages.conversationId, id))
    .orderBy(desc(messages.sortAt), desc(messages.seq))
    .limit(1)
    .get()
  if (!newest) return
  const unread = tx
    .select({ count: sql<number>`count(*)` })
    .from(messages)
    .where(and(eq(messages.conversationId, id), eq(messages.direction, 'in'), sql`${messages.readAt} is null`))
    .get()
  const lastAnswer = tx
    .select({ at: sql<number | null>`max(${messages.sortAt})` })
    .from(messages)
    .where(and(eq(messages.conversationId, id), eq(messages.direction, 'out')))
    .get()
  const waiting = tx
    .select({ since: sql<number | null>`min(${messages.sortAt})` })
    .from(messages)
    .where(
      and(
        eq(messages.conversationId, id),
        eq(messages.direction, 'in'),
        eq(messages.isImported, false),
        sql`${messages.sortAt} > ${lastAnswer?.at ?? 0}`,
      ),
    )
    .get()
  tx.update(conversations)
    .set({
      lastMessageAt: newest.sortAt,
      lastMessageId: newest.id,
      lastMessagePreview: previewOf(newest.body),
      lastMessageKind: newest.kind,
      lastMessageDirection: newest.direction,
      lastMessageStatus: newest.status,
      unreadCount: unread?.count ?? 0,
      waitingSince: waiting?.since ?? null,
    })
    .where(eq(conversations.id, id))
    .run()
}
