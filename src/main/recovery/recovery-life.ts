import { implement, ORPCError } from '@orpc/server'
import { RPCHandler as MessagePortRpcHandler } from '@orpc/server/message-port'
import { RPCHandler as WebSocketRpcHandler } from '@orpc/server/ws'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import { recoveryContract } from '#shared/contract/recovery.ts'
import type { Handshake } from '#shared/contract/system.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { createLogger } from '../logging/logger.ts'
import type { Life } from '../program.ts'
import { DomainError } from '../rpc/domain-error.ts'
import { guardPort, guardSocket } from '../rpc/rpc-server.ts'
import { createRecoveryService, type RecoveryWorld } from './recovery-service.ts'

const log = createLogger('recovery')

/** The program's life while its database cannot be opened: the same page in the same window, with a contract of a few words. */
export function createRecoveryLife({
  host,
  programVersion,
  locale,
  ...world
}: RecoveryWorld & { host: Handshake['host']; programVersion: string; locale: Locale }): Life {
  const service = createRecoveryService(world)
  const os = implement(recoveryContract).use(async ({ next, path, procedure }) => {
    try {
      return await next()
    } catch (error) {
      if (error instanceof ORPCError) throw error
      const isDeclared = error instanceof DomainError && error.code in procedure['~orpc'].errorMap
      if (!isDeclared) log.error({ error, procedure: path.join('.') }, 'a procedure failed unexpectedly')
      throw new ORPCError(isDeclared ? error.code : 'INTERNAL_SERVER_ERROR', { defined: isDeclared })
    }
  })
  const router = os.router({
    system: {
      hello: os.system.hello.handler(
        (): Handshake => ({
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
          now: world.clock.now(),
          secretsState: 'ready',
          secretsKind: 'file',
          isRecovery: true,
        }),
      ),
    },
    recovery: {
      state: os.recovery.state.handler(() => service.state()),
      retry: os.recovery.retry.handler(() => service.retry()),
      restore: os.recovery.restore.handler(({ input }) => service.restore(input)),
      salvage: os.recovery.salvage.handler(() => service.salvage()),
      useSalvaged: os.recovery.useSalvaged.handler(() => service.useSalvaged()),
      openFolder: os.recovery.openFolder.handler(() => service.openFolder()),
      quit: os.recovery.quit.handler(() => service.quit()),
    },
  })
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
    start: () => service.start(),
    stop: () => service.stop(),
  }
}
