import { describe, expect, it } from 'vitest'
import { type HealthFacts, judgeHealth, newChatLimitOf } from './number-health.ts'

const DAY = 86_400_000
const well: HealthFacts = {
  isEnded: false,
  reachOutLockedUntil: null,
  sentToday: 100,
  failedToday: 0,
  newChatsToday: 0,
  newChatLimit: 20,
  begunThisWeek: 20,
  answeredThisWeek: 10,
  disconnectsToday: 0,
}
const judge = (over: Partial<HealthFacts>) => {
  const { light, reasons } = judgeHealth({ ...well, ...over })
  return [light, ...reasons]
}

it.each([
  ['new', 0, 5],
  ['new', 6.99, 5],
  ['new', 7, 10],
  ['new', 13.99, 10],
  ['new', 14, 20],
  ['new', 27.99, 20],
  ['new', 28, 30],
  ['months', 0, 15],
  ['established', 0, 30],
  ['established', 400, 100],
  [null, 0, 15],
] as const)('a number of age %s, linked for %d days, may start %d chats', (age, days, limit) => {
  expect(newChatLimitOf(age, 0, days * DAY)).toBe(limit)
})

it('a number that was never linked begins at the beginning', () => {
  expect(newChatLimitOf('new', null, 400 * DAY)).toBe(5)
})

describe('the light', () => {
  it.each<[Partial<HealthFacts>, string[]]>([
    [{}, ['green']],
    [{ isEnded: true }, ['red', 'link-ended']],
    [{ reachOutLockedUntil: 1 }, ['red', 'reach-out-locked']],
    [{ sentToday: 91, failedToday: 9 }, ['green']],
    [{ sentToday: 90, failedToday: 10 }, ['amber', 'some-failed']],
    [{ sentToday: 71, failedToday: 29 }, ['amber', 'some-failed']],
    [{ sentToday: 70, failedToday: 30 }, ['red', 'many-failed']],
    [{ sentToday: 0, failedToday: 9 }, ['green']],
    [{ sentToday: 0, failedToday: 10 }, ['red', 'many-failed']],
    [{ begunThisWeek: 10, answeredThisWeek: 3 }, ['green']],
    [{ begunThisWeek: 10, answeredThisWeek: 2 }, ['amber', 'few-replies']],
    [{ begunThisWeek: 9, answeredThisWeek: 0 }, ['green']],
    [{ newChatsToday: 15 }, ['green']],
    [{ newChatsToday: 16 }, ['amber', 'limit-near']],
    [{ newChatsToday: 20 }, ['amber', 'limit-reached']],
    [{ disconnectsToday: 4 }, ['green']],
    [{ disconnectsToday: 5 }, ['amber', 'many-disconnects']],
    [{ newChatsToday: 25, reachOutLockedUntil: 1 }, ['red', 'reach-out-locked', 'limit-reached']],
  ])('%o: %j', (over, judged) => {
    expect(judge(over)).toEqual(judged)
  })

  it('goes with how many chats may still be started', () => {
    expect(judgeHealth({ ...well, newChatsToday: 7 }).canStillStart).toBe(13)
    expect(judgeHealth({ ...well, newChatsToday: 30 }).canStillStart).toBe(0)
    expect(judgeHealth({ ...well, reachOutLockedUntil: 1 }).canStillStart).toBe(0)
    expect(judgeHealth({ ...well, isEnded: true }).canStillStart).toBe(0)
  })
})
