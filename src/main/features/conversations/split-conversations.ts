import { and, eq, gt, inArray } from 'drizzle-orm'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { StoredRow } from '../leads/merge-record.sql.ts'
import { leadIdentities } from '../leads/schema.ts'
import type { SplitConversations } from '../leads/undo-merge.ts'
import { findConversation, updateConversation } from './conversation-queries.ts'
import type { MessageRow } from './message-queries.ts'
import { findOrCreateConversation } from './peers.ts'
import { conversationPeers, conversations, messages } from './schema.ts'
import { refreshSummary } from './summary.ts'

/**
 * After two people who had been joined are two again: what was said meanwhile goes to whom its address belongs, and stays where it
 * is when the address is nobody's. The record holds the conversations as they were around the merge.
 */
export function splitConversationsOf(
  tx: Db,
  { keep, absorb, record }: Parameters<SplitConversations>[1],
  now: number,
): void {
  for (const before of record.conversationsBefore) restoreState(tx, before, record.conversationsAfter, now)
  const since = tx
    .select()
    .from(messages)
    .where(and(inArray(messages.leadId, [keep, absorb]), gt(messages.seq, record.lastMessageSeq)))
    .all()
  for (const message of since) {
    const ownerId = ownerOf(tx, message.peerKey)
    const leadId = ownerId === absorb ? absorb : keep
    if (leadId === message.leadId) continue
    const from = findConversation(tx, message.conversationId)
    if (!from) continue
    const { id: conversationId } = findOrCreateConversation(tx, leadId, from.channelAccountId, message.sortAt, now)
    tx.update(messages).set({ leadId, conversationId }).where(eq(messages.id, message.id)).run()
  }
  for (const peer of record.peersBefore) restorePeer(tx, peer, since)
  const touched = tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(inArray(conversations.leadId, [keep, absorb]))
  for (const { id } of touched.all()) refreshSummary(tx, id, now)
}

/** What a person of the office did with the conversation since the merge stays. */
function restoreState(tx: Db, before: StoredRow, after: readonly StoredRow[], now: number): void {
  const current = findConversation(tx, before['id'] as ConversationId)
  const merged = after.find(({ id }) => id === before['id'])
  if (!current || !merged) return
  const isUntouched =
    current.lastReadAt === merged['last_read_at'] &&
    current.isMarkedUnread === Boolean(merged['is_marked_unread']) &&
    current.isArchived === Boolean(merged['is_archived'])
  const state = {
    lastReadAt: before['last_read_at'] as number | null,
    isMarkedUnread: Boolean(before['is_marked_unread']),
    isArchived: Boolean(before['is_archived']),
  }
  const isBlockUntouched = current.blockState === null && current.isBlocked === Boolean(merged['is_blocked'])
  const block = isBlockUntouched ? { isBlocked: Boolean(before['is_blocked']) } : {}
  const lastMessageAt = before['last_message_at'] as number
  updateConversation(tx, current.id, { lastMessageAt, ...(isUntouched ? state : {}), ...block }, now)
}

/** When it was last written from: as it was, unless it was since. */
function restorePeer(tx: Db, peer: StoredRow, since: readonly MessageRow[]): void {
  const key = `${String(peer['kind'])}:${String(peer['value'])}`
  const used = since
    .filter(message => message.direction === 'in' && message.peerKey === key)
    .map(({ sortAt }) => sortAt)
  const lastUsedAt = Math.max(Number(peer['last_used_at']), ...used)
  tx.update(conversationPeers)
    .set({ lastUsedAt })
    .where(eq(conversationPeers.id, String(peer['id'])))
    .run()
}

function ownerOf(db: Db, peerKey: string | null): LeadId | null {
  if (peerKey === null) return null
  const identity = db.select().from(leadIdentities).where(eq(leadIdentities.uniqueKey, peerKey)).get()
  return identity?.leadId ?? null
}
