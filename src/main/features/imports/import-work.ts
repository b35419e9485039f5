import { and, eq, inArray, isNotNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import type { ImportCounts } from '#shared/contract/imports.ts'
import type { ImportId } from '#shared/domain/ids.ts'
import { TableProblemKind } from '#shared/domain/table-file.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { type AnyJob, defineJob, type RunContext } from '../../jobs/define-job.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SettingsService } from '../settings/service.ts'
import { DAY, endImport, UNDO_DAYS } from './end-import.ts'
import { CheckImport, RunImport, UndoImport } from './import-jobs.ts'
import type { OfficeWords, WorkInput } from './import-tasks.ts'
import { findImport, type ImportRecord, updateImport } from './queries.ts'
import { importRows, imports } from './schema.ts'

const LONGEST_RUN = 12 * 3_600_000

export type OnThread = <Output>(task: string, input: object, signal: AbortSignal) => Promise<Output>

export interface ImportWorkWorld {
  readonly db: Db
  readonly clock: Clock
  readonly events: AppEvents
  readonly settings: Pick<SettingsService, 'current'>
  readonly onThread: OnThread
  readonly findStartingStage: (db: Db) => WorkInput['startingStage']
  readonly deleteUnneeded: (tx: Db, hashes: readonly string[]) => void
}

const FORGOTTEN_AT_ONCE = 500

/** Says how many rows there were. */
function forgetWords(tx: Db, importId: ImportId): number {
  const some = tx
    .select({ id: importRows.id })
    .from(importRows)
    .where(and(eq(importRows.importId, importId), isNotNull(importRows.problems)))
    .limit(FORGOTTEN_AT_ONCE)
  return tx.delete(importRows).where(inArray(importRows.id, some)).run().changes
}

export function officeWords({ settings }: Pick<ImportWorkWorld, 'settings'>): OfficeWords {
  const { defaultCountry, timeZone, locale } = settings.current()
  return { defaultCountry, timeZone, locale }
}

/** What goes on in the background: each may be killed anywhere and goes on at the next start. */
export function createImportWork(world: ImportWorkWorld): AnyJob[] {
  const { db, clock, events, onThread, deleteUnneeded } = world

  function workInput(row: ImportRecord): WorkInput & { sha256: string; size: number } {
    const { id, fileName, kind, reading, plan, headers, staffId, sha256, size, startedAt } = row
    if (kind === null || reading === null || plan === null || sha256 === null) throw new Error('the import has no plan')
    const startingStage = world.findStartingStage(db)
    const now = startedAt ?? clock.now()
    const office = officeWords(world)
    return {
      importId: id,
      fileName,
      kind,
      reading,
      plan,
      headers: headers ?? [],
      staffId,
      startingStage,
      office,
      now,
      sha256,
      size,
    }
  }

  function change(id: ImportId, from: ImportRecord['state'], work: (tx: Db, row: ImportRecord) => void): void {
    transact(db, tx => {
      const row = findImport(tx, id)
      if (row?.state !== from) return
      work(tx, row)
      afterCommit(tx, () => events.publish({ type: 'imports.changed' }))
    })
  }

  /** What a person can mend is told in words; anything else is in the log, and the job is not tried again for ever. */
  async function orTell(
    id: ImportId,
    during: ImportRecord['state'],
    { signal, log: jobLog }: RunContext,
    work: () => Promise<void>,
  ) {
    try {
      await work()
    } catch (error) {
      // The program ends: the job goes on at the next start.
      if (signal.aborted) throw error
      jobLog.error({ error, importId: id }, 'a file could not be worked through')
      const known = TableProblemKind.safeParse((error as { kind?: unknown }).kind)
      const problem = known.success ? known.data : 'unexpected'
      change(id, during, (tx, { counts }) => {
        const hasWritten = during === 'running' && counts.rows > 0
        const undoUntil = hasWritten ? { undoUntil: clock.now() + UNDO_DAYS * DAY } : {}
        const state = during === 'checking' ? 'draft' : 'failed'
        updateImport(tx, id, { state, problem, endedAt: clock.now(), ...undoUntil }, clock.now())
      })
    }
  }

  const check = defineJob({
    ...CheckImport,
    timeoutMs: LONGEST_RUN,
    run: ({ importId: id }, context) =>
      orTell(id, 'checking', context, async () => {
        const row = findImport(db, id)
        if (row?.state !== 'checking') return
        const counts = await onThread<ImportCounts | undefined>('check', workInput(row), context.signal)
        if (counts === undefined) return
        change(id, 'checking', tx => {
          updateImport(tx, id, { state: 'checked', counts, totalRows: counts.rows, problem: null }, clock.now())
        })
      }),
  })

  const run = defineJob({
    ...RunImport,
    timeoutMs: LONGEST_RUN,
    run: ({ importId: id }, context) =>
      orTell(id, 'running', context, async () => {
        const row = findImport(db, id)
        if (row?.state !== 'running') return
        const isDone = await onThread<boolean>('run', workInput(row), context.signal)
        if (isDone) change(id, 'running', (tx, before) => endImport(tx, before, 'done', world))
        // Cancelled: pages learn what is there now.
        events.publish({ type: 'imports.changed' })
      }),
  })

  const undo = defineJob({
    ...UndoImport,
    timeoutMs: LONGEST_RUN,
    run: ({ importId: id }, context) =>
      orTell(id, 'undoing', context, async () => {
        if (findImport(db, id)?.state !== 'undoing') return
        const now = clock.now()
        const undone = await onThread<ImportRecord['undone']>('undo', { importId: id, now }, context.signal)
        change(id, 'undoing', tx => updateImport(tx, id, { state: 'undone', undone, undoUntil: null }, clock.now()))
      }),
  })

  /** What can no longer be taken back keeps no words of anybody; drafts that nobody went on with are forgotten. */
  const forget = defineJob({
    name: 'imports.forget',
    data: z.object({}),
    dailyAt: '03:40',
    run() {
      const now = clock.now()
      const over = db
        .select({ id: imports.id })
        .from(imports)
        .where(and(isNotNull(imports.undoUntil), lt(imports.undoUntil, now)))
        .all()
      for (const { id } of over) {
        while (transact(db, tx => forgetWords(tx, id)) > 0);
        transact(db, tx => updateImport(tx, id, { undoUntil: null, headers: null }, now))
      }
      transact(db, tx => {
        const old = lt(imports.updatedAt, now - 7 * DAY)
        const unfinished = inArray(imports.state, ['uploading', 'draft', 'checked'])
        const gone = tx.delete(imports).where(and(old, unfinished)).returning({ sha256: imports.sha256 }).all()
        deleteUnneeded(
          tx,
          gone.flatMap(({ sha256 }) => sha256 ?? []),
        )
      })
    },
  })

  return [check, run, undo, forget]
}
