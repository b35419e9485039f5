import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchNetwork } from './network-change.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it('tells once when the network comes, goes or is another one, and nothing after its stop', () => {
  let isOnline = true
  let addresses = ['192.0.2.7', 'fe80::1']
  let changes = 0
  const stop = watchNetwork(() => (changes += 1), { isOnline: () => isOnline, addresses: () => [...addresses] })

  vi.advanceTimersByTime(60_000)
  expect(changes).toBe(0)

  addresses = ['fe80::1', '192.0.2.7']
  vi.advanceTimersByTime(10_000)
  expect(changes).toBe(0)

  addresses = ['198.51.100.3']
  vi.advanceTimersByTime(10_000)
  expect(changes).toBe(1)

  isOnline = false
  vi.advanceTimersByTime(60_000)
  expect(changes).toBe(2)

  stop()
  isOnline = true
  vi.advanceTimersByTime(60_000)
  expect(changes).toBe(2)
})
