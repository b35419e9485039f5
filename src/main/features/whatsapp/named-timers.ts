import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'

/** At most one timer of each name; setting it again moves it. */
export interface NamedTimers<Name extends string> {
  set(name: Name, delayMs: number, callback: () => void): void
  clear(name: Name): void
  clearAll(): void
}

export function createNamedTimers<Name extends string>(clock: Clock): NamedTimers<Name> {
  const cancels = new Map<Name, () => void>()

  function clear(name: Name): void {
    cancels.get(name)?.()
    cancels.delete(name)
  }

  return {
    set(name, delayMs, callback) {
      clear(name)
      const cancel = wakeIn(clock, delayMs, () => {
        cancels.delete(name)
        callback()
      })
      cancels.set(name, cancel)
    },
    clear,
    clearAll() {
      for (const name of [...cancels.keys()]) clear(name)
    },
  }
}
