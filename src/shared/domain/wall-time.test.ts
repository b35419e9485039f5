import { expect, it } from 'vitest'
import { instantOf, isoWithOffset } from './wall-time.ts'

const at = (iso: string) => Date.parse(iso)

it('a clock on the wall and its zone give the moment, also around the change of clocks', () => {
  expect(instantOf(at('2026-01-15T21:00:00Z'), 'Europe/Istanbul')).toBe(at('2026-01-15T21:00:00+03:00'))
  expect(instantOf(at('2026-07-01T12:00:00Z'), 'America/New_York')).toBe(at('2026-07-01T12:00:00-04:00'))
  // Left out that night, and twice in that one.
  expect(instantOf(at('2026-03-29T02:30:00Z'), 'Europe/Berlin')).toBe(at('2026-03-29T03:30:00+02:00'))
  expect(instantOf(at('2026-10-25T02:30:00Z'), 'Europe/Berlin')).toBe(at('2026-10-25T02:30:00+02:00'))
})

it('a moment is written with the offset of its zone', () => {
  expect(isoWithOffset(at('2026-01-15T18:00:00Z'), 'Europe/Istanbul')).toBe('2026-01-15T21:00:00+03:00')
  expect(isoWithOffset(at('2026-01-15T18:00:00Z'), 'America/St_Johns')).toBe('2026-01-15T14:30:00-03:30')
})
