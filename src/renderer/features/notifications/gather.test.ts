import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { gatherFor } from './gather.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('hands over together what comes within a moment', () => {
  const handOver = vi.fn()
  const gathering = gatherFor<number>(250, handOver)
  gathering.add(1)
  vi.advanceTimersByTime(200)
  gathering.add(2)
  vi.advanceTimersByTime(50)
  gathering.add(3)
  vi.advanceTimersByTime(250)
  expect(handOver.mock.calls).toEqual([[[1, 2]], [[3]]])
})

it('hands over nothing once it is stopped', () => {
  const handOver = vi.fn()
  const gathering = gatherFor<number>(250, handOver)
  gathering.add(1)
  gathering.stop()
  vi.runAllTimers()
  expect(handOver).not.toHaveBeenCalled()
})
