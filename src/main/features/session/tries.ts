/** What is remembered of wrong passwords. */
export interface Tries {
  readonly failedTries: number
  /** No try is answered before this instant. */
  readonly retryAt: number | null
}

export const NO_TRIES: Tries = { failedTries: 0, retryAt: null }

export const FREE_TRIES = 5
const FIRST_DELAY = 30_000
export const LONGEST_DELAY = 15 * 60_000

/** Until when one has to wait; null when one may try. A clock that was set back must not make anybody wait longer than ever. */
export function mustWaitUntil({ retryAt }: Tries, now: number): number | null {
  if (retryAt === null || retryAt <= now) return null
  return Math.min(retryAt, now + LONGEST_DELAY)
}

/**
 * A try counts as wrong from its beginning, and a right password takes that back: a hundred tries at once get as far as a hundred
 * one after another. From the fifth on each wrong try doubles the wait: 30 s, 1 min, 2 min … 15 min.
 */
export function spendTry({ failedTries }: Tries, now: number): Tries {
  const failed = failedTries + 1
  if (failed < FREE_TRIES) return { failedTries: failed, retryAt: null }
  return { failedTries: failed, retryAt: now + Math.min(FIRST_DELAY * 2 ** (failed - FREE_TRIES), LONGEST_DELAY) }
}
