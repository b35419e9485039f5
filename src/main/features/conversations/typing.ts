import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { PeerAddress } from '../channels/channel.ts'
import { findPeer } from './peers.ts'

/** Tells pages that a customer is writing (row E17). Of people without a conversation nothing is told. */
export function createTypingAnnouncer({ db, events }: { db: Db; events: AppEvents }) {
  return function announceTyping(accountId: ChannelAccountId, address: PeerAddress, isTyping: boolean): void {
    const peer = findPeer(db, accountId, address)
    if (!peer) return
    const { conversationId, leadId } = peer
    events.publish({ type: 'conversation.typing', conversationId, leadId, isTyping })
  }
}
