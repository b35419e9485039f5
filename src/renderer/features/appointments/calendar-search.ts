import { z } from 'zod'
import { AppointmentId, AppointmentTypeId, StaffId } from '#shared/domain/ids.ts'
import { addDays, Day, weekdayOf } from '#shared/domain/zoned-time.ts'

export const CalendarView = z.enum(['day', 'week', 'people', 'month', 'agenda'])
export type CalendarView = z.infer<typeof CalendarView>

/** What the calendar shows, as it stands in the address. What cannot be read there is as if it were not there. */
const CalendarSearch = z.object({
  show: CalendarView.optional().catch(undefined),
  on: Day.optional().catch(undefined),
  staff: z.array(StaffId).max(100).optional().catch(undefined),
  types: z.array(AppointmentTypeId).max(100).optional().catch(undefined),
  cancelled: z.boolean().optional().catch(undefined),
  /** The appointment that is open beside the days. */
  open: AppointmentId.optional().catch(undefined),
  /** What waits for a yes is listed beside the days. */
  requests: z.boolean().optional().catch(undefined),
})
export type CalendarSearch = z.infer<typeof CalendarSearch>

export function parseCalendarSearch(search: Record<string, unknown>): CalendarSearch {
  const parsed = CalendarSearch.parse(search)
  const isSet = (value: unknown) =>
    value !== undefined && value !== false && !(Array.isArray(value) && value.length === 0)
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => isSet(value)))
}

/** The days that a view shows, the second one not any more. A month's page begins and ends with whole weeks. */
export function daysShown(view: CalendarView, on: string): { from: string; until: string } {
  if (view === 'people' || view === 'day') return { from: on, until: addDays(on, 1) }
  // The agenda asks for itself; what is printed of it is a week.
  if (view === 'agenda') return { from: on, until: addDays(on, 7) }
  if (view === 'week') {
    const monday = mondayOf(on)
    return { from: monday, until: addDays(monday, 7) }
  }
  const monday = mondayOf(`${on.slice(0, 7)}-01`)
  return { from: monday, until: addDays(monday, 42) }
}

/** The same view before (-1) or after (1) this one. */
export function stepFrom(view: CalendarView, on: string, step: -1 | 1): string {
  if (view === 'people' || view === 'day') return addDays(on, step)
  if (view === 'week' || view === 'agenda') return addDays(on, 7 * step)
  const [year = 0, month = 1] = on.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + step, 1)).toISOString().slice(0, 10)
}

function mondayOf(day: string): string {
  return addDays(day, 1 - weekdayOf(day))
}
