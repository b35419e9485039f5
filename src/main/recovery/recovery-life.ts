import { implement, ORPCError } from '@orpc/server'
import { recoveryContract } from '#shared/contract/recovery.ts'
import { createLogger } from '../logging/logger.ts'
import type { Life } from '../program.ts'
import { DomainError } from '../rpc/domain-error.ts'
import { createLittleLife, greetWithoutOffice, type LittleLifeWorld } from './little-life.ts'
import { createRecoveryService, type RecoveryWorld } from './recovery-service.ts'

const log = createLogger('recovery')

/** The program's life while its database cannot be opened. */
export function createRecoveryLife(world: RecoveryWorld & LittleLifeWorld): Life {
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
      hello: os.system.hello.handler(() => ({ ...greetWithoutOffice(world), isRecovery: true })),
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
  return createLittleLife(router, { start: () => service.start(), stop: () => service.stop() })
}
