import { and, asc, desc, eq, gt, lt, or, sql } from 'drizzle-orm'
import type { BulkRun } from '#shared/contract/bulk-actions.ts'
import type { BulkRunId, LeadId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { leads } from '../leads/schema.ts'
import { bulkItems, bulkRuns } from './schema.ts'

export type BulkRunRow = typeof bulkRuns.$inferSelect
export type BulkItemRow = typeof bulkItems.$inferSelect

export function findRun(db: Db, id: BulkRunId): BulkRunRow | undefined {
  return db.select().from(bulkRuns).where(eq(bulkRuns.id, id)).get()
}

/** One's own; admins and managers see everybody's. */
export function getVisibleRun(db: Db, viewer: Viewer, id: BulkRunId): BulkRunRow {
  const row = findRun(db, id)
  if (!row || (row.staffId !== viewer.id && !seesAllLeads(viewer.role))) throw notFound('bulkRun')
  return row
}

export function listRuns(db: Db, viewer: Viewer, since: number, limit: number): BulkRunRow[] {
  return db
    .select()
    .from(bulkRuns)
    .where(and(gt(bulkRuns.createdAt, since), seesAllLeads(viewer.role) ? undefined : eq(bulkRuns.staffId, viewer.id)))
    .orderBy(desc(bulkRuns.createdAt))
    .limit(limit)
    .all()
}

export function countOpenRuns(db: Db): number {
  return db.all(
    sql`select 1 from bulk_runs where state in ('gathering', 'running', 'undoing') and created_at > 0 limit 100`,
  ).length
}

export function updateRun(tx: Db, id: BulkRunId, changes: Partial<Omit<BulkRunRow, 'id'>>, now: number): void {
  tx.update(bulkRuns)
    .set({ ...changes, version: sql`${bulkRuns.version} + 1`, updatedAt: now })
    .where(eq(bulkRuns.id, id))
    .run()
}

/** Says how many of them were not written down yet. */
export function addItems(tx: Db, runId: BulkRunId, leadIds: readonly LeadId[]): number {
  let added = 0
  for (const leadId of leadIds) {
    added += tx.insert(bulkItems).values({ runId, leadId }).onConflictDoNothing().run().changes
  }
  return added
}

export function listItems(db: Db, runId: BulkRunId, state: BulkItemRow['state'], limit: number): BulkItemRow[] {
  return db
    .select()
    .from(bulkItems)
    .where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, state)))
    .orderBy(asc(bulkItems.seq))
    .limit(limit)
    .all()
}

export function updateItem(tx: Db, seq: number, changes: Partial<BulkItemRow>): void {
  tx.update(bulkItems).set(changes).where(eq(bulkItems.seq, seq)).run()
}

/** Those that were left as they were; of an undo, those that keep what the action gave them. */
export function listLeftOut(db: Db, runId: BulkRunId, after: number, limit: number) {
  return db
    .select({ seq: bulkItems.seq, leadId: bulkItems.leadId, reason: bulkItems.reason, lead: leads })
    .from(bulkItems)
    .innerJoin(leads, eq(leads.id, bulkItems.leadId))
    .where(and(eq(bulkItems.runId, runId), eq(bulkItems.state, 'left_out'), gt(bulkItems.seq, after)))
    .orderBy(asc(bulkItems.seq))
    .limit(limit)
    .all()
}

/** Some of the rows of runs that are long over; says whether there may be more. */
export function deleteSomeOlderThan(tx: Db, at: number, limit: number): boolean {
  const old = tx
    .select({ id: bulkRuns.id })
    .from(bulkRuns)
    .where(
      and(
        lt(bulkRuns.createdAt, at),
        or(eq(bulkRuns.state, 'done'), eq(bulkRuns.state, 'cancelled'), eq(bulkRuns.state, 'undone')),
      ),
    )
    .limit(1)
    .get()
  if (!old) return false
  const { changes } = tx.run(
    sql`delete from bulk_items where seq in (select seq from bulk_items where run_id = ${old.id} limit ${limit})`,
  )
  if (changes < limit) tx.delete(bulkRuns).where(eq(bulkRuns.id, old.id)).run()
  return true
}

export function toRun(row: BulkRunRow, now: number): BulkRun {
  const { id, staffId, action, state, total, done, leftOut, undone, createdAt, finishedAt, undoUntil } = row
  const isUndoable = (state === 'done' || state === 'cancelled') && done > 0 && undoUntil !== null && undoUntil > now
  return {
    ...{ id, staffId, action, state, total, done, leftOut, undone, createdAt, finishedAt },
    undoUntil: isUndoable ? undoUntil : null,
  }
}
