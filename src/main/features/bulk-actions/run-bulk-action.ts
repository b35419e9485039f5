import { setImmediate as turn } from 'node:timers/promises'
import { z } from 'zod'
import { type BulkState, HandOver } from '#shared/contract/bulk-actions.ts'
import { BulkRunId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { createLogger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { SettingsService } from '../settings/service.ts'
import { type ChangeWorld, changeBack, changeLead, type Outcome } from './change-lead.ts'
import { findMember } from './find-member.ts'
import { dropHandOverNotices, noteHandedOver } from './hand-over.ts'
import {
  addItems,
  type BulkItemRow,
  type BulkRunRow,
  deleteSomeOlderThan,
  findRun,
  listItems,
  updateItem,
  updateRun,
} from './queries.ts'

const DAY = 24 * 3_600_000
/** How long a bulk action can be undone. */
export const UNDO_FOR = 7 * DAY
/** How long it is told of. */
export const KEPT_FOR = 30 * DAY
/** Leads that are written down, or changed, in one transaction at most. */
const BATCH = 100
/** And no longer than this at a stretch: whoever writes to somebody meanwhile must not wait. */
const STRETCH_MS = 12
/** How often a page hears how far it is. */
const TELL_MS = 250

export const RunBulkAction = defineJobKind({
  name: 'bulk-actions.run',
  data: z.object({ runId: BulkRunId }),
  lane: () => 'bulk-actions',
})

export interface BulkWorld extends ChangeWorld {
  readonly db: Db
  readonly clock: Clock
  readonly events: AppEvents
  readonly settings: Pick<SettingsService, 'current'>
}

const log = createLogger('bulk-actions')

/**
 * Does what a run says, piece by piece, each a transaction of its own that also notes how far it is: after a kill it goes on where it
 * was, and no lead is changed twice.
 */
export function createBulkActionJob(world: BulkWorld) {
  const { db, clock, events } = world
  const moment = (run: BulkRunRow) => ({ now: run.createdAt, timeZone: world.settings.current().timeZone })

  /** As of now: somebody who was dismissed changes nothing any more. */
  function viewerOf(run: BulkRunRow): Viewer | null {
    const member = run.staffId === null ? undefined : findMember(db, run.staffId)
    return member?.isActive ? { id: member.id, role: member.role, locale: member.locale } : null
  }

  function finish(tx: Db, run: BulkRunRow, state: BulkState): void {
    const now = clock.now()
    const isUndoable = run.action.kind !== 'delete'
    updateRun(
      tx,
      run.id,
      { state, finishedAt: now, ...(state === 'undone' ? {} : { undoUntil: isUndoable ? now + UNDO_FOR : null }) },
      now,
    )
    const handOver = HandOver.safeParse(run.action)
    if (!handOver.success) return
    if (state === 'undone') dropHandOverNotices(tx, run.id)
    else noteHandedOver(tx, run.id, handOver.data, now)
    afterCommit(tx, () => events.publish({ type: 'hand-overs.changed' }))
    afterCommit(tx, () => events.publish({ type: 'appointments.changed' }))
  }

  function gather(tx: Db, run: BulkRunRow, viewer: Viewer): void {
    const now = clock.now()
    const { selection } = run
    if (selection.kind === 'leads') {
      // Written down when it was asked for: they are few.
      return updateRun(tx, run.id, { state: 'running' }, now)
    }
    const query = { filter: selection.filter, sort: 'created', cursor: run.cursor } as const
    const { places, nextCursor } = world.leads.listPlaces(tx, viewer, query, moment(run), BATCH)
    const added = addItems(tx, run.id, world.leads.listIdsAt(tx, places))
    const state = nextCursor === null ? 'running' : 'gathering'
    updateRun(tx, run.id, { cursor: nextCursor, total: run.total + added, state }, now)
  }

  function change(tx: Db, run: BulkRunRow, viewer: Viewer): void {
    const items = listItems(tx, run.id, 'waiting', BATCH)
    if (items.length === 0) return finish(tx, run, 'done')
    let { done, leftOut } = run
    inStretch(items, item => {
      const outcome = attempt(tx, item, () =>
        changeLead(tx, world, { viewer, action: run.action, item, turn: done }, clock.now()),
      )
      if (outcome.kind === 'left_out') {
        leftOut += 1
        updateItem(tx, item.seq, { state: 'left_out', reason: outcome.reason })
        return
      }
      done += 1
      if (outcome.kind === 'deleted') return
      updateItem(tx, item.seq, { state: 'done', before: outcome.before, after: outcome.after })
      announceLead(tx, item, outcome)
    })
    updateRun(tx, run.id, { done, leftOut }, clock.now())
  }

  function undo(tx: Db, run: BulkRunRow, viewer: Viewer): void {
    const items = listItems(tx, run.id, 'done', BATCH)
    if (items.length === 0) return finish(tx, run, 'undone')
    let { undone, leftOut } = run
    inStretch(items, item => {
      const outcome = attempt(tx, item, () => changeBack(tx, world, { viewer, action: run.action, item }, clock.now()))
      if (outcome.kind === 'changed') {
        undone += 1
        updateItem(tx, item.seq, { state: 'undone' })
        announceLead(tx, item, outcome)
      } else {
        leftOut += 1
        updateItem(tx, item.seq, { state: 'left_out', reason: outcome.kind === 'left_out' ? outcome.reason : 'gone' })
      }
    })
    updateRun(tx, run.id, { undone, leftOut }, clock.now())
  }

  /** One lead that cannot be changed, for a reason that nobody thought of, does not keep the others from it. */
  function attempt(tx: Db, item: BulkItemRow, work: () => Outcome): Outcome {
    try {
      return transact(tx, work)
    } catch (error) {
      if (isTroubleOfDisk(error)) throw error
      log.warn({ error, runId: item.runId, leadId: item.leadId }, 'a lead of a bulk action was left out')
      return { kind: 'left_out', reason: 'failed' }
    }
  }

  function announceLead(tx: Db, { leadId }: BulkItemRow, { ownerBefore }: Extract<Outcome, { kind: 'changed' }>): void {
    afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }, { ownerId: ownerBefore }))
  }

  function inStretch(items: readonly BulkItemRow[], each: (item: BulkItemRow) => void): void {
    const until = performance.now() + STRETCH_MS
    for (const item of items) {
      each(item)
      if (performance.now() > until) return
    }
  }

  /** Says whether there is more to do. */
  function step(runId: BulkRunId): boolean {
    return transact(db, tx => {
      const run = findRun(tx, runId)
      if (!run) return false
      const viewer = viewerOf(run)
      if (run.state !== 'gathering' && run.state !== 'running' && run.state !== 'undoing') return false
      if (viewer === null) finish(tx, run, run.state === 'undoing' ? 'done' : 'cancelled')
      else if (run.state === 'gathering') gather(tx, run, viewer)
      else if (run.state === 'running') change(tx, run, viewer)
      else undo(tx, run, viewer)
      return viewer !== null
    })
  }

  return defineJob({
    ...RunBulkAction,
    maxAttempts: 20,
    timeoutMs: DAY,
    async run({ runId }, { signal }) {
      const tell = () => events.publish({ type: 'bulk-actions.changed' })
      let toldAt = Number.NEGATIVE_INFINITY
      try {
        while (step(runId)) {
          if (performance.now() - toldAt > TELL_MS) {
            toldAt = performance.now()
            tell()
          }
          await turn()
          signal.throwIfAborted()
        }
      } finally {
        tell()
      }
    },
  })
}

/** A full disk, or a database that cannot be written to, is nobody's fault and is tried again. */
function isTroubleOfDisk(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown }
  return typeof code === 'string' && /^SQLITE_(?!CONSTRAINT)/u.test(code)
}

/** What nobody asks about any more. */
export function createBulkPruning({ db, clock }: { db: Db; clock: Clock }) {
  return defineJob({
    name: 'bulk-actions.prune',
    data: z.object({}),
    every: DAY,
    async run(_, { signal }) {
      while (transact(db, tx => deleteSomeOlderThan(tx, clock.now() - KEPT_FOR, 500))) {
        await turn()
        signal.throwIfAborted()
      }
    },
  })
}
