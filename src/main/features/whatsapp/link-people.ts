import type { WASocket } from '@whiskeysockets/baileys'
import type { Clock } from '../../ports/clock.ts'
import type { LinkPeople } from '../channels/link-people.ts'
import { setBlocked } from './block-list.ts'

/** What a linked number does about people. `openSocket` gives the socket while the number is connected. */
export function createLinkPeople({
  clock,
  openSocket,
}: {
  clock: Clock
  openSocket: () => WASocket | undefined
}): LinkPeople {
  return {
    async setBlocked(to, isBlocked) {
      const socket = openSocket()
      return socket ? setBlocked(socket, to, isBlocked, clock.now()) : { kind: 'unanswered' }
    },
  }
}
