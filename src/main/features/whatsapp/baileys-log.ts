import type { SocketConfig } from '@whiskeysockets/baileys'
import type { Logger } from '../../logging/logger.ts'

/**
 * Baileys' log in ours. It is talkative (and at `trace` prints content): only its warnings and errors are taken, one step quieter,
 * because what deserves attention is reported by the link itself.
 */
export function toBaileysLogger(log: Logger): SocketConfig['logger'] {
  const quiet = () => {}
  const logger: SocketConfig['logger'] = {
    level: 'warn',
    child: () => logger,
    trace: quiet,
    debug: quiet,
    info: quiet,
    warn: (fields, message) => log.debug({ baileys: fields }, message ?? 'baileys'),
    error: (fields, message) => log.info({ baileys: fields }, message ?? 'baileys'),
  }
  return logger
}
