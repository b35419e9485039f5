import { expect, it } from 'vitest'
import { createFakeClock } from './fakes.ts'
import { wakeIn } from './wake-in.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

it('keeps its distance when the clock is set back, and is due at once when it is set ahead', async () => {
  const clock = createFakeClock()
  const woken: string[] = []
  wakeIn(clock, MINUTE, () => woken.push('back'))
  await clock.advance(MINUTE / 2)
  await clock.jump(-5 * HOUR)
  await clock.advance(MINUTE / 2 - 1)
  expect(woken).toEqual([])
  await clock.advance(1)
  expect(woken).toEqual(['back'])

  wakeIn(clock, MINUTE, () => woken.push('ahead'))
  await clock.jump(HOUR)
  expect(woken).toEqual(['back', 'ahead'])
})

it('wakes nobody after it was cancelled, whatever the clock does', async () => {
  const clock = createFakeClock()
  const woken: string[] = []
  const cancel = wakeIn(clock, MINUTE, () => woken.push('cancelled'))
  await clock.jump(-HOUR)
  cancel()
  await clock.jump(-HOUR)
  await clock.advance(3 * HOUR)
  expect(woken).toEqual([])
})
