import { app } from 'electron'
import { createLogger } from '../logging/logger.ts'

/** Longer than any write or send takes; a quit that hangs would keep the PC from shutting down. */
const LONGEST_STOP = 10_000
/** An installer that did not end the program by then never will. */
const LONGEST_LAST_ACT = 30_000

const log = createLogger('desktop')

/**
 * Stops the application once, after the windows are closed and before the process ends. `leave` does the same and then lets its
 * last act end the process: an update is put in place when nothing of the old program works any more.
 */
export function stopOnQuit(stop: () => Promise<void>): { leave: (lastAct: () => void) => void } {
  let stopping: Promise<void> | undefined
  let lastAct: (() => void) | undefined
  let isStopped = false

  function end(): void {
    isStopped = true
    const exit = () => app.exit(Number(process.exitCode ?? 0))
    if (lastAct === undefined) return exit()
    setTimeout(exit, LONGEST_LAST_ACT)
    try {
      // Some installers begin the new program before this one has ended: it must not take this one for the first.
      app.releaseSingleInstanceLock()
      lastAct()
    } catch (error) {
      log.error({ error }, 'the last act failed')
      exit()
    }
  }

  app.on('will-quit', event => {
    if (isStopped) return
    event.preventDefault()
    stopping ??= stopInTime(stop).finally(end)
  })

  return {
    leave(act) {
      lastAct = act
      app.quit()
    },
  }
}

async function stopInTime(stop: () => Promise<void>): Promise<void> {
  const { promise: tooLong, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(() => {
    log.error('stopping took too long and was cut short')
    resolve()
  }, LONGEST_STOP)
  try {
    await Promise.race([stop(), tooLong])
  } catch (error) {
    log.error({ error }, 'stopping failed')
  } finally {
    clearTimeout(timer)
  }
}
