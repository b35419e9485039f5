import { z } from 'zod'
import { offsetOf } from './local-time.ts'

/** A day of the office's calendar, `YYYY-MM-DD`. */
export const CalendarDay = z.iso.date()

/** A stretch of days as people say it. It is worked out anew each time it is asked for: "this week" stays this week. */
export const Period = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('today') }),
  /** From Monday on. */
  z.object({ kind: z.literal('this_week') }),
  z.object({ kind: z.literal('this_month') }),
  /** Today and the days before it, that many in all. */
  z.object({ kind: z.literal('last_days'), days: z.number().int().min(1).max(3_650) }),
  /** Both days belong to it; either may be left open. */
  z.object({ kind: z.literal('between'), from: CalendarDay.nullable(), to: CalendarDay.nullable() }),
])
export type Period = z.infer<typeof Period>

/** From the first instant on, and before the other; null where it is open. */
export interface Stretch {
  readonly from: number | null
  readonly until: number | null
}

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

export function stretchOf(period: Period, timeZone: string, now: number): Stretch {
  const today = calendarDayOf(timeZone, now)
  const begin = (day: string) => startOfDay(day, timeZone)
  const tomorrow = begin(addDays(today, 1))
  switch (period.kind) {
    case 'today':
      return { from: begin(today), until: tomorrow }
    case 'this_week':
      return { from: begin(addDays(today, -daysSinceMonday(today))), until: tomorrow }
    case 'this_month':
      return { from: begin(`${today.slice(0, 8)}01`), until: tomorrow }
    case 'last_days':
      return { from: begin(addDays(today, 1 - period.days)), until: tomorrow }
    case 'between':
      return {
        from: period.from === null ? null : begin(period.from),
        until: period.to === null ? null : begin(addDays(period.to, 1)),
      }
  }
}

/** What a calendar there shows at that moment. */
export function calendarDayOf(timeZone: string, at: number): string {
  return toDay(at + offsetOf(timeZone, at) * MINUTE)
}

/** When that day begins there. */
export function startOfDay(day: string, timeZone: string): number {
  const midnight = Date.parse(day)
  // The clocks may have been changed between the two moments: what counts is the offset at the beginning of the day itself.
  const nearly = midnight - offsetOf(timeZone, midnight) * MINUTE
  return midnight - offsetOf(timeZone, nearly) * MINUTE
}

export function addDays(day: string, days: number): string {
  return toDay(Date.parse(day) + days * DAY)
}

function daysSinceMonday(day: string): number {
  return (new Date(day).getUTCDay() + 6) % 7
}

function toDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
