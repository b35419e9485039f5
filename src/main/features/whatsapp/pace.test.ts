import { expect, it } from 'vitest'
import { HUMAN_PACE, waitBefore } from './pace.ts'

const now = 1_000_000_000
const answer = { pace: HUMAN_PACE, now, lastSentAt: now, customerWroteAt: now - 60_000 }
const first = { ...answer, customerWroteAt: null }

it('answers follow each other within 200 to 600 ms, counted from the one before', () => {
  expect(waitBefore({ ...answer, random: 0 })).toBe(200)
  expect(waitBefore({ ...answer, random: 1 })).toBe(600)
  expect(waitBefore({ ...answer, lastSentAt: now - 500, random: 1 })).toBe(100)
  expect(waitBefore({ ...answer, lastSentAt: now - 5_000, random: 1 })).toBe(0)
  expect(waitBefore({ ...answer, lastSentAt: null, random: 1 })).toBe(0)
})

it('a clock that was set back makes nobody wait for hours', () => {
  expect(waitBefore({ ...answer, lastSentAt: now + 5 * 3_600_000, random: 1 })).toBe(600)
})

it('a first contact, and one after a day of silence, waits 3 to 8 s', () => {
  expect(waitBefore({ ...first, random: 0 })).toBe(3_000)
  expect(waitBefore({ ...first, random: 1 })).toBe(8_000)
  expect(waitBefore({ ...first, customerWroteAt: now - 25 * 3_600_000, random: 0 })).toBe(3_000)
  expect(waitBefore({ ...first, customerWroteAt: now - 23 * 3_600_000, random: 0 })).toBe(200)
})
