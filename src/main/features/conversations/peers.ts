import { and, desc, eq, sql } from 'drizzle-orm'
import { type ChannelAccountId, type ConversationId, type LeadId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { PeerAddress } from '../channels/channel.ts'
import { channelAccounts } from '../channels/schema.ts'
import { leadIdentities, leads } from '../leads/schema.ts'
import type { ConversationRow } from './conversation-queries.ts'
import { conversationPeers, conversations } from './schema.ts'

export type PeerRow = typeof conversationPeers.$inferSelect

const conversationOf = prepareOnce(db =>
  db
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.leadId, sql.placeholder('leadId')),
        eq(conversations.channelAccountId, sql.placeholder('accountId')),
      ),
    )
    .prepare(),
)

/** The conversation of one lead through one linked number. */
export function findConversationOf(db: Db, leadId: LeadId, accountId: ChannelAccountId): ConversationRow | undefined {
  return conversationOf(db).get({ leadId, accountId })
}

/** The same; made when there is none. */
export function findOrCreateConversation(
  tx: Db,
  leadId: LeadId,
  accountId: ChannelAccountId,
  at: number,
  now: number,
): ConversationRow {
  const found = findConversationOf(tx, leadId, accountId)
  if (found) return found
  const lead = tx.select({ ownerId: leads.ownerId }).from(leads).where(eq(leads.id, leadId)).get()
  return tx
    .insert(conversations)
    .values({
      id: newId<ConversationId>(),
      leadId,
      channelAccountId: accountId,
      ownerId: lead?.ownerId ?? null,
      channel: 'whatsapp',
      lastMessageAt: at,
      createdAt: now,
      updatedAt: now,
    })
    .returning()
    .get()
}

const accountOfNumber = prepareOnce(db =>
  db
    .select({ id: channelAccounts.id })
    .from(channelAccounts)
    .where(eq(channelAccounts.phoneNumber, sql.placeholder('phoneNumber')))
    .prepare(),
)

/** Whether it is one of those that the office itself writes from. */
export function isOwnNumber(db: Db, phoneNumber: string): boolean {
  return accountOfNumber(db).get({ phoneNumber }) !== undefined
}

/** The conversation that belongs to an address, on this linked number. */
export function findPeer(db: Db, accountId: ChannelAccountId, address: PeerAddress): PeerRow | undefined {
  return findPeers(db, accountId, address)[0]
}

const peersAt = prepareOnce(db =>
  db
    .select()
    .from(conversationPeers)
    .where(
      and(
        eq(conversationPeers.channelAccountId, sql.placeholder('accountId')),
        eq(conversationPeers.kind, sql.placeholder('kind')),
        eq(conversationPeers.value, sql.placeholder('value')),
      ),
    )
    .prepare(),
)

/** LID first: a phone may change hands. */
function findPeers(db: Db, accountId: ChannelAccountId, { phone, lid }: PeerAddress): PeerRow[] {
  const find = (kind: PeerRow['kind'], value: string | null) =>
    value === null ? [] : peersAt(db).all({ accountId, kind, value })
  return [...find('whatsapp_lid', lid), ...find('phone', phone)]
}

const peerRemembered = prepareOnce(db =>
  db
    .insert(conversationPeers)
    .values({
      id: sql.placeholder('id'),
      conversationId: sql.placeholder('conversationId'),
      leadId: sql.placeholder('leadId'),
      channelAccountId: sql.placeholder('channelAccountId'),
      kind: sql.placeholder('kind'),
      value: sql.placeholder('value'),
      lastUsedAt: sql.placeholder('lastUsedAt'),
    })
    .onConflictDoUpdate({
      target: [conversationPeers.channelAccountId, conversationPeers.kind, conversationPeers.value],
      set: {
        conversationId: sql`excluded.conversation_id`,
        leadId: sql`excluded.lead_id`,
        lastUsedAt: sql`max(${conversationPeers.lastUsedAt}, excluded.last_used_at)`,
      },
    })
    .prepare(),
)

const peerUsed = prepareOnce(db =>
  db
    .update(conversationPeers)
    .set({ lastUsedAt: sql`max(${conversationPeers.lastUsedAt}, ${sql.placeholder('lastUsedAt')})` })
    .where(
      and(
        eq(conversationPeers.channelAccountId, sql.placeholder('channelAccountId')),
        eq(conversationPeers.kind, sql.placeholder('kind')),
        eq(conversationPeers.value, sql.placeholder('value')),
        eq(conversationPeers.conversationId, sql.placeholder('conversationId')),
        eq(conversationPeers.leadId, sql.placeholder('leadId')),
      ),
    )
    .prepare(),
)

/**
 * Remembers the addresses of the person, so that the answer goes there; an address moves with its person. `usedAt` is when they
 * wrote from it; null when we only learned of it, and then it is as old as its other form.
 */
export function rememberPeer(
  tx: Db,
  { id: conversationId, leadId, channelAccountId }: ConversationRow,
  peer: PeerAddress,
  usedAt: number | null,
): void {
  const known = usedAt === null ? findPeers(tx, channelAccountId, peer).map(row => row.lastUsedAt) : [usedAt]
  const lastUsedAt = Math.max(0, ...known)
  const remember = (kind: PeerRow['kind'], value: string) => {
    const row = { conversationId, leadId, channelAccountId, kind, value, lastUsedAt }
    // Nearly always it is here already, and only its time changes.
    if (peerUsed(tx).run(row).changes === 0) peerRemembered(tx).run({ ...row, id: newId() })
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
  const [latest] = peers
  if (latest) return toAddress([latest, ...peers.filter(peer => mayBeTheSame(latest, peer, peers))])
  const identities = db.select().from(leadIdentities).where(eq(leadIdentities.leadId, conversation.leadId)).all()
  const address = toAddress(identities.sort((a, b) => a.createdAt - b.createdAt))
  return address.phone === null && address.lid === null ? null : address
}

/**
 * Whether an address is the other form of the one they last wrote from. People with two phones have two of each: a LID that came
 * together with another phone would carry the answer to the wrong one.
 */
function mayBeTheSame(latest: PeerRow, other: PeerRow, peers: readonly PeerRow[]): boolean {
  if (other.kind === latest.kind) return false
  return !peers.some(
    peer => peer.kind === latest.kind && peer.value !== latest.value && peer.lastUsedAt === other.lastUsedAt,
  )
}

function toAddress(known: readonly { kind: string; value: string }[]): PeerAddress {
  const valueOf = (kind: PeerRow['kind']) => known.find(address => address.kind === kind)?.value ?? null
  return { phone: valueOf('phone'), lid: valueOf('whatsapp_lid') }
}

/** An address as a message keeps it, in the form of the identity that it is. LID first: a phone may change hands. */
export function peerKeyOf({ phone, lid }: PeerAddress): string | null {
  if (lid !== null) return `whatsapp_lid:${lid}`
  return phone === null ? null : `phone:${phone}`
}
