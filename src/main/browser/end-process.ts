import { createLogger } from '../logging/logger.ts'

/** Longer than any write or send takes; a stop that hangs would keep the PC from shutting down. */
const LONGEST_STOP = 10_000

const log = createLogger('serve')

/**
 * How this process ends: asked to (a signal, a closed window) or because of an error that nobody caught, it drains first, newest
 * part first. A second signal ends it at once. A promise that failed unheard harms nothing that is still running: it is logged.
 */
export function endProcess({ explainStop }: { explainStop: () => void }) {
  const parts: (() => Promise<void> | void)[] = []
  let ending: Promise<void> | undefined
  let worstCode = 0

  async function drain(): Promise<boolean> {
    let isClean = true
    for (const part of parts.splice(0).toReversed()) {
      try {
        await part()
      } catch (error) {
        isClean = false
        log.error({ error }, 'a part could not be stopped')
      }
    }
    return isClean
  }

  function now(exitCode: number): Promise<void> {
    worstCode = Math.max(worstCode, exitCode)
    ending ??= (async () => {
      const patience = setTimeout(() => process.exit(1), LONGEST_STOP)
      const isClean = await drain()
      clearTimeout(patience)
      process.exit(isClean ? worstCode : 1)
    })()
    return ending
  }

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => void now(0))
  // Whoever read our output has gone: that is no reason to stop, and nobody could be told.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('unhandledRejection', error => log.error({ error }, 'a failure was not handled'))
  process.on('uncaughtException', error => {
    log.fatal({ error }, 'an error was not caught')
    if (ending === undefined) explainStop()
    void now(1)
  })

  return {
    /** To be done before the process ends; what was started last is stopped first. */
    before(part: () => Promise<void> | void): void {
      parts.push(part)
    },
    now,
  }
}
