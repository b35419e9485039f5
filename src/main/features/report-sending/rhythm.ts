import type { ReportRhythm } from '#shared/domain/report-sending.ts'
import { addDays, atMinute, dayOf, weekdayOf } from '#shared/domain/zoned-time.ts'
import { nextCronTime } from '../../jobs/schedule.ts'

const DAY = 86_400_000
/** Of what was missed for longer only the last is of interest. */
const LOOKED_BACK = 40 * DAY
const LONGEST_AHEAD = 366 * DAY

/**
 * When it is due first after that instant. A time that the clocks skip comes as much later; one that comes twice is its first. A pattern
 * of cron is read as cron reads it. Throws where the pattern never comes.
 */
export function nextDue(rhythm: ReportRhythm, timeZone: string, after: number): number {
  if (rhythm.kind === 'cron') return nextCronTime(rhythm.pattern, timeZone, after, LONGEST_AHEAD)
  const [hours = 0, minutes = 0] = rhythm.at.split(':').map(Number)
  for (let day = dayOf(after, timeZone); ; day = addDays(day, 1)) {
    if (!isDay(rhythm, day)) continue
    const at = atMinute(day, hours * 60 + minutes, timeZone)
    if (at > after) return at
  }
}

/** When it was due last, seen from now: `due` itself, or what was missed after it. */
export function lastDue(rhythm: ReportRhythm, timeZone: string, due: number, now: number): number {
  let last = due
  let next = nextDue(rhythm, timeZone, Math.max(due, now - LOOKED_BACK))
  while (next <= now) {
    last = next
    next = nextDue(rhythm, timeZone, next)
  }
  return last
}

function isDay(rhythm: Exclude<ReportRhythm, { kind: 'cron' }>, day: string): boolean {
  switch (rhythm.kind) {
    case 'daily':
      return true
    case 'weekly':
      return weekdayOf(day) === rhythm.weekday
    case 'monthly':
      return Number(day.slice(8)) === rhythm.day
  }
}
