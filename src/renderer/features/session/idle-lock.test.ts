import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { watchForIdle } from './idle-lock.ts'

const MINUTE = 60_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function touch(): void {
  window.dispatchEvent(new Event('pointermove'))
}

it('calls once nobody touched the window for so long', () => {
  const onIdle = vi.fn()
  const stop = watchForIdle(10 * MINUTE, onIdle)
  vi.advanceTimersByTime(9 * MINUTE)
  touch()
  vi.advanceTimersByTime(9 * MINUTE)
  expect(onIdle).not.toHaveBeenCalled()
  vi.advanceTimersByTime(2 * MINUTE)
  expect(onIdle).toHaveBeenCalled()
  stop()
})

it('the first movement after the PC slept locks instead of counting as presence', () => {
  const onIdle = vi.fn()
  const stop = watchForIdle(10 * MINUTE, onIdle)
  // Asleep: the clock goes on, the timers do not.
  vi.setSystemTime(Date.now() + 60 * MINUTE)
  touch()
  expect(onIdle).toHaveBeenCalledOnce()
  stop()
})

it('stops when told', () => {
  const onIdle = vi.fn()
  watchForIdle(MINUTE, onIdle)()
  vi.advanceTimersByTime(10 * MINUTE)
  touch()
  expect(onIdle).not.toHaveBeenCalled()
})
