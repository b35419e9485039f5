import { eq } from 'drizzle-orm'
import type {
  BulkAction,
  BulkRun,
  HandOver,
  HandOverNotice,
  LeadSelection,
  LeftOutReason,
} from '#shared/contract/bulk-actions.ts'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { BulkRunId, LeadId, StaffId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, encodePlace } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import type { CalendarHands } from '../appointments/hand-over.ts'
import { recordAudit } from '../audit/audit.ts'
import type { LeadHands } from '../leads/lead-hands.ts'
import { leads as leadTable } from '../leads/schema.ts'
import { maySeeLeadsOf } from '../leads/visibility.ts'
import type { SettingsService } from '../settings/service.ts'
import type { Tagging } from '../tags/tagging.ts'
import { findMember } from './find-member.ts'
import { type Belongings, countBelongings, listHandOverNotices, markHandOverSeen } from './hand-over.ts'
import { addItems, countOpenRuns, findRun, getVisibleRun, listLeftOut, listRuns, toRun, updateRun } from './queries.ts'
import { KEPT_FOR, RunBulkAction, UNDO_FOR } from './run-bulk-action.ts'
import { bulkRuns } from './schema.ts'

/** How many may wait for one another. */
const MOST_OPEN = 50
const MOST_LISTED = 30
/** As many as anybody reads before deciding. */
const MOST_CLASHES = 5

export function createBulkActionService({
  db,
  clock,
  events,
  jobs,
  settings,
  leads,
  tagging,
  calendar,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  settings: Pick<SettingsService, 'current'>
  leads: Pick<LeadHands, 'findStage'>
  tagging: Pick<Tagging, 'findTag'>
  calendar: Pick<CalendarHands, 'countComing' | 'listComingClashes' | 'namePeople'>
}) {
  /** What cannot be done to any lead is refused at once. */
  function refuseImpossible(tx: Db, viewer: Viewer, action: BulkAction): void {
    switch (action.kind) {
      case 'stage': {
        const stage = leads.findStage(tx, action.stageId)
        if (!stage) throw notFound('stage')
        const isReasonMissing = action.reason === null || action.reason === ''
        if (stage.outcome === 'rejected' && isReasonMissing && settings.current().requiresRejectionReason)
          throw new DomainError('REASON_REQUIRED')
        return
      }
      case 'owner':
        if (action.ownerId !== null && !findMember(tx, action.ownerId)?.isActive) throw notFound('staff')
        return
      case 'add_tag':
      case 'remove_tag':
        if (!tagging.findTag(tx, action.tagId)) throw notFound('tag')
        return
      case 'delete':
        if (!seesAllLeads(viewer.role)) throw new DomainError('FORBIDDEN')
    }
  }

  function begin(
    viewer: Viewer,
    { id, selection, action }: { id: BulkRunId; selection: LeadSelection; action: BulkAction | HandOver },
    check: (tx: Db) => void,
  ): BulkRun {
    return transact(db, tx => {
      // The page repeats what it got no answer to.
      if (findRun(tx, id)) return toRun(getVisibleRun(tx, viewer, id), clock.now())
      check(tx)
      if (countOpenRuns(tx) >= MOST_OPEN) throw new DomainError('TOO_MANY_RUNS')
      const now = clock.now()
      const kept: LeadSelection = selection.kind === 'leads' ? { kind: 'leads', leadIds: [] } : selection
      tx.insert(bulkRuns)
        .values({ id, staffId: viewer.id, action, selection: kept, state: 'gathering', createdAt: now, updatedAt: now })
        .run()
      if (selection.kind === 'leads') {
        updateRun(tx, id, { total: addItems(tx, id, knownOf(tx, selection.leadIds)) }, now)
      }
      audit(tx, viewer, action.kind === 'hand_over' ? 'staff.handed_over' : 'leads.bulk_action', id, action)
      jobs.enqueue(tx, RunBulkAction, { runId: id }, { key: id })
      announce(tx)
      return toRun(getVisibleRun(tx, viewer, id), now)
    })
  }

  function audit(tx: Db, viewer: Viewer, action: string, id: BulkRunId, after?: BulkAction | HandOver): void {
    const fields = after ? { after: { ...after } } : {}
    recordAudit(tx, clock, { staffId: viewer.id, action, subjectKind: 'bulk_run', subjectId: id, ...fields })
  }

  function announce(tx: Db): void {
    afterCommit(tx, () => events.publish({ type: 'bulk-actions.changed' }))
  }

  return {
    async start(
      viewer: Viewer,
      input: { id: BulkRunId; selection: LeadSelection; action: BulkAction },
    ): Promise<BulkRun> {
      return begin(viewer, input, tx => refuseImpossible(tx, viewer, input.action))
    },

    async handOver(viewer: Viewer, { id, handOver }: { id: BulkRunId; handOver: HandOver }): Promise<BulkRun> {
      const { fromId, outcomes } = handOver
      const toIds = [...new Set(handOver.toIds)].filter(staffId => staffId !== fromId)
      const filter = LeadFilter.parse({ owners: [fromId], outcomes })
      const run = { id, selection: { kind: 'filter' as const, filter }, action: { ...handOver, toIds } }
      return begin(viewer, run, tx => {
        if (!findMember(tx, fromId)) throw notFound('staff')
        if (toIds.length === 0 || toIds.some(staffId => !findMember(tx, staffId)?.isActive)) throw notFound('staff')
      })
    },

    /** With each of those who would get them: which coming visits would meet what they have then. */
    async handOverClashes(viewer: Viewer, { fromId, toIds }: { fromId: StaffId; toIds: readonly StaffId[] }) {
      const now = clock.now()
      return [...new Set(toIds)]
        .filter(toId => toId !== fromId)
        .map(toId => {
          const { total, first } = calendar.listComingClashes(db, { fromId, toId }, now, MOST_CLASHES)
          const people = calendar.namePeople(
            db,
            viewer,
            first.map(({ id }) => id),
          )
          const named = first.map(one => ({ ...one, names: (people.get(one.id) ?? []).map(({ name }) => name) }))
          return { toId, total, first: named }
        })
        .filter(({ total }) => total > 0)
    },

    async list(viewer: Viewer): Promise<BulkRun[]> {
      const now = clock.now()
      return listRuns(db, viewer, now - KEPT_FOR, MOST_LISTED).map(row => toRun(row, now))
    },

    async get(viewer: Viewer, id: BulkRunId): Promise<BulkRun> {
      return toRun(getVisibleRun(db, viewer, id), clock.now())
    },

    async cancel(viewer: Viewer, id: BulkRunId): Promise<BulkRun> {
      return transact(db, tx => {
        const run = getVisibleRun(tx, viewer, id)
        const now = clock.now()
        if (run.state === 'gathering' || run.state === 'running') {
          const undoUntil = run.action.kind === 'delete' ? null : now + UNDO_FOR
          updateRun(tx, id, { state: 'cancelled', finishedAt: now, undoUntil }, now)
          audit(tx, viewer, 'leads.bulk_action_cancelled', id)
        } else if (run.state === 'undoing') updateRun(tx, id, { state: 'done', finishedAt: now }, now)
        announce(tx)
        return toRun(getVisibleRun(tx, viewer, id), now)
      })
    },

    async undo(viewer: Viewer, id: BulkRunId): Promise<BulkRun> {
      return transact(db, tx => {
        const run = getVisibleRun(tx, viewer, id)
        const now = clock.now()
        if (run.state === 'undoing' || run.state === 'undone') return toRun(run, now)
        if (run.state !== 'done' && run.state !== 'cancelled')
          throw new DomainError('CANNOT_UNDO', { reason: 'not_over' })
        if (run.undoUntil === null) throw new DomainError('CANNOT_UNDO', { reason: 'not_this' })
        if (run.undoUntil <= now) throw new DomainError('CANNOT_UNDO', { reason: 'too_late' })
        updateRun(tx, id, { state: 'undoing', finishedAt: null }, now)
        audit(tx, viewer, 'leads.bulk_action_undone', id)
        jobs.enqueue(tx, RunBulkAction, { runId: id }, { key: id })
        announce(tx)
        return toRun(getVisibleRun(tx, viewer, id), now)
      })
    },

    async leftOut(
      viewer: Viewer,
      { id, cursor, limit }: { id: BulkRunId; cursor: string | null; limit: number },
    ): Promise<{ items: { leadId: LeadId; name: string; reason: LeftOutReason }[]; nextCursor: string | null }> {
      getVisibleRun(db, viewer, id)
      const rows = listLeftOut(db, id, placeAfter(cursor), limit + 1)
      const shown = rows.slice(0, limit)
      const last = shown.at(-1)
      return {
        items: shown.map(({ leadId, reason, lead }) => ({
          leadId,
          // Who it is stays unsaid to whoever may not see them.
          name: maySeeLeadsOf(viewer, lead.ownerId) ? lead.name : '',
          reason: reason ?? 'failed',
        })),
        nextCursor: rows.length > limit && last ? encodePlace({ at: 0, seq: last.seq }) : null,
      }
    },

    async belongings(staffId: StaffId): Promise<Belongings & { appointments: number }> {
      return { ...countBelongings(db, staffId), appointments: calendar.countComing(db, staffId, clock.now()) }
    },

    async receivedHandOvers(viewer: Viewer): Promise<HandOverNotice[]> {
      return listHandOverNotices(db, viewer.id, clock.now())
    },

    async noteHandOverSeen(viewer: Viewer, runId: BulkRunId): Promise<void> {
      transact(db, tx => {
        markHandOverSeen(tx, viewer.id, runId, clock.now())
        afterCommit(tx, () => events.publish({ type: 'hand-overs.changed' }))
      })
    },
  }
}
export type BulkActionService = ReturnType<typeof createBulkActionService>

/** A cursor that is not ours reads as the end. */
function placeAfter(cursor: string | null): number {
  const place = decodePlace(cursor)
  if (place === null) return 0
  return place.at === 0 ? place.seq : Number.MAX_SAFE_INTEGER
}

/** Somebody may be gone since the page was drawn. */
function knownOf(tx: Db, ids: readonly LeadId[]): LeadId[] {
  return ids.filter(
    id => tx.select({ id: leadTable.id }).from(leadTable).where(eq(leadTable.id, id)).get() !== undefined,
  )
}
