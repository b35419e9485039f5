import { setImmediate as nextTurn } from 'node:timers/promises'
import type { InsightRunKind } from '#shared/contract/insights.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { type InsightLevel, InsightLevel as Levels } from '#shared/domain/insight.ts'
import type { SyncProblem } from '#shared/domain/meta-sync.ts'
import { calendarDayOf } from '#shared/domain/period.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { JobsStopped } from '../../jobs/job-errors.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import type { StoreStructure } from '../ads/store-structure.ts'
import { findInsightAccount, type InsightAccount } from './accounts.ts'
import type { InsightSource, InsightWindow } from './insight-source.ts'
import { listParts } from './parts.ts'
import type { ReadRow } from './read-row.ts'
import { findState, getRun, type RunRow, saveState, startRun, updateRun } from './run-queries.ts'
import { removeUnseen, type SeenDays, storeDays } from './store-days.ts'
import { firstDayAtMeta, nextOlderWindow, windowOf } from './windows.ts'

export interface InsightWorld {
  readonly db: Db
  readonly clock: Clock
  readonly events: AppEvents
  readonly log: Logger
  readonly source: InsightSource
  readonly storeStructure: StoreStructure
  readonly joinReferrals: (tx: Db, accountId: AdAccountId) => void
}

/** In one transaction. Small, so that nobody who types meanwhile waits for it. */
const TOGETHER = 100
const LOOK_EVERY = 5_000
/** A report that is not done by then is asked for anew. */
const REPORT_PATIENCE = 3_600_000
const REPORT_TRIES = 3
/** After Meta, or the way to it, had trouble. */
const AFTER_TROUBLE = 10 * 60_000
const ANNOUNCE_EVERY = 500

class Cancelled extends Error {
  override name = 'Cancelled'
}

type Lane = 'new' | 'old'

/**
 * Reads what ads cost and bring. Nothing is lost or doubled by a kill at whatever step: days are stored under their thing and date,
 * and how far an account is read moves only after all levels of those days are committed.
 */
export function createInsightSync(world: InsightWorld) {
  const { db, clock, events, log, source } = world
  const running = new Map<string, { kind: InsightRunKind; controller: AbortController; ended: Promise<RunRow> }>()
  let announcedAt = 0

  function announce(): void {
    announcedAt = clock.now()
    events.publish({ type: 'insights.changed' })
  }

  function start(account: InsightAccount, kind: InsightRunKind, lane: Lane): Promise<RunRow> {
    const key = `${account.id} ${lane}`
    const controller = new AbortController()
    const { signal } = controller
    const runId = startRun(db, account.id, kind, clock.now())
    const figures = { fetched: 0, changed: 0, removed: 0 }

    async function storeAll(pages: AsyncIterable<readonly ReadRow[]>, level: InsightLevel, seen: SeenDays) {
      for await (const page of pages) {
        // What belongs together lies together: its months are added up once.
        const rows = page.toSorted((one, other) =>
          one.objectId === other.objectId ? (one.onDay < other.onDay ? -1 : 1) : one.objectId < other.objectId ? -1 : 1,
        )
        for (let first = 0; first < rows.length; first += TOGETHER) {
          signal.throwIfAborted()
          const batch = rows.slice(first, first + TOGETHER)
          const stored = storeDays(db, { accountId: account.id, level }, batch, seen, clock.now())
          figures.fetched += stored.fetched
          figures.changed += stored.changed
          updateRun(db, runId, figures)
          if (Math.abs(clock.now() - announcedAt) >= ANNOUNCE_EVERY) announce()
          await nextTurn()
        }
      }
    }

    /** At once where that is not too much, else as a report; older days always as a report, which costs Meta and us less. */
    async function readLevel(window: InsightWindow): Promise<void> {
      const seen: SeenDays = new Map()
      const wantsReport = lane === 'old' && (window.level === 'ad' || window.level === 'adset')
      if (!wantsReport) {
        try {
          await storeAll(source.days(account, window, signal), window.level, seen)
        } catch (error) {
          if (source.read(error)?.isTooMuch !== true) throw error
          seen.clear()
          await readReport(window, seen)
        }
      } else await readReport(window, seen)
      const known =
        window.level === 'account'
          ? [account.externalId]
          : listParts(db, account, window.level, null).map(({ id }) => id)
      const objectIds = [...new Set([...known, ...seen.keys()])]
      for (let first = 0; first < objectIds.length; first += TOGETHER) {
        const some = { ...window, objectIds: objectIds.slice(first, first + TOGETHER) }
        figures.removed += removeUnseen(db, { accountId: account.id, level: window.level }, some, seen)
        await nextTurn()
      }
    }

    async function readReport(window: InsightWindow, seen: SeenDays): Promise<void> {
      for (let attempt = 1; ; attempt += 1) {
        const id = await reportFor(window)
        const isDone = await waitForReport(id)
        if (isDone) {
          await storeAll(source.reportDays(account, id, window.level, signal), window.level, seen)
          if (lane === 'old') saveState(db, account.id, { report: null }, clock.now())
          return
        }
        if (lane === 'old') saveState(db, account.id, { report: null }, clock.now())
        if (attempt >= REPORT_TRIES) throw new ReportFailed()
      }
    }

    /** One that was asked for before a kill is not asked for again. */
    async function reportFor({ level, from, to }: InsightWindow): Promise<string> {
      const known = findState(db, account.id)?.report
      const isIts = known && known.level === level && known.from === from && known.to === to
      if (lane === 'old' && isIts && clock.now() - known.at < REPORT_PATIENCE) return known.id
      const id = await source.startReport(account, { level, from, to }, signal)
      const report = { id, level, from, to, at: clock.now() }
      if (lane === 'old') saveState(db, account.id, { report }, clock.now())
      return id
    }

    async function waitForReport(id: string): Promise<boolean> {
      const until = clock.now() + REPORT_PATIENCE
      for (;;) {
        const state = await source.lookAtReport(account, id, signal)
        if (state !== 'working') return state === 'done'
        if (clock.now() >= until) return false
        await pause(clock, LOOK_EVERY, signal)
      }
    }

    async function readStructure(): Promise<void> {
      for await (const things of source.structure(account, signal)) {
        for (let first = 0; first < things.length; first += TOGETHER) {
          signal.throwIfAborted()
          const batch = things.slice(first, first + TOGETHER)
          transact(db, tx => world.storeStructure(tx, account.id, batch, clock.now()))
          await nextTurn()
        }
      }
      transact(db, tx => world.joinReferrals(tx, account.id))
    }

    async function readNew(): Promise<void> {
      const startedAt = clock.now()
      const isNightly = kind === 'nightly' || !account.state?.asOf
      const window = windowOf(account, kind === 'backfill' ? 'recent' : kind, startedAt)
      updateRun(db, runId, { fromOn: window.from, toOn: window.to })
      await readStructure()
      for (const level of Levels.options) await readLevel({ level, ...window })
      const state = findState(db, account.id)
      const isFirst = !state?.coveredFrom
      const today = calendarDayOf(account.timeZone, startedAt)
      saveState(
        db,
        account.id,
        {
          asOf: startedAt,
          ...(isNightly && { nightlyOn: today }),
          ...(isFirst && { coveredFrom: window.from, backfillFrom: firstDayAtMeta(today) }),
        },
        clock.now(),
      )
    }

    async function readOld(): Promise<void> {
      for (;;) {
        const state = findState(db, account.id)
        const window = state ? nextOlderWindow(state) : null
        if (window === null) return
        updateRun(db, runId, { fromOn: window.from, toOn: getRun(db, runId).toOn ?? window.to })
        for (const level of Levels.options) await readLevel({ level, ...window })
        // What a person has changed meanwhile stays: only how far it is moves.
        saveState(db, account.id, { coveredFrom: window.from, report: null }, clock.now())
        announce()
      }
    }

    async function run(): Promise<RunRow> {
      let state: RunRow['state'] = 'succeeded'
      let problem: SyncProblem | null = null
      let retryAt: number | null = null
      try {
        await (lane === 'new' ? readNew() : readOld())
      } catch (error) {
        const met = source.read(error)
        if (error instanceof Cancelled) state = 'cancelled'
        else if (error instanceof JobsStopped || signal.aborted) state = 'interrupted'
        else {
          state = figures.fetched > 0 ? 'partial' : 'failed'
          problem = met?.problem ?? { ...NO_META, code: codeOf(error) }
          retryAt = met?.retryAt ?? clock.now() + AFTER_TROUBLE
          if (met) log.warn({ account: account.id, problem: problem.code }, 'figures could not be read')
          else log.error({ account: account.id, error }, 'reading figures failed')
        }
      } finally {
        running.delete(key)
      }
      // The account may be gone meanwhile: somebody has unchosen it.
      if (findInsightAccount(db, account.id) === undefined)
        return { ...GONE, accountId: account.id, kind, startedAt: 0 }
      updateRun(db, runId, { ...figures, state, problem, endedAt: clock.now() })
      if (state !== 'cancelled' && state !== 'interrupted')
        saveState(db, account.id, { lastProblem: problem, retryAt }, clock.now())
      announce()
      log.info({ account: account.id, kind, ...figures, state }, 'read figures of ads')
      return getRun(db, runId)
    }

    // The entry must stand before anything of the run happens: whoever asks meanwhile joins it.
    const ended = Promise.resolve().then(run)
    running.set(key, { kind, controller, ended })
    announce()
    return ended
  }

  return {
    /** Joins the reading that is under way, if there is one. */
    run(account: InsightAccount, kind: InsightRunKind, signal?: AbortSignal): Promise<RunRow> {
      const lane = kind === 'backfill' ? 'old' : 'new'
      const ended = running.get(`${account.id} ${lane}`)?.ended ?? start(account, kind, lane)
      const controller = running.get(`${account.id} ${lane}`)?.controller
      signal?.addEventListener('abort', () => controller?.abort(signal.reason), { once: true })
      return ended
    },
    runningKind: (id: AdAccountId): InsightRunKind | null => running.get(`${id} new`)?.kind ?? null,
    isBackfilling: (id: AdAccountId): boolean => running.has(`${id} old`),
    cancel(id: AdAccountId, lane: Lane): void {
      running.get(`${id} ${lane}`)?.controller.abort(new Cancelled('A person has stopped it'))
    },
    /** The program ends: what is under way goes on at the next start. */
    async stop(): Promise<void> {
      for (const { controller } of running.values()) controller.abort(new JobsStopped('The program stops'))
      await Promise.allSettled([...running.values()].map(({ ended }) => ended))
    },
  }
}
export type InsightSync = ReturnType<typeof createInsightSync>

/** Meta has given up on a report, more than once. */
class ReportFailed extends Error {
  override name = 'ReportFailed'
}

const NO_META = { metaCode: null, metaSubcode: null, metaText: null, formName: null, entries: null }
const GONE = {
  ...{ seq: 0, id: '', state: 'cancelled' as const, fromOn: null, toOn: null, fetched: 0, changed: 0, removed: 0 },
  ...{ problem: null, endedAt: null },
}

function codeOf(error: unknown): string {
  if (error instanceof ReportFailed) return 'report_failed'
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_') ? 'database' : 'internal'
}

async function pause(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted()
  const waiting = Promise.withResolvers<void>()
  const cancel = wakeIn(clock, ms, waiting.resolve)
  const stop = () => waiting.reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  try {
    await waiting.promise
  } finally {
    cancel()
    signal.removeEventListener('abort', stop)
  }
}
