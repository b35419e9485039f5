import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A day of the calendar, `YYYY-MM-DD`. */
export const Day = z.iso.date()

/** What a clock on the wall shows, to the minute and without a zone: `YYYY-MM-DDTHH:mm`. */
export const WallTime = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/)
export type WallTime = z.infer<typeof WallTime>

const MINUTE = 60_000
const QUARTER = 15 * MINUTE
const MOST_REMEMBERED = 20_000
export const DAY_MS = 86_400_000

/**
 * The instant at which a clock of that zone shows this. An hour that a clock change leaves out comes later by what was left out; one
 * that comes twice is its first (what RFC 5545 and every calendar do).
 */
export function toInstant(wall: WallTime, timeZone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}

export function toWallTime(at: number, timeZone: string): WallTime {
  return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16)
}

export function dayOf(at: number, timeZone: string): string {
  return toWallTime(at, timeZone).slice(0, 10)
}

/** 1 is Monday, as in ISO 8601. */
export function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay() || 7
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}

/** Midnight of a day there; where the clocks skip it, the first moment of the day. */
export const startOfDay = remembered((day: string, timeZone: string) => {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds
})

/** A minute of a day on that zone's clock, `1440` being the next midnight. */
export function atMinute(day: string, minute: number, timeZone: string): number {
  const next = startOfDay(addDays(day, 1), timeZone)
  if (minute >= 1_440) return next
  const start = startOfDay(day, timeZone)
  if (next - start === DAY_MS) return start + minutes(minute)
  // The clocks change on this day.
  const hours = String(Math.floor(minute / 60)).padStart(2, '0')
  return toInstant(`${day}T${hours}:${String(minute % 60).padStart(2, '0')}`, timeZone)
}

export function minutes(count: number): number {
  return count * MINUTE
}

/** From one reading of the wall clock to another, in minutes; negative when it goes back. */
export function minutesBetween(from: WallTime, to: WallTime): number {
  return (Date.parse(`${to}Z`) - Date.parse(`${from}Z`)) / MINUTE
}

export function addMinutes(wall: WallTime, count: number): WallTime {
  return new Date(Date.parse(`${wall}Z`) + minutes(count)).toISOString().slice(0, 16)
}

/** By how much that zone's clocks are ahead of UTC. They only ever change on a quarter of an hour: each is asked for once. */
function offsetAt(at: number, timeZone: string): number {
  return offsetOfQuarter(String(Math.floor(at / QUARTER)), timeZone)
}

const offsetOfQuarter = remembered((quarter: string, timeZone: string) => {
  const instant = Temporal.Instant.fromEpochMilliseconds(Number(quarter) * QUARTER)
  return Math.round(instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1_000_000)
})

/** A calendar asks for the same days again and again, and the rules of a zone take a while to look up. */
function remembered(workOut: (what: string, timeZone: string) => number): (what: string, timeZone: string) => number {
  const known = new Map<string, number>()
  return (what, timeZone) => {
    const key = `${what} ${timeZone}`
    const found = known.get(key) ?? workOut(what, timeZone)
    if (known.size > MOST_REMEMBERED) known.clear()
    known.set(key, found)
    return found
  }
}
