import { createLogger } from '../logging/logger.ts'

const log = createLogger('desktop')

/**
 * What nobody caught. Electron would show its stack trace in a window; here it goes to the log and `onFatal` tells the person.
 * A promise that nobody waited for harms nothing that is still running.
 */
export function catchTheUncaught(onFatal: () => void): void {
  let isFatal = false
  process.on('unhandledRejection', error => log.error({ error }, 'a failure was not handled'))
  process.on('uncaughtException', error => {
    log.fatal({ error }, 'an error was not caught')
    if (isFatal) return
    isFatal = true
    onFatal()
  })
}
