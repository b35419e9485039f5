import { describe, expect, it } from 'vitest'
import { LONGEST_DELAY, mustWaitUntil, NO_TRIES, spendTry, type Tries } from './tries.ts'

const SECOND = 1_000
const now = Date.UTC(2026, 0, 15)

function failedTimes(count: number): Tries {
  let tries = NO_TRIES
  for (let attempt = 0; attempt < count; attempt += 1) tries = spendTry(tries, now)
  return tries
}

describe('wrong passwords', () => {
  it('cost nothing four times', () => {
    expect(failedTimes(4)).toEqual({ failedTries: 4, retryAt: null })
    expect(mustWaitUntil(failedTimes(4), now)).toBeNull()
  })

  it('make one wait from the fifth on, twice as long each time, a quarter of an hour at most', () => {
    const waits = [5, 6, 7, 8, 9, 10, 40].map(count => ((failedTimes(count).retryAt ?? 0) - now) / SECOND)
    expect(waits).toEqual([30, 60, 120, 240, 480, 900, 900])
  })

  it('are answered again once the wait is over', () => {
    const tries = failedTimes(5)
    expect(mustWaitUntil(tries, now + 29 * SECOND)).toBe(now + 30 * SECOND)
    expect(mustWaitUntil(tries, now + 30 * SECOND)).toBeNull()
  })

  it('never make one wait longer than that because the clock was set back', () => {
    const lastYear = now - 365 * 24 * 60 * 60 * SECOND
    expect(mustWaitUntil(failedTimes(5), lastYear)).toBe(lastYear + LONGEST_DELAY)
  })
})
