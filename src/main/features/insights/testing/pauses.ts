import type { FakeClock } from '../../../ports/fakes.ts'

const LOOK_EVERY = 5_000

export interface WatchedClock extends FakeClock {
  /** Somebody waits for a report just now. */
  isPausing(): boolean
}

/** Knows when the program waits between two looks at a report: only then may time pass, however slow the machine. */
export function watchPauses(clock: FakeClock): WatchedClock {
  let pauses = 0
  return {
    ...clock,
    isPausing: () => pauses > 0,
    wakeAt(at, callback) {
      if (at - clock.now() !== LOOK_EVERY) return clock.wakeAt(at, callback)
      pauses += 1
      let isOver = false
      const over = () => {
        if (!isOver) pauses -= 1
        isOver = true
      }
      const cancel = clock.wakeAt(at, () => {
        over()
        callback()
      })
      return () => {
        over()
        cancel()
      }
    },
  }
}

/** Lets time pass until the work is done. */
export async function letReportsBeMade<Result>(clock: WatchedClock, work: Promise<Result>): Promise<Result> {
  let isDone = false
  void work
    .catch(() => {})
    .finally(() => {
      isDone = true
    })
  while (!isDone) {
    await new Promise(resolve => setTimeout(resolve, 1))
    if (clock.isPausing()) await clock.advance(LOOK_EVERY)
  }
  return work
}
