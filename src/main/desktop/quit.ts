import { app } from 'electron'
import { createLogger } from '../logging/logger.ts'

/** Longer than any write or send takes; a quit that hangs would keep the PC from shutting down. */
const LONGEST_STOP = 10_000

const log = createLogger('desktop')

/** Stops the application once, after the windows are closed and before the process ends. */
export function stopOnQuit(stop: () => Promise<void>): void {
  let stopping: Promise<void> | undefined
  app.on('will-quit', event => {
    event.preventDefault()
    stopping ??= stopInTime(stop).finally(() => app.exit(Number(process.exitCode ?? 0)))
  })
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
