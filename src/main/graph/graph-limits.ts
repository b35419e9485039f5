import type { Clock } from '../ports/clock.ts'
import type { GraphLimit } from './graph-problem.ts'
import type { UsageReading } from './graph-usage.ts'

/** Under which business use case a request counts, and by what Meta counts it: the page's or the ad account's id. */
export interface GraphQuota {
  readonly type: 'pages' | 'leadgen' | 'ads_insights' | 'ads_management'
  readonly id: string
}

/** What a request meets before it leaves. */
export type Admission =
  | { kind: 'go' }
  | { kind: 'slow'; waitMs: number }
  | { kind: 'pause'; until: number; limit: GraphLimit }

const SLOW_FROM = 75
const PAUSE_FROM = 95
const MINUTE = 60_000
/** How far requests are apart at 75 %; it doubles every four percent, so that it is about a minute before the pause. */
const FIRST_GAP = 2_000
/** A reading that nothing has renewed for that long says nothing any more. */
const READING_LASTS = 10 * MINUTE
/** Where Meta does not say how long: its windows are of an hour, and move. */
const UNKNOWN_PAUSE = { app: 15 * MINUTE, page: 15 * MINUTE, account: 5 * MINUTE, 'use-case': 5 * MINUTE }

interface Gauge {
  limit: GraphLimit
  percent: number
  readAt: number
  pausedUntil: number | null
  lastRequestAt: number
}

/**
 * Meta's limits as far as they are known, each by what it is counted by: an app, a page, an ad account, or a business use case of one
 * of those. Kept in memory only: the first answer after a start tells them anew.
 */
export function createGraphLimits({ clock }: { clock: Clock }) {
  const gauges = new Map<string, Gauge>()

  function set(key: string, limit: GraphLimit, percent: number, pausedUntil: number | null): void {
    const now = clock.now()
    gauges.set(key, { limit, percent, readAt: now, pausedUntil, lastRequestAt: now })
  }

  return {
    /** Takes what an answer's headers say about whoever asked. */
    note(countedAs: string, quota: GraphQuota | undefined, readings: readonly UsageReading[]): void {
      for (const reading of readings) {
        const limit = limitOfReading(reading)
        const pausedUntil = reading.percent >= PAUSE_FROM ? clock.now() + pauseOf(reading) : null
        for (const key of keysOfReading(countedAs, quota, reading, readings))
          set(key, limit, reading.percent, pausedUntil)
      }
    },

    /** Meta has refused: says until when to ask no more. What the same answer's headers said counts, where they say anything. */
    noteRefused(countedAs: string, quota: GraphQuota | undefined, limit: GraphLimit): number {
      const key = keyOf(countedAs, quota, limit)
      const known = gauges.get(key)?.pausedUntil ?? 0
      const until = known > clock.now() ? known : clock.now() + UNKNOWN_PAUSE[limit.kind]
      set(key, limit, 100, until)
      return until
    },

    /** Whether a request may leave now. One for which a person waits is not slowed, but paused like all. */
    admit(countedAs: string, quota: GraphQuota | undefined, isAwaited: boolean): Admission {
      const now = clock.now()
      const concerned = keysOfRequest(countedAs, quota).flatMap(key => {
        const gauge = gauges.get(key)
        if (!gauge) return []
        const isOver = gauge.pausedUntil === null ? now - gauge.readAt > READING_LASTS : gauge.pausedUntil <= now
        // A clock that was set back must not hold a pause for hours.
        if (!isOver && gauge.readAt <= now) return [gauge]
        gauges.delete(key)
        return []
      })
      const paused = concerned.filter(gauge => gauge.pausedUntil !== null)
      const longest = paused.toSorted((a, b) => (b.pausedUntil ?? 0) - (a.pausedUntil ?? 0))[0]
      if (longest?.pausedUntil) return { kind: 'pause', until: longest.pausedUntil, limit: longest.limit }
      if (isAwaited) return { kind: 'go' }
      const waits = concerned
        .filter(gauge => gauge.percent >= SLOW_FROM)
        .map(gauge => gauge.lastRequestAt + gapAt(gauge.percent) - now)
      const waitMs = Math.max(0, ...waits)
      return waitMs > 0 ? { kind: 'slow', waitMs } : { kind: 'go' }
    },
  }
}

function gapAt(percent: number): number {
  return FIRST_GAP * 2 ** ((percent - SLOW_FROM) / 4)
}

function pauseOf({ limit, regainsInMs }: UsageReading): number {
  return regainsInMs ?? UNKNOWN_PAUSE[limit]
}

function limitOfReading({ limit, type }: UsageReading): GraphLimit {
  return limit === 'use-case' ? { kind: limit, type: type ?? '' } : { kind: limit }
}

function keyOf(countedAs: string, quota: GraphQuota | undefined, limit: GraphLimit): string {
  const id = bare(quota?.id ?? countedAs)
  switch (limit.kind) {
    case 'app':
      return `app ${countedAs}`
    case 'page':
    case 'account':
      return `${limit.kind} ${id}`
    case 'use-case':
      return `${limit.type} ${id}`
  }
}

/**
 * A use case is counted by the id that the header names. Where that is another than the one asked for (a business owns the page), it
 * counts for the one asked for as well.
 */
function keysOfReading(
  countedAs: string,
  quota: GraphQuota | undefined,
  reading: UsageReading,
  all: readonly UsageReading[],
): string[] {
  const own = keyOf(countedAs, quota, limitOfReading(reading))
  if (reading.limit !== 'use-case' || reading.id === null) return [own]
  const named = `${reading.type} ${bare(reading.id)}`
  const isNamed = all.some(other => other.type === quota?.type && bare(other.id ?? '') === bare(quota?.id ?? ''))
  return quota !== undefined && reading.type === quota.type && !isNamed ? [named, own] : [named]
}

function keysOfRequest(countedAs: string, quota: GraphQuota | undefined): string[] {
  const limits: GraphLimit[] = [{ kind: 'app' }, { kind: 'page' }, { kind: 'account' }]
  if (quota) limits.push({ kind: 'use-case', type: quota.type })
  return limits.map(limit => keyOf(countedAs, quota, limit))
}

/** Ad accounts are named with and without this before their number. */
function bare(id: string): string {
  return id.replace(/^act_/u, '')
}
