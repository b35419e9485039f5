import { and, eq, or } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { PeerAddress } from '../channels/channel.ts'
import { conversationPeers } from './schema.ts'

/** Tells pages that a customer is writing (row E17). Of people without a conversation nothing is told. */
export function createTypingAnnouncer({ db, events }: { db: Db; events: AppEvents }) {
  return function announceTyping(accountId: ChannelAccountId, { phone, lid }: PeerAddress, isTyping: boolean): void {
    const peer = db
      .select({ conversationId: conversationPeers.conversationId, leadId: conversationPeers.leadId })
      .from(conversationPeers)
      .where(
        and(
          eq(conversationPeers.channelAccountId, accountId),
          or(
            and(eq(conversationPeers.kind, 'phone'), eq(conversationPeers.value, phone ?? '')),
            and(eq(conversationPeers.kind, 'whatsapp_lid'), eq(conversationPeers.value, lid ?? '')),
          ),
        ),
      )
      .get()
    if (peer) events.publish({ type: 'conversation.typing', ...peer, isTyping })
  }
}
