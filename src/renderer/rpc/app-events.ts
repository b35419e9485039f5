import type { AppEvent } from '#shared/contract/events.ts'

type Listener = (event: AppEvent) => void

const listeners = new Set<Listener>()

/** For the few things that react to an event itself (typing, a notification). Data is renewed by `app/live-updates.ts`. */
export function subscribeToAppEvents(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export function announceAppEvent(event: AppEvent): void {
  for (const listener of listeners) listener(event)
}
