import { describe, expect, it } from 'vitest'
import { DEFAULT_POLL_MINUTES, daysLeft, metaSeverity, PollMinutes, warningOf } from './meta-connection.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOW = Date.UTC(2026, 0, 15)

it.each([
  [15 * DAY, null],
  [14 * DAY, 14],
  [7 * DAY + 1, 14],
  [7 * DAY, 7],
  [DAY + 1, 7],
  [DAY, 1],
  [0, 1],
  [-DAY, 1],
])('an end in %s ms is warned of at %s days', (ms, days) => {
  expect(warningOf(NOW + ms, NOW)).toBe(days)
})

it('what does not end has no days left', () => {
  expect([daysLeft(null, NOW), warningOf(null, NOW)]).toEqual([null, null])
  expect([daysLeft(NOW + HOUR, NOW), daysLeft(NOW - HOUR, NOW)]).toEqual([1, 0])
})

describe('the light', () => {
  const fine = { state: 'connected', problem: null, endsAt: null } as const
  it.each([
    [fine, 'good'],
    [{ ...fine, state: 'disconnected' }, 'off'],
    [{ ...fine, state: 'needs-login' }, 'broken'],
    [{ ...fine, problem: 'rate-limited' }, 'waiting'],
    [{ ...fine, problem: 'unreachable' }, 'waiting'],
    [{ ...fine, problem: 'permission' }, 'broken'],
    [{ ...fine, endsAt: NOW + 10 * DAY }, 'waiting'],
    [{ ...fine, endsAt: NOW + HOUR }, 'broken'],
  ] as const)('%j is %s', (connection, severity) => {
    expect(metaSeverity(connection, NOW)).toBe(severity)
  })
})

it('the interval is minutes of one day', () => {
  expect(PollMinutes.parse(DEFAULT_POLL_MINUTES)).toBe(5)
  for (const minutes of [0, 1_441, 2.5]) expect(PollMinutes.safeParse(minutes).success).toBe(false)
})
