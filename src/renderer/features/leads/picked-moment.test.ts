import { expect, it } from 'vitest'
import { fromPicked, quickMoments, toPicked } from './picked-moment.ts'

it('goes to the picker and back', () => {
  const at = new Date(2026, 10, 21, 14, 30).getTime()
  expect(toPicked(at)).toBe('2026-11-21 14:30:00')
  expect(fromPicked(toPicked(at))).toBe(at)
})

it('offers mornings', () => {
  const evening = new Date(2026, 10, 30, 23, 59).getTime()
  expect(quickMoments(evening).map(({ at }) => toPicked(at))).toEqual([
    '2026-12-01 10:00:00',
    '2026-12-03 10:00:00',
    '2026-12-07 10:00:00',
  ])
})
