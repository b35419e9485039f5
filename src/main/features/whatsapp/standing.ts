import type { BaileysEventMap, WASocket } from '@whiskeysockets/baileys'
import { REACH_OUT_REST } from '#shared/domain/number-health.ts'
import type { ChannelStanding } from '../channels/standing.ts'

/** What an event says of the number's limits; null when it says nothing of them. */
export function standingOf(event: keyof BaileysEventMap, data: unknown, now: number): ChannelStanding | null {
  if (event === 'message-capping.update') return newChatsOf(data as BaileysEventMap['message-capping.update'])
  if (event !== 'connection.update') return null
  const { reachoutTimeLock: lock } = data as BaileysEventMap['connection.update']
  if (!lock) return null
  // Without an end it counts as long as a refusal does.
  const end = lock.timeEnforcementEnds?.getTime() ?? now + REACH_OUT_REST
  return { kind: 'reach-out', lockedUntil: lock.isActive ? end : null }
}

function newChatsOf(cap: BaileysEventMap['message-capping.update']): ChannelStanding {
  const { total_quota: total, used_quota: used, capping_status: status, cycle_end_timestamp: end } = cap
  // WhatsApp counts for everybody and speaks of it only to some.
  const isCounted = typeof total === 'number' && status !== undefined && status !== 'NONE'
  if (!isCounted) return { kind: 'new-chats', left: null, until: null }
  const seconds = Number(end)
  const until = Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : null
  return { kind: 'new-chats', left: Math.max(0, total - (used ?? 0)), until }
}

/** Asks WhatsApp how the number stands; the lock is answered as an event. */
export async function askStanding(
  socket: Pick<WASocket, 'fetchAccountReachoutTimelock' | 'fetchNewChatMessageCap'>,
): Promise<ChannelStanding> {
  await socket.fetchAccountReachoutTimelock()
  return newChatsOf((await socket.fetchNewChatMessageCap()) ?? {})
}
