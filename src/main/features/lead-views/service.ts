import { and, eq, isNull, lt, or, sql } from 'drizzle-orm'
import { LeadFilter, LeadSort } from '#shared/contract/lead-filter.ts'
import { LeadColumn, type LeadView } from '#shared/contract/lead-views.ts'
import type { LeadViewId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { BUILT_IN_VIEWS } from './built-in-views.ts'
import { leadViews } from './schema.ts'

type ViewRow = typeof leadViews.$inferSelect
type Details = Pick<LeadView, 'filter' | 'sort' | 'direction' | 'columns' | 'layout'>

/** How long a removal can be taken back. */
const KEPT_FOR = 24 * 3_600_000
/** Nobody finds their way among more; whoever makes them by a program is stopped. */
const MOST_VIEWS = 200

export function createLeadViewService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  /** Those that somebody sees: the office's and their own. */
  function listRows(tx: Db, viewer: Viewer): ViewRow[] {
    const rows = tx
      .select()
      .from(leadViews)
      .where(and(isNull(leadViews.removedAt), or(isNull(leadViews.ownerId), eq(leadViews.ownerId, viewer.id))))
      .all()
    const rankOf = (row: ViewRow) => (row.ownerId === null ? 0 : 1)
    return rows.sort(
      (one, other) => rankOf(one) - rankOf(other) || one.position - other.position || one.createdAt - other.createdAt,
    )
  }

  function getRow(tx: Db, viewer: Viewer, id: LeadViewId): ViewRow {
    const row = tx.select().from(leadViews).where(eq(leadViews.id, id)).get()
    if (!row || (row.ownerId !== null && row.ownerId !== viewer.id)) throw notFound('leadView')
    return row
  }

  function getChangeable(tx: Db, viewer: Viewer, id: LeadViewId): ViewRow {
    const row = getRow(tx, viewer, id)
    refuseShared(viewer, row.ownerId === null)
    return row
  }

  function refuseShared(viewer: Viewer, isShared: boolean): void {
    if (isShared && !seesAllLeads(viewer.role)) throw new DomainError('SHARED_BY_LEADERS')
  }

  /** Behind the last of the office's, or of one's own. */
  function nextPosition(tx: Db, viewer: Viewer, ownerId: ViewRow['ownerId']): number {
    const group = listRows(tx, viewer).filter(row => row.ownerId === ownerId)
    return 1 + Math.max(-1, ...group.map(({ position }) => position))
  }

  function noteChange(tx: Db, viewer: Viewer, verb: string, row: Pick<ViewRow, 'id' | 'ownerId' | 'name'>): void {
    // What somebody keeps for themselves is nobody's business.
    if (row.ownerId === null) {
      const action = `lead_view.${verb}`
      recordAudit(tx, clock, {
        staffId: viewer.id,
        action,
        subjectKind: 'lead_view',
        subjectId: row.id,
        after: { name: row.name },
      })
    }
    afterCommit(tx, () => events.publish({ type: 'lead-views.changed' }))
  }

  return {
    /** At each start: what a newer program has ready besides comes with it, and what the office deleted does not. */
    ensureBuiltIn(): void {
      const now = clock.now()
      transact(db, tx => {
        for (const [
          position,
          { id, builtIn, filter, sort = 'created', direction = null },
        ] of BUILT_IN_VIEWS.entries()) {
          tx.insert(leadViews)
            .values({ id, builtIn, filter, sort, direction, layout: 'table', position, createdAt: now, updatedAt: now })
            .onConflictDoNothing()
            .run()
        }
      })
    },

    async list(viewer: Viewer): Promise<LeadView[]> {
      return listRows(db, viewer).map(toView)
    },

    async create(
      viewer: Viewer,
      { id, name, isShared, ...details }: Details & { id: LeadViewId; name: string; isShared: boolean },
    ): Promise<LeadView> {
      return transact(db, tx => {
        refuseShared(viewer, isShared)
        if (tx.select().from(leadViews).where(eq(leadViews.id, id)).get()) return toView(getRow(tx, viewer, id))
        const rows = listRows(tx, viewer)
        if (rows.length >= MOST_VIEWS) throw new DomainError('TOO_MANY_VIEWS')
        const ownerId = isShared ? null : viewer.id
        const position = nextPosition(tx, viewer, ownerId)
        const now = clock.now()
        tx.insert(leadViews)
          .values({ id, ownerId, name, ...toColumns(details), position, createdAt: now, updatedAt: now })
          .run()
        noteChange(tx, viewer, 'created', { id, ownerId, name })
        return toView(getRow(tx, viewer, id))
      })
    },

    async update(
      viewer: Viewer,
      {
        id,
        version,
        name,
        isShared: wantsShared,
        ...details
      }: Details & { id: LeadViewId; version: number; name: string | null; isShared?: boolean | undefined },
    ): Promise<LeadView> {
      return transact(db, tx => {
        const row = getChangeable(tx, viewer, id)
        if (row.version !== version) throw staleEdit('leadView', row.version)
        const wasShared = row.ownerId === null
        // What the program has ready is everybody's for good: as one person's it would be missing for all the others.
        const isShared = row.builtIn !== null || (wantsShared ?? wasShared)
        refuseShared(viewer, isShared)
        const ownerId = isShared ? null : viewer.id
        tx.update(leadViews)
          .set({
            // Only what the program named itself can do without a name.
            name: row.builtIn === null ? (name ?? row.name) : name,
            ...toColumns(details),
            ...(isShared === wasShared ? {} : { ownerId, position: nextPosition(tx, viewer, ownerId) }),
            version: sql`${leadViews.version} + 1`,
            updatedAt: clock.now(),
          })
          .where(eq(leadViews.id, id))
          .run()
        const verb = isShared === wasShared ? 'updated' : isShared ? 'shared' : 'made_private'
        // The office is told as well of what it has no longer.
        noteChange(tx, viewer, verb, { id, ownerId: wasShared ? null : ownerId, name: name ?? row.name })
        return toView(getRow(tx, viewer, id))
      })
    },

    async remove(viewer: Viewer, id: LeadViewId): Promise<void> {
      transact(db, tx => {
        const row = getChangeable(tx, viewer, id)
        if (row.removedAt !== null) return
        const now = clock.now()
        tx.delete(leadViews)
          // Those of the program stay, or they would come again.
          .where(and(lt(leadViews.removedAt, now - KEPT_FOR), isNull(leadViews.builtIn)))
          .run()
        tx.update(leadViews).set({ removedAt: now, updatedAt: now }).where(eq(leadViews.id, id)).run()
        noteChange(tx, viewer, 'removed', row)
      })
    },

    async restore(viewer: Viewer, id: LeadViewId): Promise<LeadView> {
      return transact(db, tx => {
        const row = getChangeable(tx, viewer, id)
        if (row.removedAt !== null) {
          tx.update(leadViews).set({ removedAt: null, updatedAt: clock.now() }).where(eq(leadViews.id, id)).run()
          noteChange(tx, viewer, 'restored', row)
        }
        return toView(getRow(tx, viewer, id))
      })
    },

    /** One that was added in the meantime, which the given order does not know, stays at the end. */
    async reorder(viewer: Viewer, ids: readonly LeadViewId[]): Promise<LeadView[]> {
      return transact(db, tx => {
        const [first] = ids.map(id => getChangeable(tx, viewer, id))
        if (first === undefined) return listRows(tx, viewer).map(toView)
        const group = listRows(tx, viewer).filter(row => row.ownerId === first.ownerId)
        const known = new Set(group.map(row => row.id))
        if (ids.some(id => !known.has(id))) throw notFound('leadView')
        const order = [...new Set([...ids, ...known])]
        for (const [position, id] of order.entries()) {
          tx.update(leadViews).set({ position }).where(eq(leadViews.id, id)).run()
        }
        noteChange(tx, viewer, 'moved', first)
        return listRows(tx, viewer).map(toView)
      })
    },
  }
}
export type LeadViewService = ReturnType<typeof createLeadViewService>

function toColumns({ filter, sort, direction, columns, layout }: Details) {
  return { filter: withoutDefaults(filter), sort, direction, columns, layout }
}

const NO_FILTER = LeadFilter.parse({})

/** Only what asks for something is kept: a filter that learns a new column reads the old ones as they were meant. */
function withoutDefaults(filter: LeadFilter): Record<string, unknown> {
  const isSet = (name: string, value: unknown) =>
    JSON.stringify(value) !== JSON.stringify(NO_FILTER[name as keyof LeadFilter])
  return Object.fromEntries(Object.entries(filter).filter(([name, value]) => isSet(name, value)))
}

/** What was kept by an older or newer program and cannot be read asks for nothing, column by column. */
function readFilter(kept: Record<string, unknown>): LeadFilter {
  const readable = Object.entries(LeadFilter.shape).flatMap(([name, schema]) => {
    const parsed = schema.safeParse(kept[name])
    return parsed.success ? [[name, parsed.data] as const] : []
  })
  return LeadFilter.parse(Object.fromEntries(readable))
}

function toView(row: ViewRow): LeadView {
  const { id, version, name, builtIn, direction, layout } = row
  const columns = row.columns?.filter(column => LeadColumn.safeParse(column).success) ?? null
  const sort = LeadSort.catch('created').parse(row.sort)
  const filter = readFilter(row.filter)
  return { id, version, name, builtIn, isShared: row.ownerId === null, filter, sort, direction, columns, layout }
}
