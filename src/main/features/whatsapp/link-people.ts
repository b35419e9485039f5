import type { WASocket } from '@whiskeysockets/baileys'
import type { Clock } from '../../ports/clock.ts'
import type { LinkPeople } from '../channels/link-people.ts'
import { setBlocked } from './block-list.ts'
import type { PresenceWatch } from './presence-watch.ts'

/** What a linked number does about people. `openSocket` gives the socket while the number is connected. */
export function createLinkPeople({
  clock,
  watch,
  openSocket,
}: {
  clock: Clock
  watch: PresenceWatch
  openSocket: () => WASocket | undefined
}): LinkPeople {
  return {
    watch: person => watch.watch(openSocket(), person),

    async setBlocked(to, isBlocked) {
      const socket = openSocket()
      return socket ? setBlocked(socket, to, isBlocked, clock.now()) : { kind: 'unanswered' }
    },
  }
}
