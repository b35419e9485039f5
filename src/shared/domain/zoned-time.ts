import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'

/** A day of the calendar, `YYYY-MM-DD`. */
export const Day = z.iso.date()

/** What a clock on the wall shows, to the minute and without a zone: `YYYY-MM-DDTHH:mm`. */
export const WallTime = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d$/)
export type WallTime = z.infer<typeof WallTime>

const MINUTE = 60_000
export const DAY_MS = 86_400_000

/**
 * The instant at which a clock of that zone shows this. An hour that a clock change leaves out comes later by what was left out; one
 * that comes twice is its first (what RFC 5545 and every calendar do).
 */
export function toInstant(wall: WallTime, timeZone: string): number {
  return Temporal.PlainDateTime.from(wall).toZonedDateTime(timeZone, { disambiguation: 'compatible' }).epochMilliseconds
}

export function toWallTime(at: number, timeZone: string): WallTime {
  return zoned(at, timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' })
}

export function dayOf(at: number, timeZone: string): string {
  return toWallTime(at, timeZone).slice(0, 10)
}

/** Minutes since midnight on that zone's clock. */
export function minuteOfDay(at: number, timeZone: string): number {
  const { hour, minute } = zoned(at, timeZone)
  return hour * 60 + minute
}

/** 1 is Monday, as in ISO 8601. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

/** Midnight of a day there; where the clocks skip it, the first moment of the day. */
export function startOfDay(day: string, timeZone: string): number {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone }).epochMilliseconds
}

/** A minute of a day on that zone's clock, `1440` being the next midnight. */
export function atMinute(day: string, minute: number, timeZone: string): number {
  if (minute >= 1_440) return startOfDay(addDays(day, 1), timeZone)
  const hours = String(Math.floor(minute / 60)).padStart(2, '0')
  return toInstant(`${day}T${hours}:${String(minute % 60).padStart(2, '0')}`, timeZone)
}

export function minutes(count: number): number {
  return count * MINUTE
}

function zoned(at: number, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
}

/** From one reading of the wall clock to another, in minutes; negative when it goes back. */
export function minutesBetween(from: WallTime, to: WallTime): number {
  return Temporal.PlainDateTime.from(from).until(Temporal.PlainDateTime.from(to)).total('minutes')
}

export function addMinutes(wall: WallTime, count: number): WallTime {
  return Temporal.PlainDateTime.from(wall).add({ minutes: count }).toString({ smallestUnit: 'minute' })
}
