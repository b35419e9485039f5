import { implement } from '@orpc/server'
import { preparationContract } from '#shared/contract/preparation.ts'
import type { RecoveryProblem } from '#shared/contract/recovery.ts'
import type { BackupProgress } from '#shared/domain/backup.ts'
import { toBackupTrouble } from '../db/backup-problem.ts'
import type { BackupTasks } from '../db/backup-tasks.ts'
import { runBackupTask } from '../db/run-backup-task.ts'
import { createLogger } from '../logging/logger.ts'
import type { Life } from '../program.ts'
import { createLittleLife, greetWithoutOffice, type LittleLifeWorld } from './little-life.ts'

const log = createLogger('database')

export interface PreparationWorld extends LittleLifeWorld {
  readonly database: Omit<BackupTasks['prepare']['input'], 'now'>
  /** Opens the database, which is up to date now. */
  readonly onDone: () => void
  readonly onProblem: (problem: RecoveryProblem) => void
}

/**
 * The program's life while a large database is copied and changed for a new version: on a thread of its own, so that the window
 * shows how far it is. A kill leaves the database as it was, or as it will be.
 */
export function createPreparingLife(world: PreparationWorld): Life {
  const { database, clock, onDone, onProblem } = world
  const stopping = new AbortController()
  let progress: BackupProgress = { step: 'copying', percent: 0 }
  let work = Promise.resolve()

  async function prepare(): Promise<void> {
    log.info('a large database is brought up to date')
    try {
      const input = { ...database, now: clock.now() }
      const { signal } = stopping
      const { problem, message } = await runBackupTask('prepare', input, {
        signal,
        onProgress(next) {
          progress = next
        },
      })
      if (problem !== null) {
        log.error({ problem, why: message }, 'the database could not be brought up to date')
        return onProblem(problem)
      }
      log.info('the database is up to date')
      onDone()
    } catch (error) {
      if (stopping.signal.aborted) return
      log.error({ error }, 'the database could not be brought up to date')
      onProblem(toBackupTrouble(error).kind === 'damaged' ? 'damaged' : 'migration-failed')
    }
  }

  const os = implement(preparationContract)
  const router = os.router({
    system: {
      hello: os.system.hello.handler(() => ({ ...greetWithoutOffice(world), isPreparing: true })),
    },
    preparation: { progress: os.preparation.progress.handler(() => progress) },
  })
  return createLittleLife(router, {
    start() {
      work = prepare()
    },
    async stop() {
      stopping.abort(new Error('The program ends'))
      await work
    },
  })
}
