import { describe, expect, it } from 'vitest'
import { isOfficeOpen } from './office-hours.ts'

const hours = { timeZone: 'Europe/Istanbul', opensAt: 9, closesAt: 18, openDays: [1, 2, 3, 4, 5, 6] }
const at = (text: string) => Date.parse(text)

describe('office hours', () => {
  it.each([
    ['2026-11-30T06:00:00Z', true, 'Monday 09:00 in Istanbul'],
    ['2026-11-30T05:59:00Z', false, 'a minute before'],
    ['2026-11-30T14:59:00Z', true, 'a minute before six'],
    ['2026-11-30T15:00:00Z', false, 'six'],
    ['2026-12-06T09:00:00Z', false, 'Sunday noon'],
  ])('%s: %s, %s', (instant, isOpen) => {
    expect(isOfficeOpen(hours, at(instant))).toBe(isOpen)
  })

  it('may lie around midnight: then the night belongs to the day that began it', () => {
    const nights = { ...hours, opensAt: 20, closesAt: 4, openDays: [5] }
    expect(isOfficeOpen(nights, at('2026-12-04T20:00:00Z')), 'Friday 23:00').toBe(true)
    expect(isOfficeOpen(nights, at('2026-12-05T00:00:00Z')), 'Saturday 03:00').toBe(true)
    expect(isOfficeOpen(nights, at('2026-12-05T20:00:00Z')), 'Saturday 23:00').toBe(false)
  })

  it('are none where they begin when they end', () => {
    expect(isOfficeOpen({ ...hours, opensAt: 9, closesAt: 9 }, at('2026-11-30T06:00:00Z'))).toBe(false)
  })
})
