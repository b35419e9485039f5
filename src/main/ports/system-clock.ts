import { readFileSync } from 'node:fs'
import type { Clock } from './clock.ts'

/** How often the clock looks whether it was moved. */
const LOOK_EVERY = 10_000
/** What counts as moved; less is a busy event loop or the network's time service. */
const JUMP_AT_LEAST = 5_000
/** Timers are re-armed at least this often: a timer does not notice that the machine's time was set back. */
const LONGEST_TIMER = 60_000
const OFFSET_FILE_INTERVAL = 200

export interface SystemClock extends Clock {
  stop(): void
}

/**
 * The machine's clock. `offsetFile` (SANTRAL_CLOCK) names a file holding milliseconds to add, so that a test or the demo can move
 * the time of a running program.
 */
export function createSystemClock({ offsetFile }: { offsetFile?: string | undefined } = {}): SystemClock {
  const wakers = new Set<{ arm(): void; cancel(): void }>()
  const jumpListeners = new Set<(jump: { from: number; to: number }) => void>()
  let offset = offsetFile ? readOffset(offsetFile, 0) : 0

  function now(): number {
    return Date.now() + offset
  }

  function jumped(from: number, to: number): void {
    for (const listener of [...jumpListeners]) listener({ from, to })
    for (const waker of [...wakers]) waker.arm()
  }

  let lastLook = now()
  const look = setInterval(() => {
    const expected = lastLook + LOOK_EVERY
    lastLook = now()
    if (Math.abs(lastLook - expected) >= JUMP_AT_LEAST) jumped(expected, lastLook)
  }, LOOK_EVERY)
  look.unref()

  function rereadOffset(): void {
    const before = now()
    const previous = offset
    offset = readOffset(offsetFile as string, previous)
    if (offset === previous) return
    lastLook += offset - previous
    jumped(before, now())
  }
  // Read, not watched: a watcher takes what the file is at its first look for the beginning, and misses a move before it.
  const reread = offsetFile ? setInterval(rereadOffset, OFFSET_FILE_INTERVAL) : undefined
  reread?.unref()

  return {
    now,
    wakeAt(at, callback) {
      let timer: NodeJS.Timeout | undefined
      const waker = {
        arm() {
          clearTimeout(timer)
          timer = setTimeout(
            () => {
              if (now() < at) return waker.arm()
              wakers.delete(waker)
              callback()
            },
            Math.min(Math.max(at - now(), 0), LONGEST_TIMER),
          )
        },
        cancel() {
          clearTimeout(timer)
          wakers.delete(waker)
        },
      }
      wakers.add(waker)
      waker.arm()
      return waker.cancel
    },
    onJump(listener) {
      jumpListeners.add(listener)
      return () => jumpListeners.delete(listener)
    },
    stop() {
      clearInterval(look)
      clearInterval(reread)
      for (const waker of [...wakers]) waker.cancel()
      jumpListeners.clear()
    },
  }
}

/** A file that is missing or being written keeps the offset that was. */
function readOffset(file: string, otherwise: number): number {
  try {
    const text = readFileSync(file, 'utf8').trim()
    const offset = Number(text)
    return text !== '' && Number.isSafeInteger(offset) ? offset : otherwise
  } catch {
    return otherwise
  }
}
