import { expect, it } from 'vitest'
import { courseVisits, stepsFor } from './course.ts'

const first = { typeId: null, minutes: 30, bufferBefore: 0, bufferAfter: 0 }

it('visits come so many days after the one before, at the same hour of the clock, also when it changes', () => {
  const steps = [
    { typeId: null, afterDays: 7 },
    { typeId: null, afterDays: 90 },
  ]
  const visits = courseVisits(steps, '2026-03-23 10:00:00', first, [], 'Europe/Berlin')
  expect(visits.map(({ startsAt }) => new Date(startsAt).toISOString())).toEqual([
    '2026-03-30T08:00:00.000Z',
    '2026-06-28T08:00:00.000Z',
  ])
})

it('a course that grows keeps what was chosen, one that shrinks lets the last go', () => {
  const two = stepsFor(3, 14, [])
  expect(two).toEqual([
    { typeId: null, afterDays: 14 },
    { typeId: null, afterDays: 14 },
  ])
  const chosen = [{ typeId: null, afterDays: 3 }, ...two.slice(1)]
  expect(stepsFor(4, 7, chosen)).toEqual([...chosen, { typeId: null, afterDays: 7 }])
  expect(stepsFor(2, 7, chosen)).toEqual(chosen.slice(0, 1))
  expect(stepsFor(1, 7, chosen)).toHaveLength(1)
})
