import type { WASocket } from '@whiskeysockets/baileys'
import type { Clock } from '../../ports/clock.ts'
import type { PeerAddress } from '../channels/channel.ts'
import { jidOf } from './peer-address.ts'

type WatchingSocket = Pick<WASocket, 'presenceSubscribe'>

/** Whom somebody has open; WhatsApp has no word for "no longer". */
const MOST_WATCHED = 20
/** Whoever looked away longer ago is not asked for again on the next line. */
const WATCHED_FOR = 10 * 60_000

/**
 * Asks WhatsApp to tell when the people of the open chats write. It tells that only to those who are seen online themselves: an office
 * that is not shown asks for nobody.
 */
export function createPresenceWatch({ clock, showsOnline }: { clock: Clock; showsOnline: () => boolean }) {
  const watched = new Map<string, number>()
  const asked = new WeakMap<WatchingSocket, Set<string>>()

  async function ask(socket: WatchingSocket, jid: string): Promise<void> {
    const known = asked.get(socket) ?? new Set()
    asked.set(socket, known)
    if (!showsOnline() || known.has(jid)) return
    known.add(jid)
    await socket.presenceSubscribe(jid)
  }

  return {
    async watch(socket: WatchingSocket | undefined, person: PeerAddress): Promise<void> {
      const jid = jidOf(person)
      if (jid === null) return
      watched.delete(jid)
      watched.set(jid, clock.now())
      const [oldest] = watched.keys()
      if (watched.size > MOST_WATCHED && oldest !== undefined) watched.delete(oldest)
      if (socket) await ask(socket, jid)
    },

    /** On a new line, and when the office has become visible. */
    async renew(socket: WatchingSocket): Promise<void> {
      const since = clock.now() - WATCHED_FOR
      for (const [jid, at] of watched) if (at >= since) await ask(socket, jid)
    },
  }
}
export type PresenceWatch = ReturnType<typeof createPresenceWatch>
