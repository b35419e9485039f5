import { setImmediate as nextTurn } from 'node:timers/promises'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import type { SyncProblem, SyncTrigger } from '#shared/domain/meta-sync.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { JobsStopped } from '../../jobs/job-errors.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SettingsService } from '../settings/service.ts'
import { createAnnouncer } from './announcer.ts'
import { type FormRow, getForm, listForms, noteForm, saveForm } from './form-queries.ts'
import { checkForGap, missingOf } from './gap-check.ts'
import { readEntry, readForm } from './graph-lead.ts'
import type { EntryWindow, FormConnection, LeadSource } from './lead-source.ts'
import { isDummyEntry } from './map-entry.ts'
import { readPlaceWords } from './place-words.ts'
import { getRun, type RunRow, startRun, updateRun } from './run-queries.ts'
import { type EntryWorld, isStored, storeEntries } from './store-entries.ts'
import { windowsOf } from './sync-windows.ts'

/** What a window shows of a fetch while it runs. */
export interface SyncProgress {
  readonly run: RunRow
  readonly formName: string | null
  readonly formsDone: number
  readonly forms: number
  /** Entries that this form still has, as far as Meta has counted them; null where only what is new is asked for. */
  readonly expected: number | null
}

export interface SyncWorld {
  readonly db: Db
  readonly clock: Clock
  readonly events: AppEvents
  readonly log: Logger
  readonly source: LeadSource
  readonly settings: Pick<SettingsService, 'current'>
  readonly entries: EntryWorld
  /** Entries are missing, and a fetch of everything has not brought them. */
  readonly onGap: (tx: Db, gap: { form: FormRow; missing: number }) => void
}

/** In one transaction. Small, so that nobody who types meanwhile waits for it. */
const TOGETHER = 25

/** A person has stopped it. */
class Cancelled extends Error {
  override name = 'Cancelled'
}

/** Everything else of this connection can be had no more now. */
class ConnectionFailed extends Error {
  override name = 'ConnectionFailed'
}

/**
 * One fetch of everything that is new with one connection. Nothing of it is lost or doubled by a kill at whatever step: entries are
 * stored under Meta's id of them, and a form's cursor moves only after all before it are committed.
 */
export function createSync(world: SyncWorld) {
  const { db, clock, events, log, source } = world
  const running = new Map<
    MetaConnectionId,
    { controller: AbortController; ended: Promise<RunRow>; progress(): SyncProgress }
  >()

  function start(connection: FormConnection, trigger: SyncTrigger): Promise<RunRow> {
    const controller = new AbortController()
    const { signal } = controller
    const announcer = createAnnouncer({ clock, events })
    const runId = startRun(db, connection.id, trigger, clock.now())
    const figures = { fetched: 0, stored: 0, updated: 0, duplicates: 0, failed: 0 }
    const problems: SyncProblem[] = []
    let retryAt: number | null = null
    let at = { formName: null as string | null, formsDone: 0, forms: 0, expected: null as number | null }

    function meet(error: unknown, form: FormRow | null): void {
      if (signal.aborted) throw signal.reason
      const met = source.read(error)
      if (met === null) throw error
      const problem: SyncProblem = { ...met.problem, formName: form?.name ?? null, entries: null }
      problems.push(problem)
      if (form) noteForm(db, form.id, { lastProblem: problem })
      if (met.retryAt !== null) retryAt = Math.max(retryAt ?? 0, met.retryAt)
      log.warn({ connection: connection.id, form: form?.formId, problem: problem.code }, 'a form could not be fetched')
      if (form === null || met.concerns === 'connection') throw new ConnectionFailed(problem.code)
    }

    async function fetchForms(): Promise<void> {
      try {
        for await (const page of source.forms(connection, signal)) {
          const forms = page.flatMap(raw => readForm(raw) ?? [])
          transact(db, tx => {
            for (const form of forms) saveForm(tx, connection, form, clock.now())
          })
        }
      } catch (error) {
        meet(error, null)
      }
    }

    /** Stores what a window holds; says how many were new and which is the newest. */
    async function fetchWindow(form: FormRow, window: EntryWindow, testIdsOf: TestIds) {
      const place = readPlaceWords(db, form.brandId, world.settings.current())
      let newest: number | null = null
      let added = 0
      for await (const page of source.entries(connection, form.formId, window, signal)) {
        const testIds = await testIdsOf(page)
        for (let first = 0; first < page.length; first += TOGETHER) {
          signal.throwIfAborted()
          const raws = page.slice(first, first + TOGETHER)
          const stored = transact(db, tx => {
            const outcome = storeEntries(tx, world.entries, form, raws, { place, testIds })
            for (const figure of Object.keys(figures) as (keyof typeof figures)[]) figures[figure] += outcome[figure]
            updateRun(tx, runId, figures)
            return outcome
          })
          added += stored.stored + stored.updated
          announcer.stored(stored)
          await nextTurn()
        }
        for (const raw of page) {
          const at = readEntry(raw)?.submittedAt
          if (at !== undefined) newest = Math.max(newest ?? at, at)
        }
      }
      return { newest, added }
    }

    async function fetchForm(form: FormRow): Promise<void> {
      const testIdsOf = createTestIds(form)
      let added = 0
      for (const window of windowsOf(form, clock.now())) {
        const outcome = await fetchWindow(form, window, testIdsOf)
        added += outcome.added
        const { cursorAt } = getForm(db, form.id)
        noteForm(db, form.id, { cursorAt: latest(cursorAt, outcome.newest) })
      }
      const wasCaughtUp = form.isCaughtUp
      noteForm(db, form.id, { isCaughtUp: true, lastFetchAt: clock.now(), lastProblem: null })
      if (!wasCaughtUp) return
      const step = checkForGap(world, form.id, { isQuiet: added === 0, hasRefetched: false })
      if (step === 'healed') problems.push(gapProblem('gap_healed', form, form.gap))
      if (step !== 'refetch') return
      await fetchWindow(form, { after: null, before: null }, testIdsOf)
      const before = getForm(db, form.id)
      const afterwards = checkForGap(world, form.id, { isQuiet: false, hasRefetched: true })
      if (afterwards === 'healed') problems.push(gapProblem('gap_healed', form, before.gap))
      if (afterwards === 'alarm') problems.push(gapProblem('gap', form, getForm(db, form.id).gap))
    }

    type TestIds = (page: readonly unknown[]) => Promise<ReadonlySet<string>>

    /** Meta does not say of an entry that it only tries the form out; which ones do is asked when one could be. */
    function createTestIds(form: FormRow): TestIds {
      let known: ReadonlySet<string> | undefined
      return async page => {
        const couldBe = page.some(raw => {
          const entry = readEntry(raw)
          return entry !== null && entry.adId === null && !isDummyEntry(entry) && !isStored(db, entry.metaLeadId)
        })
        if (!couldBe) return known ?? new Set()
        known ??= new Set(
          await source.testEntryIds(connection, form.formId, signal).catch((error: unknown) => {
            // The entries themselves matter more.
            if (signal.aborted || source.read(error)?.concerns !== 'form') throw error
            return []
          }),
        )
        return known
      }
    }

    async function fetchAll(): Promise<void> {
      await fetchForms()
      const forms = listForms(db, connection.id).filter(form => isWorthAsking(db, form))
      for (const [index, { id }] of forms.entries()) {
        signal.throwIfAborted()
        const form = getForm(db, id)
        const expected = form.isCaughtUp ? null : Math.max(0, (form.leadsCount ?? 0) - (form.expiredCount ?? 0))
        at = { formName: form.name, formsDone: index, forms: forms.length, expected }
        announcer.moved()
        try {
          await fetchForm(form)
        } catch (error) {
          if (error instanceof ConnectionFailed || isOurs(error)) throw error
          meet(error, form)
        }
      }
    }

    async function run(): Promise<RunRow> {
      try {
        await fetchAndClose()
      } finally {
        running.delete(connection.id)
        announcer.end()
      }
      return getRun(db, runId)
    }

    async function fetchAndClose(): Promise<void> {
      let state: RunRow['state'] | null = null
      try {
        await fetchAll()
      } catch (error) {
        if (error instanceof Cancelled) state = 'cancelled'
        else if (error instanceof JobsStopped || signal.aborted) state = 'interrupted'
        else if (!(error instanceof ConnectionFailed)) {
          log.error({ connection: connection.id, error }, 'a fetch failed')
          const code = isOurs(error) ? 'database' : 'internal'
          problems.push({ ...NO_META, code, metaText: null, formName: at.formName, entries: null })
        }
        state ??= figures.stored + figures.updated > 0 ? 'partial' : 'failed'
      }
      const hasTrouble = figures.failed > 0 || problems.some(({ code }) => code !== 'gap_healed')
      const ended: RunRow['state'] = state ?? (hasTrouble ? 'partial' : 'succeeded')
      const ending = { state: ended, problems, retryAt, endedAt: clock.now() }
      updateRun(db, runId, { ...figures, ...ending })
      log.info({ connection: connection.id, ...figures, state: ended }, 'fetched form entries')
    }

    const progress = (): SyncProgress => ({ run: { ...getRun(db, runId), ...figures }, ...at })
    // The entry must stand before anything of the run happens: whoever asks meanwhile joins it.
    const ended = Promise.resolve().then(run)
    running.set(connection.id, { controller, ended, progress })
    announcer.moved()
    return ended
  }

  return {
    /** Joins the fetch that is under way, if there is one. */
    run(connection: FormConnection, trigger: SyncTrigger, signal?: AbortSignal): Promise<RunRow> {
      const ended = running.get(connection.id)?.ended ?? start(connection, trigger)
      const controller = running.get(connection.id)?.controller
      signal?.addEventListener('abort', () => controller?.abort(signal.reason), { once: true })
      return ended
    },
    progress: (id: MetaConnectionId): SyncProgress | null => running.get(id)?.progress() ?? null,
    cancel(id: MetaConnectionId): void {
      running.get(id)?.controller.abort(new Cancelled('A person has stopped it'))
    },
    /** The program ends: what is under way goes on at the next start. */
    async stop(): Promise<void> {
      for (const { controller } of running.values()) controller.abort(new JobsStopped('The program stops'))
      await Promise.allSettled([...running.values()].map(({ ended }) => ended))
    },
  }
}
export type Sync = ReturnType<typeof createSync>

const NO_META = { metaCode: null, metaSubcode: null }

function gapProblem(code: 'gap' | 'gap_healed', form: FormRow, entries: number): SyncProblem {
  return { ...NO_META, code, metaText: null, formName: form.name, entries }
}

/** A form that is closed takes no more entries: once everything is here, only a count that has grown says otherwise. */
function isWorthAsking(db: Db, form: FormRow): boolean {
  if (!form.isPolled || form.status === 'DRAFT') return false
  return form.status === 'ACTIVE' || !form.isCaughtUp || form.baselineGap === null || missingOf(db, form) > 0
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}

function isOurs(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code
  return typeof code === 'string' && code.startsWith('SQLITE_')
}
