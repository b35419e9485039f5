import type { QueryClient, QueryKey } from '@tanstack/react-query'
import type { AppEvent } from '#shared/contract/events.ts'
import { RENEWS_ITSELF } from '../rpc/renews-itself.ts'
import { keysChangedBy } from './changed-keys.ts'

/** In a storm (a history sync, a broadcast) the page asks again a few times per second, not once per event. */
const COALESCE_MS = 300

export interface Invalidator {
  changedBy(event: AppEvent): void
  everything(): void
  stop(): void
}

/** Collects keys and invalidates them together. What is on screen is asked again; the rest is only marked stale. */
export function createInvalidator(queries: QueryClient): Invalidator {
  const keys = new Map<string, QueryKey>()
  let isEverything = false
  let timer: ReturnType<typeof setTimeout> | null = null

  function flush(): void {
    timer = null
    if (isEverything) void queries.invalidateQueries()
    else {
      for (const queryKey of keys.values()) {
        void queries.invalidateQueries({ queryKey, refetchType: 'none' })
        void queries.refetchQueries({
          queryKey,
          type: 'active',
          predicate: query => query.meta?.[RENEWS_ITSELF] !== true,
        })
      }
    }
    isEverything = false
    keys.clear()
  }

  function schedule(): void {
    timer ??= setTimeout(flush, COALESCE_MS)
  }

  return {
    changedBy(event) {
      const changed = keysChangedBy(event)
      if (changed === 'everything') isEverything = true
      else for (const key of changed) keys.set(JSON.stringify(key), key)
      if (isEverything || keys.size > 0) schedule()
    },
    everything() {
      isEverything = true
      schedule()
    },
    stop() {
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
