import { getEventMeta } from '@orpc/client'
import type { QueryClient } from '@tanstack/react-query'
import type { LiveUpdate } from '#shared/contract/events.ts'
import { announceAppEvent } from '../rpc/app-events.ts'
import type { Connection } from '../rpc/connection.ts'
import { hasCode } from '../rpc/problem.ts'
import { createInvalidator, type Invalidator } from './invalidator.ts'

const RESUBSCRIBE_MS = 500

/** The one subscriber of the core's events: turns them into invalidations, for as long as somebody is signed in here. */
export function startLiveUpdates(connection: Connection, queries: QueryClient): () => void {
  const invalidate = createInvalidator(queries)
  let subscription: { readonly staffId: string; readonly stop: AbortController } | null = null
  /** How far each person's page has heard: a locked page hears nothing, and catches up when it is unlocked. */
  const heard = new Map<string, string>()
  let wasLost = false

  function follow(): void {
    const state = connection.state()
    if (state.kind === 'lost') wasLost = true
    if (state.kind !== 'ready') return
    if (wasLost) {
      wasLost = false
      invalidate.everything()
    }
    const staffId = state.handshake.isLocked ? null : (state.handshake.staff?.id ?? null)
    if (staffId === (subscription?.staffId ?? null)) return
    subscription?.stop.abort()
    subscription = null
    if (staffId === null) return
    subscription = { staffId, stop: new AbortController() }
    const { latestEventId } = state.handshake
    if (!heard.has(staffId) && latestEventId !== undefined) heard.set(staffId, latestEventId)
    const place = { get: () => heard.get(staffId), set: (eventId: string) => heard.set(staffId, eventId) }
    void listen(connection, invalidate, place, subscription.stop.signal)
  }

  const unsubscribe = connection.subscribe(follow)
  follow()
  return () => {
    unsubscribe()
    subscription?.stop.abort()
    invalidate.stop()
  }
}

/** Listens until told to stop; resumes after the last event it heard, so that a dropped link loses none. */
async function listen(
  connection: Connection,
  invalidate: Invalidator,
  place: { get(): string | undefined; set(eventId: string): void },
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      const updates = await connection.client.system.updates(undefined, { signal, lastEventId: place.get() })
      for await (const update of updates) {
        const eventId = getEventMeta(update)?.id
        if (eventId !== undefined) place.set(eventId)
        receive(connection, invalidate, update)
      }
    } catch (error) {
      if (signal.aborted) return
      // Signed out or locked from elsewhere: the new handshake says so and ends this subscription.
      if (hasCode(error, 'UNAUTHENTICATED')) await connection.greet().catch(() => undefined)
    }
    await new Promise(resolve => setTimeout(resolve, RESUBSCRIBE_MS))
  }
}

function receive(connection: Connection, invalidate: Invalidator, update: LiveUpdate): void {
  if (update.kind === 'passed') return
  if (update.kind !== 'event') {
    invalidate.everything()
    return
  }
  // The office's name, the person's role or language are part of the handshake.
  if (update.event.type === 'office.changed' || update.event.type === 'staff.changed') {
    void connection.greet().catch(() => undefined)
  }
  invalidate.changedBy(update.event)
  announceAppEvent(update.event)
}
