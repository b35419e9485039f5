import type { AppEvent } from '#shared/contract/events.ts'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { createLogger } from '../logging/logger.ts'

/** How many past events a page that lost the connection may catch up on (row E17). */
const KEPT_EVENTS = 100

export interface PublishedEvent {
  /** Opaque; grows with time, and never repeats after a restart. */
  id: string
  event: AppEvent
  /** Given when the lead's owner has just changed. */
  before?: OwnerBefore
}

/** Whose the lead was until now: whoever loses sight of it hears of that one change still, or would show it for ever. */
export interface OwnerBefore {
  readonly ownerId: StaffId | null
}

/** Past facts, with ids only: whoever hears one asks again for what it shows. Published after the outermost commit. */
export interface AppEvents {
  publish(event: AppEvent, before?: OwnerBefore): void
  subscribe(listener: (published: PublishedEvent) => void): () => void
  /** What came after that event, or `gap` when it is not kept any more (then everything shown must be asked again). */
  since(id: string): PublishedEvent[] | 'gap'
  /** The newest event's id, for a page that starts listening now. */
  latestId(): string
}

const log = createLogger('events')

export function createAppEvents(): AppEvents {
  // Each start has a number of its own, so that an id from before a restart is a gap and never a coincidence.
  const run = newId()
  const listeners = new Set<(published: PublishedEvent) => void>()
  const kept: PublishedEvent[] = []
  let count = 0

  const idOf = (number: number) => `${run}.${String(number).padStart(12, '0')}`

  return {
    publish(event, before) {
      count += 1
      const published: PublishedEvent = { id: idOf(count), event, ...(before && { before }) }
      log.debug({ ...event }, 'published')
      kept.push(published)
      if (kept.length > KEPT_EVENTS) kept.shift()
      for (const listener of [...listeners]) {
        try {
          listener(published)
        } catch (error) {
          log.error({ error, event: event.type }, 'a listener failed')
        }
      }
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    since(id) {
      if (id === idOf(count)) return []
      if (id === idOf(count - kept.length)) return [...kept]
      const index = kept.findIndex(published => published.id === id)
      return index === -1 ? 'gap' : kept.slice(index + 1)
    },
    latestId: () => idOf(count),
  }
}
