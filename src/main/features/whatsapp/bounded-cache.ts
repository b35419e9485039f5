import type { PossiblyExtendedCacheStore } from '@whiskeysockets/baileys'
import type { Clock } from '../../ports/clock.ts'

/**
 * What Baileys remembers between sockets of one number: kept outside of them, so that a reconnect does not forget how often something
 * was tried, and bounded, so that a year of uptime does not fill the memory.
 */
export function createBoundedCache({
  clock,
  lifetimeMs,
  capacity,
}: {
  clock: Clock
  lifetimeMs: number
  capacity: number
}): Required<Pick<PossiblyExtendedCacheStore, 'get' | 'set' | 'del' | 'flushAll' | 'mget' | 'mset'>> {
  const entries = new Map<string, { value: unknown; until: number }>()

  function get<Value>(key: string): Value | undefined {
    const entry = entries.get(key)
    if (!entry) return undefined
    if (entry.until > clock.now()) return entry.value as Value
    entries.delete(key)
    return undefined
  }

  function set(key: string, value: unknown): void {
    entries.delete(key)
    entries.set(key, { value, until: clock.now() + lifetimeMs })
    const [oldest] = entries.keys()
    if (entries.size > capacity && oldest !== undefined) entries.delete(oldest)
  }

  return {
    get: get as PossiblyExtendedCacheStore['get'],
    set,
    del: key => void entries.delete(key),
    flushAll: () => entries.clear(),
    mget: async <Value>(keys: string[]) =>
      Object.fromEntries(keys.map(key => [key, get<Value>(key)])) as Record<string, Value | undefined>,
    mset: pairs => {
      for (const { key, value } of pairs) set(key, value)
    },
  }
}
