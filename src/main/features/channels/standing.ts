import { eq } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { channelAccounts } from './schema.ts'

/** What the channel itself says of a number's limits; each kind is told by itself. */
export type ChannelStanding =
  /** Until when no chat may be begun; null when there is no such restriction. */
  | { readonly kind: 'reach-out'; readonly lockedUntil: number | null }
  /** How many chats may still be begun, and until when that counts; null when the channel does not count them. */
  | { readonly kind: 'new-chats'; readonly left: number | null; readonly until: number | null }

export function noteStanding(tx: Db, id: ChannelAccountId, standing: ChannelStanding, now: number): void {
  const columns =
    standing.kind === 'reach-out'
      ? { reachOutLockedUntil: standing.lockedUntil, reachOutToldAt: now }
      : { newChatsLeft: standing.left, newChatsLeftUntil: standing.until, newChatsToldAt: now }
  tx.update(channelAccounts).set(columns).where(eq(channelAccounts.id, id)).run()
}
