import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { expandRecurrence, LONGEST_SERIES, type Recurrence, toRRule } from './recurrence.ts'
import { toInstant, toWallTime, weekdayOf } from './zoned-time.ts'

const zones = ['Europe/Istanbul', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC']

function wallTimes(rule: Recurrence, first: string, zone: string): string[] {
  return expandRecurrence(rule, first, zone).map(at => toWallTime(at, zone))
}

const times = (count: number) => ({ kind: 'count', count }) as const

describe('visits that repeat', () => {
  it('keep their hour when the clocks change', () => {
    const weekly: Recurrence = { frequency: 'weekly', interval: 1, weekdays: [], ends: times(3) }
    expect(wallTimes(weekly, '2026-03-23T10:00', 'Europe/Berlin')).toEqual([
      '2026-03-23T10:00',
      '2026-03-30T10:00',
      '2026-04-06T10:00',
    ])
    const [before, after] = expandRecurrence(weekly, '2026-10-26T10:00', 'America/New_York')
    expect((after ?? 0) - (before ?? 0)).toBe((7 * 24 + 1) * 3_600_000)
  })

  it('come later on the day whose hour the clocks leave out, and are still there', () => {
    const daily: Recurrence = { frequency: 'daily', interval: 1, weekdays: [], ends: times(3) }
    expect(wallTimes(daily, '2026-03-28T02:30', 'Europe/Berlin')).toEqual([
      '2026-03-28T02:30',
      '2026-03-29T03:30',
      '2026-03-30T02:30',
    ])
  })

  it('fall on several days of the week, the first one also on another', () => {
    const rule: Recurrence = { frequency: 'weekly', interval: 2, weekdays: [5, 1], ends: times(4) }
    expect(wallTimes(rule, '2026-11-30T09:00', 'Europe/Istanbul')).toEqual([
      '2026-11-30T09:00',
      '2026-12-04T09:00',
      '2026-12-14T09:00',
      '2026-12-18T09:00',
    ])
    expect(wallTimes(rule, '2026-12-02T09:00', 'Europe/Istanbul')[0]).toBe('2026-12-02T09:00')
  })

  it('of the end of a month stay at its end', () => {
    const rule: Recurrence = { frequency: 'monthly', interval: 1, weekdays: [], ends: times(3) }
    expect(wallTimes(rule, '2026-01-31T10:00', 'Europe/Istanbul')).toEqual([
      '2026-01-31T10:00',
      '2026-02-28T10:00',
      '2026-03-31T10:00',
    ])
  })

  it('end with the last day in the zone of the series', () => {
    const rule: Recurrence = {
      frequency: 'daily',
      interval: 1,
      weekdays: [],
      ends: { kind: 'until', on: '2026-12-02' },
    }
    expect(wallTimes(rule, '2026-11-30T23:30', 'America/New_York')).toEqual([
      '2026-11-30T23:30',
      '2026-12-01T23:30',
      '2026-12-02T23:30',
    ])
    expect(toRRule(rule, 'America/New_York')).toBe('FREQ=DAILY;INTERVAL=1;UNTIL=20261203T045959Z')
  })

  it('that would never seem to end are told as too many', () => {
    const rule: Recurrence = {
      frequency: 'daily',
      interval: 1,
      weekdays: [],
      ends: { kind: 'until', on: '2099-01-01' },
    }
    expect(expandRecurrence(rule, '2026-11-30T09:00', 'UTC').length).toBe(LONGEST_SERIES + 1)
  })

  it('have, in every zone, the hour of the first, in order, on the days asked for, as many as asked for', () => {
    const rule = fc.record({
      frequency: fc.constantFrom('daily' as const, 'weekly' as const, 'monthly' as const),
      interval: fc.integer({ min: 1, max: 8 }),
      weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 3 }),
      ends: fc.integer({ min: 2, max: 30 }).map(times),
    })
    const day = fc.date({ min: new Date('2024-01-01'), max: new Date('2028-12-31'), noInvalidDate: true })
    // Between four in the morning and midnight no zone of these changes its clocks.
    const minute = fc.integer({ min: 4 * 60, max: 24 * 60 - 1 })
    fc.assert(
      fc.property(rule, day, minute, fc.constantFrom(...zones), (repeats, date, at, zone) => {
        const hour = `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`
        const first = `${date.toISOString().slice(0, 10)}T${hour}`
        const starts = expandRecurrence(repeats, first, zone)
        const walls = starts.map(start => toWallTime(start, zone))
        expect(starts[0]).toBe(toInstant(first, zone))
        expect(starts).toHaveLength(repeats.ends.count)
        expect(starts).toEqual(starts.toSorted((one, other) => one - other))
        expect(new Set(walls.map(wall => wall.slice(11)))).toEqual(new Set([hour]))
        if (repeats.frequency === 'weekly' && repeats.weekdays.length > 0) {
          for (const wall of walls.slice(1)) expect(repeats.weekdays).toContain(weekdayOf(wall.slice(0, 10)))
        }
      }),
      { numRuns: 300, seed: 6 },
    )
  })
})
