import type { Clock } from '../ports/clock.ts'
import { JobTimeout } from './job-errors.ts'

export interface DeadlineRun {
  result: Promise<unknown>
  abort(reason: Error): void
}

/**
 * Runs work that must end in time. After the deadline, or an abort, the result is rejected at once: work that does not listen to its
 * signal is left behind, and what it still returns is ignored. Time that the machine slept through does not count.
 */
export function runWithDeadline(
  { clock, timeoutMs }: { clock: Clock; timeoutMs: number },
  work: (signal: AbortSignal) => unknown,
): DeadlineRun {
  const controller = new AbortController()
  const { signal } = controller
  const timeOut = () => controller.abort(new JobTimeout('The run took too long'))
  let deadline = clock.now() + timeoutMs
  let cancelWake = clock.wakeAt(deadline, timeOut)
  const stopFollowing = clock.onJump(({ from, to }) => {
    deadline += to - from
    cancelWake()
    cancelWake = clock.wakeAt(deadline, timeOut)
  })
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const worked = (async () => work(signal))()
  const result = Promise.race([worked, aborted]).finally(() => {
    cancelWake()
    stopFollowing()
  })
  return { result, abort: reason => controller.abort(reason) }
}
