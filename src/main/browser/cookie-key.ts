import { randomBytes } from 'node:crypto'
import type { Db } from '../db/database.ts'
import type { SecretBox } from '../features/secrets/secret-box.ts'
import { createSecrets } from '../features/secrets/secrets.ts'
import { createLogger } from '../logging/logger.ts'
import type { Clock } from '../ports/clock.ts'

const NAME = 'browser-host.cookie'

/**
 * What the page's cookie holds: kept sealed with the data, so that an open page finds its host again after a restart. Where
 * secrets cannot be read the key lives as long as the process.
 */
export function loadCookieKey({ db, box, clock }: { db: Db; box: SecretBox; clock: Clock }): string {
  const secrets = createSecrets({ box, clock })
  try {
    const kept = secrets.get(db, NAME)
    if (kept !== undefined) return kept
    const made = randomBytes(32).toString('base64url')
    secrets.set(db, NAME, made)
    return made
  } catch (error) {
    createLogger('browser-host').warn({ error }, 'the cookie key cannot be kept')
    return randomBytes(32).toString('base64url')
  }
}
