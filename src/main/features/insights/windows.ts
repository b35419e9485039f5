import type { InsightRunKind } from '#shared/contract/insights.ts'
import { MONTHS_AT_META, REVISED_DAYS, UNSETTLED_DAYS } from '#shared/domain/insight.ts'
import { offsetOf } from '#shared/domain/local-time.ts'
import { addDays, calendarDayOf } from '#shared/domain/period.ts'
import type { InsightAccount } from './accounts.ts'
import { monthsBefore } from './calendar.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** All that may still change is read at night, by the account's own clock. */
const NIGHT_FROM = 3

/** The first day that Meta tells anything of; one less than it says, for its clock and ours. */
export function firstDayAtMeta(today: string): string {
  return addDays(monthsBefore(today, MONTHS_AT_META), 1)
}

/** Which days are read: those that change, and all since the last time. Of an account that was never read, the revised ones. */
export function windowOf(
  { timeZone, state }: InsightAccount,
  kind: Exclude<InsightRunKind, 'backfill'>,
  now: number,
): { from: string; to: string } {
  const to = calendarDayOf(timeZone, now)
  const days = kind === 'nightly' || !state?.asOf ? REVISED_DAYS : UNSETTLED_DAYS
  const settled = addDays(to, 1 - days)
  const last = state?.asOf ? addDays(calendarDayOf(timeZone, Math.min(state.asOf, now)), 1 - UNSETTLED_DAYS) : settled
  const from = last < settled ? last : settled
  const first = firstDayAtMeta(to)
  return { from: from < first ? first : from, to }
}

/** The next older days that are not read yet: at most a month of them. Null: all that is wanted is there. */
export function nextOlderWindow({
  coveredFrom,
  backfillFrom,
}: {
  coveredFrom: string | null
  backfillFrom: string | null
}): { from: string; to: string } | null {
  if (coveredFrom === null || backfillFrom === null || coveredFrom <= backfillFrom) return null
  const to = addDays(coveredFrom, -1)
  const begin = `${to.slice(0, 7)}-01`
  return { from: begin < backfillFrom ? backfillFrom : begin, to }
}

/** What of an account is to be read by itself now; null: nothing. A clock that was set back delays nothing. */
export function dueKind({ timeZone, state }: InsightAccount, now: number): 'recent' | 'nightly' | null {
  if (isHeld(state, now)) return null
  if (!state?.asOf || state.asOf > now + MINUTE) return 'recent'
  const hour = Math.floor(((now + offsetOf(timeZone, now) * MINUTE) / HOUR) % 24)
  const isNightOver = state.nightlyOn !== calendarDayOf(timeZone, now) && hour >= NIGHT_FROM
  if (isNightOver) return 'nightly'
  return now - state.asOf >= HOUR ? 'recent' : null
}

/** Something has gone wrong, and it is not time to try again. */
export function isHeld(state: InsightAccount['state'], now: number): boolean {
  const retryAt = state?.retryAt ?? null
  return retryAt !== null && retryAt > now && retryAt < now + 24 * HOUR
}
