import { z } from 'zod'
import { DayOffId, StaffId } from '../domain/ids.ts'
import { WorkingHours } from '../domain/working-hours.ts'
import { DAY_MS, Day } from '../domain/zoned-time.ts'
import { managers, signedIn } from './procedure.ts'

export const DayOff = z.object({
  id: DayOffId,
  /** Null: the whole office. */
  staffId: StaffId.nullable(),
  from: Day,
  until: Day,
  name: z.string(),
})
export type DayOff = z.infer<typeof DayOff>

/** A day that the country keeps. Worked on, where the office says so. */
export const PublicHoliday = z.object({ on: Day, name: z.string(), isWorked: z.boolean() })
export type PublicHoliday = z.infer<typeof PublicHoliday>

export const OfficeHours = z.object({
  office: z.array(WorkingHours),
  /** Of those who have hours of their own; everybody else has the office's. */
  staff: z.array(z.object({ staffId: StaffId, hours: z.array(WorkingHours) })),
  /** Whether the country's holidays are days off: a setting of the office. */
  keepsPublicHolidays: z.boolean(),
})
export type OfficeHours = z.infer<typeof OfficeHours>

const Hours = z.array(WorkingHours).min(1).max(42)

export const workingHours = {
  get: signedIn.output(OfficeHours),
  /** Replaces them. Null gives somebody the office's hours again. */
  set: managers.input(z.object({ staffId: StaffId.nullable(), hours: Hours.nullable() })).output(OfficeHours),
  /** Days off and holidays of at most thirteen months. */
  daysOff: signedIn
    .input(
      z
        .object({ from: Day, until: Day })
        .refine(({ from, until }) => Date.parse(until) - Date.parse(from) <= 400 * DAY_MS, 'more than thirteen months'),
    )
    .output(z.object({ daysOff: z.array(DayOff), holidays: z.array(PublicHoliday) })),
  addDayOff: managers
    .input(DayOff.extend({ name: z.string().trim().min(1).max(120) }))
    .output(DayOff)
    .errors({ IMPOSSIBLE_TIME: { data: z.object({ reason: z.literal('ends-before') }) } }),
  removeDayOff: managers.input(z.object({ id: DayOffId })).output(z.void()),
  /** The office works on this holiday, or does not any more. */
  workOn: managers.input(z.object({ on: Day, works: z.boolean() })).output(z.void()),
}
