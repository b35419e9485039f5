import { type LocalTime, localTimeAt, type NightHours } from '#shared/domain/local-time.ts'
import { addDays, dayOf, toInstant } from '#shared/domain/zoned-time.ts'

/** Whether somebody would be woken by what is sent then, and when their morning begins; null where it is day, or the office asks nobody. */
export function nightAt(
  known: LocalTime,
  at: number,
  night: NightHours,
): { readonly timeZone: string; readonly morning: number } | null {
  const then = localTimeAt(known, at, night)
  if (then?.isNight !== true) return null
  const { timeZone } = then
  const hour = `T${String(night.nightEnd).padStart(2, '0')}:00`
  const today = toInstant(`${dayOf(at, timeZone)}${hour}`, timeZone)
  return { timeZone, morning: today > at ? today : toInstant(`${addDays(dayOf(at, timeZone), 1)}${hour}`, timeZone) }
}
