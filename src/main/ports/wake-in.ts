import type { Clock } from './clock.ts'

/**
 * Calls back after that long. A clock that is set back meanwhile does not make it longer: what was to be in a minute would otherwise
 * be in hours. Returns the cancel.
 */
export function wakeIn(clock: Clock, ms: number, callback: () => void): () => void {
  let at = clock.now() + ms
  let cancelWake = clock.wakeAt(at, wake)
  const stopFollowing = clock.onJump(({ from, to }) => {
    if (to >= from) return
    at += to - from
    cancelWake()
    cancelWake = clock.wakeAt(at, wake)
  })

  function wake(): void {
    stopFollowing()
    callback()
  }

  return () => {
    cancelWake()
    stopFollowing()
  }
}
