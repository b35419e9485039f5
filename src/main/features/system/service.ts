import { withEventMeta } from '@orpc/server'
import type { z } from 'zod'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { LiveUpdate } from '#shared/contract/events.ts'
import type { Handshake } from '#shared/contract/system.ts'
import type { Db } from '../../db/database.ts'
import type { AppEvents, PublishedEvent } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Connection, Viewer } from '../../rpc/context.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { isLeadVisible, maySeeLeadsOf } from '../leads/visibility.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import type { SessionService } from '../session/service.ts'
import type { SettingsService } from '../settings/service.ts'

/** A page that falls this far behind (a storm while its tab slept) asks again for everything instead. */
const LONGEST_QUEUE = 1_000

/** After so many events that were none of its business a page is told how far it is: else it would believe to have missed them. */
const MOST_PASSED_OVER = 25

export interface SystemWorld {
  db: Db
  clock: Clock
  events: AppEvents
  settings: SettingsService
  session: SessionService
  secretBox: SecretBox
  host: z.infer<typeof Handshake>['host']
  programVersion: string
  schemaNumber: number
}

export function createSystemService(world: SystemWorld) {
  const { db, clock, events, settings, session, secretBox } = world

  /** Whatever names a lead reaches only those who may see it. That a lead is gone is told to all: there is nothing to see. */
  function mayHear(viewer: Viewer, { event, before }: PublishedEvent): boolean {
    if (!('leadId' in event) || event.type === 'lead.deleted') return true
    if (before !== undefined && maySeeLeadsOf(viewer, before.ownerId)) return true
    return isLeadVisible(db, viewer, event.leadId)
  }

  return {
    /** Another contract number means that page and core are of different releases: the page must reload itself. */
    async hello(
      connection: Connection,
      { contract, sessionToken }: { contract: number; sessionToken: string | null },
    ): Promise<Handshake> {
      if (contract !== CONTRACT_VERSION) throw new DomainError('OUT_OF_DATE', { contract: CONTRACT_VERSION })
      connection.isGreeted = true
      connection.sessionId = sessionToken === null ? null : session.resolve(sessionToken)
      const signedIn = connection.sessionId === null ? null : session.staffOf(connection.sessionId)
      const { officeName, locale, timeZone, defaultCountry } = settings.current()
      const officeId = settings.officeId()
      return {
        contract: CONTRACT_VERSION,
        schema: world.schemaNumber,
        officeId,
        officeName: officeId === null ? null : officeName,
        locale,
        timeZone,
        defaultCountry,
        host: world.host,
        programVersion: world.programVersion,
        staff: signedIn?.staff ?? null,
        isLocked: signedIn?.isLocked ?? false,
        now: clock.now(),
        latestEventId: events.latestId(),
        secretsState: secretBox.state,
        secretsKind: secretBox.protection,
      }
    },

    /**
     * Events as they happen, for as long as the session lives. A page that comes back says the last id it saw and hears the rest,
     * or that it missed too much.
     */
    async *updates(connection: Connection, lastEventId: string | undefined, signal: AbortSignal | undefined) {
      if (signal?.aborted) return
      const queue = openQueue(events, lastEventId ?? events.latestId())
      const stops = [queue.stop, session.onInterrupted(sessionId => sessionId === connection.sessionId && queue.stop())]
      signal?.addEventListener('abort', queue.stop, { once: true })
      let passedOver = 0
      try {
        for (;;) {
          const next = await queue.take()
          if (next === 'stopped') return
          // Asked anew for each: the person may have been given another role, or been signed out, a moment ago.
          const current = connection.sessionId === null ? null : session.viewerOf(connection.sessionId)
          if (current === null || current.isLocked) return
          passedOver += 1
          if (next === 'gap') yield update({ kind: 'gap' }, events.latestId())
          else if (mayHear(current.viewer, next)) yield update({ kind: 'event', event: next.event }, next.id)
          else if (passedOver >= MOST_PASSED_OVER) yield update({ kind: 'passed' }, next.id)
          else continue
          passedOver = 0
        }
      } finally {
        signal?.removeEventListener('abort', queue.stop)
        for (const stop of stops) stop()
      }
    },
  }
}
export type SystemService = ReturnType<typeof createSystemService>

type Taken = PublishedEvent | 'gap' | 'stopped'

function update(what: LiveUpdate, id: string): LiveUpdate {
  return withEventMeta(what, { id })
}

function openQueue(events: AppEvents, lastEventId: string) {
  const missed = events.since(lastEventId)
  let waiting: Taken[] = missed === 'gap' ? ['gap'] : [...missed]
  let isStopped = false
  let wake: (() => void) | undefined
  const unsubscribe = events.subscribe(published => {
    waiting.push(published)
    if (waiting.length > LONGEST_QUEUE) waiting = ['gap']
    wake?.()
  })
  return {
    async take(): Promise<Taken> {
      for (;;) {
        if (isStopped) return 'stopped'
        const next = waiting.shift()
        if (next !== undefined) return next
        await new Promise<void>(resolve => {
          wake = resolve
        })
      }
    },
    stop(): void {
      isStopped = true
      unsubscribe()
      wake?.()
    },
  }
}
