import type { AnyRouter } from '@orpc/server'
import { RPCHandler as MessagePortRpcHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketRpcHandler } from '@orpc/server/ws'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { Handshake } from '#shared/contract/system.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { Clock } from '../ports/clock.ts'
import type { Life } from '../program.ts'
import { guardPort, guardSocket } from '../rpc/rpc-server.ts'

export interface LittleLifeWorld {
  readonly clock: Clock
  readonly host: Handshake['host']
  readonly programVersion: string
  readonly locale: Locale
}

/** A life without a database: the same page in the same window, with a contract of a few words and nobody signed in. */
export function createLittleLife(router: AnyRouter, life: Pick<Life, 'start' | 'stop'>): Life {
  const overPort = new MessagePortRpcHandler(router)
  const overSocket = new WebSocketRpcHandler(router)
  return {
    rpc: {
      servePort(port) {
        overPort.upgrade(guardPort(port) as Parameters<typeof overPort.upgrade>[0], { context: {} })
        port.start()
      },
      serveSocket(socket) {
        void overSocket.upgrade(guardSocket(socket), { context: {} })
      },
    },
    files: { answer: async () => ({ status: 404, headers: { 'Cache-Control': 'no-store' }, body: null }) },
    start: life.start,
    stop: life.stop,
  }
}

/** What every page is told first, where no office can be asked. */
export function greetWithoutOffice({ clock, host, programVersion, locale }: LittleLifeWorld): Handshake {
  return {
    contract: CONTRACT_VERSION,
    schema: 0,
    officeId: null,
    officeName: null,
    locale,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    defaultCountry: 'TR',
    host,
    programVersion,
    staff: null,
    isLocked: false,
    now: clock.now(),
    secretsState: 'ready',
    secretsKind: 'file',
  }
}
