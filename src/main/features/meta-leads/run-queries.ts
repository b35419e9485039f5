import { and, desc, eq, lt, sql } from 'drizzle-orm'
import { type MetaConnectionId, newId, type SyncRunId } from '#shared/domain/ids.ts'
import type { SyncTrigger } from '#shared/domain/meta-sync.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { metaSyncRuns } from './schema.ts'

export type RunRow = typeof metaSyncRuns.$inferSelect

const DAY = 24 * 3_600_000
/** What brought nothing and met nothing tells nobody anything for long: there are three hundred a day. */
const QUIET_RUNS_KEPT = 2 * DAY
const RUNS_KEPT = 90 * DAY

export function startRun(tx: Db, connectionId: MetaConnectionId, trigger: SyncTrigger, now: number): SyncRunId {
  const id = newId<SyncRunId>()
  tx.insert(metaSyncRuns).values({ id, connectionId, trigger, state: 'running', problems: [], startedAt: now }).run()
  return id
}

export function updateRun(tx: Db, id: SyncRunId, changes: Partial<Omit<RunRow, 'seq' | 'id'>>): void {
  tx.update(metaSyncRuns).set(changes).where(eq(metaSyncRuns.id, id)).run()
}

export function getRun(db: Db, id: SyncRunId): RunRow {
  const row = db.select().from(metaSyncRuns).where(eq(metaSyncRuns.id, id)).get()
  if (!row) throw new Error('the fetch is not in the history')
  return row
}

export function findLastRun(db: Db, connectionId: MetaConnectionId): RunRow | undefined {
  return db
    .select()
    .from(metaSyncRuns)
    .where(eq(metaSyncRuns.connectionId, connectionId))
    .orderBy(desc(metaSyncRuns.seq))
    .limit(1)
    .get()
}

export function listRuns(db: Db, connectionId: MetaConnectionId, after: Place | null, limit: number): RunRow[] {
  const older = after ? lt(metaSyncRuns.seq, after.seq) : undefined
  return db
    .select()
    .from(metaSyncRuns)
    .where(and(eq(metaSyncRuns.connectionId, connectionId), older))
    .orderBy(desc(metaSyncRuns.seq))
    .limit(limit)
    .all()
}

/** The program ended during them: nothing of what they stored is lost, and the next goes on from there. */
export function closeInterruptedRuns(tx: Db, now: number): void {
  tx.update(metaSyncRuns)
    .set({ state: 'interrupted', endedAt: now })
    .where(sql`${metaSyncRuns.state} = 'running'`)
    .run()
}

export function pruneRuns(tx: Db, now: number): void {
  const isQuiet = sql`state = 'succeeded' and stored = 0 and updated = 0`
  tx.delete(metaSyncRuns)
    .where(and(lt(metaSyncRuns.startedAt, now - QUIET_RUNS_KEPT), isQuiet))
    .run()
  tx.delete(metaSyncRuns)
    .where(lt(metaSyncRuns.startedAt, now - RUNS_KEPT))
    .run()
}
