import { expect, it } from 'vitest'
import { fromPicked, quickMoments, toPicked } from './picked-moment.ts'

const istanbul = 'Europe/Istanbul'
const berlin = 'Europe/Berlin'

it('goes to the picker and back, by the clock of the office', () => {
  const at = Date.UTC(2026, 10, 21, 11, 30)
  expect(toPicked(at, istanbul)).toBe('2026-11-21 14:30:00')
  expect(toPicked(at, berlin)).toBe('2026-11-21 12:30:00')
  for (const zone of [istanbul, berlin, undefined]) expect(fromPicked(toPicked(at, zone), zone)).toBe(at)
})

it('offers mornings of the office, also over a change of the clocks', () => {
  const evening = Date.UTC(2026, 10, 30, 20, 59)
  const picked = quickMoments(evening, istanbul).map(({ at }) => toPicked(at, istanbul))
  expect(picked).toEqual(['2026-12-01 10:00:00', '2026-12-03 10:00:00', '2026-12-07 10:00:00'])
  const beforeWinter = Date.UTC(2026, 9, 24, 12)
  expect(quickMoments(beforeWinter, berlin).map(({ at }) => at)[0]).toBe(Date.UTC(2026, 9, 25, 9))
})
