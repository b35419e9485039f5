import { z } from 'zod'

const WallClock = z.object({ timeZone: z.string(), hour: z.number(), minute: z.number() })
type WallClock = z.infer<typeof WallClock>

/** What a clock at the customer's shows. */
export const LocalTime = WallClock.extend({
  /** Nobody is to be disturbed now. Of several possible hours: in none of them. */
  isNight: z.boolean(),
  /** Only their country is known and it has several hours: this one is the latest of them, `hour` the earliest. */
  latest: WallClock.nullable(),
})
export type LocalTime = z.infer<typeof LocalTime>

/** Hours of the customer's own clock; `nightEnd` is the first that is day again. They may lie around midnight. */
export interface NightHours {
  readonly nightStart: number
  readonly nightEnd: number
}

const MINUTE = 60_000
const MINUTES_A_DAY = 1_440
const QUARTER = 15 * MINUTE
/** With an hour for clocks that change in it, and one to spare. */
const LONGEST_NIGHT = 26 * 60 * MINUTE

/** Hours that begin where they end are none: the office asks nobody. */
export function isNightFor({ nightStart, nightEnd }: NightHours, hour: number): boolean {
  if (nightStart === nightEnd) return false
  return nightStart < nightEnd ? hour >= nightStart && hour < nightEnd : hour >= nightStart || hour < nightEnd
}

/** Of several possible zones: only where it is night in all of them. */
export function isNightAt(zones: readonly string[], at: number, night: NightHours): boolean {
  if (zones.length === 0) return false
  return zones.every(zone => {
    const minutes = Math.floor(at / MINUTE) + offsetOf(zone, at)
    return isNightFor(night, ((Math.floor(minutes / 60) % 24) + 24) % 24)
  })
}

/** The first full quarter of an hour at which it is day again, or the last before the night. Clocks change on quarters only. */
export function nextDaytime(zones: readonly string[], from: number, night: NightHours, direction: 1 | -1 = 1): number {
  const start = direction > 0 ? Math.ceil(from / QUARTER) * QUARTER : Math.floor(from / QUARTER) * QUARTER
  for (let at = start; Math.abs(at - from) < LONGEST_NIGHT; at += direction * QUARTER)
    if (!isNightAt(zones, at, night)) return at
  return from
}

/** The hour of somebody who is in one of these zones at that moment; null when nothing is known. */
export function localTimeOf(timeZones: readonly string[], at: number, night: NightHours): LocalTime | null {
  const byOffset = timeZones
    .map(timeZone => ({ timeZone, offset: offsetOf(timeZone, at) }))
    .toSorted((one, other) => one.offset - other.offset)
  const first = byOffset[0]
  const last = byOffset.at(-1)
  if (first === undefined || last === undefined) return null
  const earliest = wallClock(first, at)
  const latest = last.offset === first.offset ? null : wallClock(last, at)
  const isNight = [earliest, latest].every(clock => clock === null || isNightFor(night, clock.hour))
  return { ...earliest, isNight, latest }
}

/** The same customer at another moment. */
export function localTimeAt({ timeZone, latest }: LocalTime, at: number, night: NightHours): LocalTime | null {
  return localTimeOf(latest === null ? [timeZone] : [timeZone, latest.timeZone], at, night)
}

/** Whether a clock there shows something else than one in our zone. */
export function differsFrom(timeZone: string, { timeZone: theirs, latest }: LocalTime, at: number): boolean {
  return latest !== null || offsetOf(theirs, at) !== offsetOf(timeZone, at)
}

function wallClock({ timeZone, offset }: { timeZone: string; offset: number }, at: number): WallClock {
  const minuteOfDay = (((Math.floor(at / MINUTE) + offset) % MINUTES_A_DAY) + MINUTES_A_DAY) % MINUTES_A_DAY
  return { timeZone, hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 }
}

const formats = new Map<string, Intl.DateTimeFormat>()

/** By how many minutes the clocks of that zone are ahead of UTC at that moment. */
export function offsetOf(timeZone: string, at: number): number {
  let format = formats.get(timeZone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]))
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const wall = Date.UTC(read('year'), read('month') - 1, read('day'), read('hour'), read('minute'))
  return Math.round(wall / MINUTE) - Math.floor(at / MINUTE)
}
