import { useEffect, useSyncExternalStore } from 'react'

/** A list to which mounted components add their part, for as long as they are mounted, and which others read. */
export function createRegistry<Item>() {
  const parts = new Map<symbol, readonly Item[]>()
  const listeners = new Set<() => void>()
  let all: readonly Item[] = []

  function changed(): void {
    all = [...parts.values()].flat()
    for (const listener of listeners) listener()
  }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }

  return {
    /** `items` should be memoised: a new array is a new registration. */
    useRegistration(items: readonly Item[]): void {
      useEffect(() => {
        const key = Symbol('part')
        parts.set(key, items)
        changed()
        return () => {
          parts.delete(key)
          changed()
        }
      }, [items])
    },
    useAll: (): readonly Item[] => useSyncExternalStore(subscribe, () => all),
  }
}
