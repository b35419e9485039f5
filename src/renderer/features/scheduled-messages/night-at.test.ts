import { expect, it } from 'vitest'
import { localTimeOf } from '#shared/domain/local-time.ts'
import { toInstant } from '#shared/domain/zoned-time.ts'
import { nightAt } from './night-at.ts'

const night = { nightStart: 21, nightEnd: 9 }
const inNewYork = localTimeOf(['America/New_York'], 0, night)
const there = (wall: string) => toInstant(wall, 'America/New_York')

it('suggests the morning of whoever it would wake', () => {
  if (inNewYork === null) throw new Error('the zone is known')
  const morning = { timeZone: 'America/New_York', morning: there('2026-03-08T09:00') }
  // In the night in which the clocks there change.
  expect(nightAt(inNewYork, there('2026-03-07T23:00'), night)).toEqual(morning)
  expect(nightAt(inNewYork, there('2026-03-08T04:00'), night)).toEqual(morning)
  expect(nightAt(inNewYork, there('2026-03-08T09:00'), night)).toBeNull()
  expect(nightAt(inNewYork, there('2026-03-08T04:00'), { nightStart: 9, nightEnd: 9 })).toBeNull()
})
