import { expect, it } from 'vitest'
import { daysShown, parseCalendarSearch, stepFrom } from './calendar-search.ts'

it('keeps what can be read of an address', () => {
  expect(parseCalendarSearch({ show: 'year', on: '2026-13-01', staff: [], cancelled: false })).toEqual({})
  expect(parseCalendarSearch({ show: 'month', on: '2026-12-01' })).toEqual({ show: 'month', on: '2026-12-01' })
})

it('shows whole weeks from Monday, and whole months of them', () => {
  expect(daysShown('week', '2026-12-06')).toEqual({ from: '2026-11-30', until: '2026-12-07' })
  expect(daysShown('month', '2026-12-15')).toEqual({ from: '2026-11-30', until: '2027-01-11' })
  expect(daysShown('people', '2026-12-31')).toEqual({ from: '2026-12-31', until: '2027-01-01' })
})

it('steps by what it shows', () => {
  expect(stepFrom('week', '2026-12-28', 1)).toBe('2027-01-04')
  expect(stepFrom('month', '2026-01-31', -1)).toBe('2025-12-01')
  expect(stepFrom('month', '2026-12-31', 1)).toBe('2027-01-01')
  expect(stepFrom('people', '2026-03-01', -1)).toBe('2026-02-28')
})
