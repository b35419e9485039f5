import { and, eq, sql } from 'drizzle-orm'
import type { ChannelAccountId, ConversationId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelFact } from '../channels/channel.ts'
import { type ConversationRow, findConversation, updateConversation } from './conversation-queries.ts'
import { findPeer } from './peers.ts'
import { conversations } from './schema.ts'

type Fact<Kind extends ChannelFact['kind']> = Extract<ChannelFact, { kind: Kind }>

/** Who is blocked on a linked number. The office's own word, not yet told to WhatsApp, counts more than what WhatsApp says. */
export function createBlocks({ clock, events }: { clock: Clock; events: AppEvents }) {
  function change(
    tx: Db,
    { id, leadId }: ConversationRow,
    changes: Partial<Pick<ConversationRow, 'isBlocked' | 'blockState'>>,
  ): void {
    updateConversation(tx, id, changes, clock.now())
    afterCommit(tx, () => events.publish({ type: 'conversation.changed', conversationId: id, leadId }))
  }

  /** What happened on the phone. */
  function take(tx: Db, conversation: ConversationRow | undefined, isBlocked: boolean): void {
    if (!conversation || conversation.blockState === 'pending') return
    if (conversation.isBlocked !== isBlocked) change(tx, conversation, { isBlocked, blockState: null })
  }

  function findOf(tx: Db, accountId: ChannelAccountId, peer: Fact<'blocked'>['peer']): ConversationRow | undefined {
    const known = findPeer(tx, accountId, peer)
    return known && findConversation(tx, known.conversationId)
  }

  return {
    receive(tx: Db, accountId: ChannelAccountId, { peer, isBlocked }: Fact<'blocked'>): void {
      take(tx, findOf(tx, accountId, peer), isBlocked)
    },

    receiveList(tx: Db, accountId: ChannelAccountId, { peers }: Fact<'block-list'>): void {
      const listed = new Map(
        peers.flatMap(peer => findOf(tx, accountId, peer) ?? []).map(conversation => [conversation.id, conversation]),
      )
      for (const conversation of listBlocked(tx, accountId)) {
        if (!listed.has(conversation.id)) take(tx, conversation, false)
      }
      for (const conversation of listed.values()) take(tx, conversation, true)
    },

    /** The row first; the job that tells WhatsApp is enqueued by the caller in the same transaction. */
    set(tx: Db, conversation: ConversationRow, isBlocked: boolean): void {
      change(tx, conversation, { isBlocked, blockState: 'pending' })
    },

    /** WhatsApp has it now, or will not have it: then everything is as before. */
    settle(tx: Db, id: ConversationId, told: { isBlocked: boolean; isTaken: boolean }): void {
      const conversation = findConversation(tx, id)
      // Somebody has thought better of it meanwhile: that is told next.
      if (conversation?.blockState !== 'pending' || conversation.isBlocked !== told.isBlocked) return
      if (told.isTaken) change(tx, conversation, { blockState: null })
      else change(tx, conversation, { isBlocked: !told.isBlocked, blockState: 'refused' })
    },
  }
}
export type Blocks = ReturnType<typeof createBlocks>

export function listBlocked(db: Db, accountId: ChannelAccountId): ConversationRow[] {
  return db
    .select()
    .from(conversations)
    .where(and(eq(conversations.channelAccountId, accountId), sql`${conversations.isBlocked} = 1`))
    .all()
}

/** Whose block or release WhatsApp has not been told yet. */
export function listBlocksPending(db: Db, accountId: ChannelAccountId): ConversationRow[] {
  return db
    .select()
    .from(conversations)
    .where(and(eq(conversations.channelAccountId, accountId), sql`${conversations.blockState} = 'pending'`))
    .all()
}
