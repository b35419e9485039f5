import { z } from 'zod'
import type { Span } from './appointment.ts'
import { addDays, atMinute, type Day, dayOf, weekdayOf } from './zoned-time.ts'

/** A stretch of a weekday in which is worked, in minutes since midnight; 1 is Monday. */
export const WorkingHours = z
  .object({
    weekday: z.number().int().min(1).max(7),
    from: z.number().int().min(0).max(1_439),
    until: z.number().int().min(1).max(1_440),
  })
  .refine(({ from, until }) => from < until, 'ends before it begins')
export type WorkingHours = z.infer<typeof WorkingHours>

/** Days on which is not worked: both ends belong to them. */
export interface DaysOff {
  readonly from: z.infer<typeof Day>
  readonly until: z.infer<typeof Day>
}

/** A new office: Monday to Saturday from nine to six. */
export const INITIAL_HOURS: readonly WorkingHours[] = [1, 2, 3, 4, 5, 6].map(weekday => ({
  weekday,
  from: 9 * 60,
  until: 18 * 60,
}))

/** When is worked within a span of time, on the office's clock. */
export function openSpans(
  hours: readonly WorkingHours[],
  daysOff: readonly DaysOff[],
  span: Span,
  timeZone: string,
): Span[] {
  const spans: Span[] = []
  const last = dayOf(span.until - 1, timeZone)
  for (let day = dayOf(span.from, timeZone); day <= last; day = addDays(day, 1)) {
    if (daysOff.some(({ from, until }) => from <= day && day <= until)) continue
    for (const { from, until } of hoursOf(hours, day)) {
      const open = {
        from: Math.max(span.from, atMinute(day, from, timeZone)),
        until: Math.min(span.until, atMinute(day, until, timeZone)),
      }
      if (open.from < open.until) spans.push(open)
    }
  }
  return spans
}

/** Hours that touch are one: nine to one and one to six has no break in it. */
function hoursOf(hours: readonly WorkingHours[], day: string): WorkingHours[] {
  const weekday = weekdayOf(day)
  const ofDay = hours.filter(stretch => stretch.weekday === weekday).toSorted((one, other) => one.from - other.from)
  const joined: WorkingHours[] = []
  for (const stretch of ofDay) {
    const before = joined.at(-1)
    if (before && stretch.from <= before.until) {
      joined[joined.length - 1] = { ...before, until: Math.max(before.until, stretch.until) }
    } else joined.push(stretch)
  }
  return joined
}
