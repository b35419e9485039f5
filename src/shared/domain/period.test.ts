import { describe, expect, it } from 'vitest'
import { addDays, calendarDayOf, type Period, startOfDay, stretchOf } from './period.ts'

/** A Thursday, 01:30 in Istanbul; still Wednesday in London. */
const NOW = Date.parse('2026-01-14T22:30:00Z')
const ISTANBUL = 'Europe/Istanbul'

function days(period: Period, timeZone = ISTANBUL) {
  const { from, until } = stretchOf(period, timeZone, NOW)
  return [from, until].map(at => (at === null ? null : new Date(at).toISOString()))
}

describe('a period', () => {
  it('is of the office’s days, not of the machine’s', () => {
    expect(calendarDayOf(ISTANBUL, NOW)).toBe('2026-01-15')
    expect(calendarDayOf('Europe/London', NOW)).toBe('2026-01-14')
    expect(days({ kind: 'today' })).toEqual(['2026-01-14T21:00:00.000Z', '2026-01-15T21:00:00.000Z'])
  })

  it('begins its week on Monday and its month on the first', () => {
    expect(days({ kind: 'this_week' })[0]).toBe('2026-01-11T21:00:00.000Z')
    expect(days({ kind: 'this_month' })[0]).toBe('2025-12-31T21:00:00.000Z')
  })

  it('counts today among the last days', () => {
    expect(days({ kind: 'last_days', days: 1 })).toEqual(days({ kind: 'today' }))
    expect(days({ kind: 'last_days', days: 30 })[0]).toBe('2025-12-16T21:00:00.000Z')
  })

  it('holds both of its days, and may be open', () => {
    expect(days({ kind: 'between', from: '2026-01-01', to: '2026-01-01' })).toEqual([
      '2025-12-31T21:00:00.000Z',
      '2026-01-01T21:00:00.000Z',
    ])
    expect(days({ kind: 'between', from: null, to: '2026-01-01' })[0]).toBeNull()
    expect(days({ kind: 'between', from: '2026-01-01', to: null })[1]).toBeNull()
  })

  it('knows days of 23 and 25 hours', () => {
    const lengthOf = (day: string) =>
      (startOfDay(addDays(day, 1), 'Europe/Berlin') - startOfDay(day, 'Europe/Berlin')) / 3_600_000
    expect([lengthOf('2026-03-29'), lengthOf('2026-10-25'), lengthOf('2026-06-01')]).toEqual([23, 25, 24])
  })
})
