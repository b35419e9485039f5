import type { FormConnection } from './lead-source.ts'
import type { RunRow } from './run-queries.ts'

const MINUTE = 60_000
/** After Meta, or the way to it, had trouble: sooner than the interval would have it, however long that is. */
const AFTER_TROUBLE = 5 * MINUTE

/** When a connection is to be asked again. What was interrupted goes on at once; a clock that was set back delays nothing. */
export function nextSyncAt({ intervalMinutes }: FormConnection, last: RunRow | undefined, now: number): number {
  if (last === undefined || last.state === 'interrupted' || last.startedAt > now + MINUTE) return now
  const interval = intervalMinutes * MINUTE
  const next = last.startedAt + (last.state === 'failed' ? Math.min(interval, AFTER_TROUBLE) : interval)
  return last.retryAt !== null && last.retryAt < now + 24 * 60 * MINUTE ? Math.max(next, last.retryAt) : next
}
