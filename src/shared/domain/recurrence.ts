import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { addDays, Day, startOfDay, toInstant, toWallTime, type WallTime } from './zoned-time.ts'

/** No course of treatment has more visits, and no typing error fills the calendar. */
export const LONGEST_SERIES = 200

const Weekday = z.number().int().min(1).max(7)

/** How visits repeat. Every series ends: each of its visits is a row of its own, with its own state and reminders. */
export const Recurrence = z.object({
  frequency: z.enum(['daily', 'weekly', 'monthly']),
  /** Every so many days, weeks or months. */
  interval: z.number().int().min(1).max(52),
  /** Weekly: on which days, 1 being Monday; empty: on the day of the first. */
  weekdays: z.array(Weekday).max(7),
  ends: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('count'), count: z.number().int().min(2).max(LONGEST_SERIES) }),
    /** Its last day, in the zone of the series. */
    z.object({ kind: z.literal('until'), on: Day }),
  ]),
})
export type Recurrence = z.infer<typeof Recurrence>

const WEEKDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/**
 * The rule as RFC 5545 writes it. Monthly visits of the 31st fall on the last day of shorter months (RFC 7529): a patient whose
 * check-up is at the end of the month has one every month.
 */
export function toRRule({ frequency, interval, weekdays, ends }: Recurrence, timeZone: string): string {
  const parts = [`FREQ=${frequency.toUpperCase()}`, `INTERVAL=${interval}`]
  if (frequency === 'weekly' && weekdays.length > 0) {
    const days = [...new Set(weekdays)].toSorted((one, other) => one - other)
    parts.push(`BYDAY=${days.map(day => WEEKDAYS[day - 1]).join(',')}`)
  }
  if (frequency === 'monthly') parts.unshift('RSCALE=GREGORIAN', 'SKIP=BACKWARD')
  parts.push(ends.kind === 'count' ? `COUNT=${ends.count}` : `UNTIL=${utcStamp(lastMoment(ends.on, timeZone))}`)
  return parts.join(';')
}

/**
 * When the visits begin, in order, at the same hour of that zone's clock on every day, whatever the clocks do in between: worked out
 * on the wall clock, and only then told as instants. The first visit counts also where the rule would not name its day. One more than
 * the longest series is worked out, so that a caller sees that it is too long.
 */
export function expandRecurrence(rule: Recurrence, first: WallTime, timeZone: string): number[] {
  const dtstart = Temporal.PlainDateTime.from(first).toZonedDateTime('UTC')
  const series = new RRuleTemporal({ rruleString: toRRule(rule, 'UTC'), dtstart, tzid: 'UTC', includeDtstart: true })
  const starts = series
    .all((_, index) => index <= LONGEST_SERIES)
    .map(start => toInstant(toWallTime(start.epochMilliseconds, 'UTC'), timeZone))
  return [...new Set(rule.ends.kind === 'count' ? starts.slice(0, rule.ends.count) : starts)]
}

function lastMoment(day: string, timeZone: string): number {
  return startOfDay(addDays(day, 1), timeZone) - 1_000
}

function utcStamp(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/gu, '')
}
