import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { openSpans } from './working-hours.ts'
import { addDays, atMinute, dayOf, startOfDay, toInstant, toWallTime, weekdayOf } from './zoned-time.ts'

const zones = [
  'Europe/Istanbul',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'UTC',
]
const HOUR = 3_600_000

describe('time on a zone’s clock', () => {
  it('is what Temporal says, to the minute, there and back', () => {
    const instant = fc.integer({ min: Date.UTC(2015, 0), max: Date.UTC(2035, 0) })
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (at, zone) => {
        const exact = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
        const wall = toWallTime(at, zone)
        expect(wall).toBe(exact.toPlainDateTime().toString({ smallestUnit: 'minute' }))
        expect(dayOf(at, zone)).toBe(exact.toPlainDate().toString())
        expect(weekdayOf(dayOf(at, zone))).toBe(exact.dayOfWeek)
        expect(addDays(dayOf(at, zone), 40)).toBe(exact.toPlainDate().add({ days: 40 }).toString())
        expect(toWallTime(toInstant(wall, zone), zone)).toBe(wall)
      }),
      { numRuns: 500, seed: 6 },
    )
  })

  it('has days of 23, 24 and 25 hours', () => {
    const length = (day: string) => startOfDay(addDays(day, 1), 'Europe/Berlin') - startOfDay(day, 'Europe/Berlin')
    expect(['2026-03-29', '2026-06-01', '2026-10-25'].map(length)).toEqual([23 * HOUR, 24 * HOUR, 25 * HOUR])
    expect(toWallTime(atMinute('2026-03-29', 9 * 60, 'Europe/Berlin'), 'Europe/Berlin')).toBe('2026-03-29T09:00')
    // Midnight itself is skipped there.
    expect(toWallTime(startOfDay('2018-11-04', 'America/Sao_Paulo'), 'America/Sao_Paulo')).toBe('2018-11-04T01:00')
  })
})

it('work is done at the same hour of the clock before and after it changes, and never on a day off', () => {
  const hours = [6, 7, 1].map(weekday => ({ weekday, from: 9 * 60, until: 13 * 60 }))
  const rest = [{ weekday: 1, from: 13 * 60, until: 18 * 60 }]
  const span = {
    from: toInstant('2026-03-28T10:00', 'Europe/Berlin'),
    until: toInstant('2026-04-04T12:00', 'Europe/Berlin'),
  }
  const open = openSpans([...hours, ...rest], [{ from: '2026-04-04', until: '2026-04-04' }], span, 'Europe/Berlin')
  const shown = open.map(({ from, until }) => [from, until].map(at => toWallTime(at, 'Europe/Berlin')))
  expect(shown).toEqual([
    ['2026-03-28T10:00', '2026-03-28T13:00'],
    ['2026-03-29T09:00', '2026-03-29T13:00'],
    ['2026-03-30T09:00', '2026-03-30T18:00'],
  ])
})
