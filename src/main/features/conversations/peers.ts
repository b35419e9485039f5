import { and, desc, eq } from 'drizzle-orm'
import { type ChannelAccountId, type ConversationId, type LeadId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { PeerAddress } from '../channels/channel.ts'
import { leadIdentities } from '../leads/schema.ts'
import { conversationPeers, conversations } from './schema.ts'

export type ConversationRow = typeof conversations.$inferSelect
export type PeerRow = typeof conversationPeers.$inferSelect

/** The conversation of one lead through one linked number; made when there is none. */
export function findOrCreateConversation(
  tx: Db,
  leadId: LeadId,
  accountId: ChannelAccountId,
  at: number,
  now: number,
): ConversationRow {
  const find = () =>
    tx
      .select()
      .from(conversations)
      .where(and(eq(conversations.leadId, leadId), eq(conversations.channelAccountId, accountId)))
      .get()
  const found = find()
  if (found) return found
  tx.insert(conversations)
    .values({
      id: newId<ConversationId>(),
      leadId,
      channelAccountId: accountId,
      channel: 'whatsapp',
      lastMessageAt: at,
      createdAt: now,
      updatedAt: now,
    })
    .run()
  const made = find()
  if (!made) throw new Error('a conversation that was just made is not there')
  return made
}

/** Remembers from where the person wrote, so that the answer goes there. An address moves with its person. */
export function rememberPeer(tx: Db, conversation: ConversationRow, peer: PeerAddress, at: number): void {
  const remember = (kind: PeerRow['kind'], value: string) => {
    const { id: conversationId, leadId, channelAccountId } = conversation
    tx.insert(conversationPeers)
      .values({ id: newId(), conversationId, leadId, channelAccountId, kind, value, lastUsedAt: at })
      .onConflictDoUpdate({
        target: [conversationPeers.channelAccountId, conversationPeers.kind, conversationPeers.value],
        set: { conversationId, leadId, lastUsedAt: at },
      })
      .run()
  }
  if (peer.phone !== null) remember('phone', peer.phone)
  if (peer.lid !== null) remember('whatsapp_lid', peer.lid)
}

/**
 * Where an answer goes: what the person last wrote from on this number, and otherwise what is known of the lead. Null when
 * nothing is known that the channel could reach.
 */
export function addressOf(db: Db, conversation: Pick<ConversationRow, 'id' | 'leadId'>): PeerAddress | null {
  const peers = db
    .select()
    .from(conversationPeers)
    .where(eq(conversationPeers.conversationId, conversation.id))
    .orderBy(desc(conversationPeers.lastUsedAt))
    .all()
  const identities = db.select().from(leadIdentities).where(eq(leadIdentities.leadId, conversation.leadId)).all()
  const valueOf = (kind: PeerRow['kind']) =>
    peers.find(peer => peer.kind === kind)?.value ?? identities.find(identity => identity.kind === kind)?.value ?? null
  const address = { phone: valueOf('phone'), lid: valueOf('whatsapp_lid') }
  return address.phone === null && address.lid === null ? null : address
}
