import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { InsightRunKind } from '#shared/contract/insights.ts'
import { type AdAccountId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { insightAccounts, insightRuns } from './schema.ts'

export type RunRow = typeof insightRuns.$inferSelect
type AccountState = typeof insightAccounts.$inferSelect

const DAY = 24 * 3_600_000
/** An hourly reading that met nothing new tells nobody anything for long. */
const QUIET_RUNS_KEPT = 3 * DAY
const RUNS_KEPT = 90 * DAY

export function startRun(tx: Db, accountId: AdAccountId, kind: InsightRunKind, now: number): string {
  const id = newId()
  tx.insert(insightRuns).values({ id, accountId, kind, state: 'running', startedAt: now }).run()
  return id
}

export function updateRun(tx: Db, id: string, changes: Partial<Omit<RunRow, 'seq' | 'id'>>): void {
  tx.update(insightRuns).set(changes).where(eq(insightRuns.id, id)).run()
}

export function getRun(db: Db, id: string): RunRow {
  const row = db.select().from(insightRuns).where(eq(insightRuns.id, id)).get()
  if (!row) throw new Error('the reading is not in the history')
  return row
}

export function listRuns(db: Db, accountId: AdAccountId, after: Place | null, limit: number): RunRow[] {
  const older = after ? lt(insightRuns.seq, after.seq) : undefined
  return db
    .select()
    .from(insightRuns)
    .where(and(eq(insightRuns.accountId, accountId), older))
    .orderBy(desc(insightRuns.seq))
    .limit(limit)
    .all()
}

/** The program ended during them: what they stored is there, and the next goes on from there. */
export function closeInterruptedRuns(tx: Db, now: number): void {
  tx.update(insightRuns).set({ state: 'interrupted', endedAt: now }).where(sql`${insightRuns.state} = 'running'`).run()
}

export function pruneRuns(tx: Db, now: number): void {
  const isQuiet = sql`state = 'succeeded' and changed = 0 and removed = 0`
  tx.delete(insightRuns)
    .where(and(lt(insightRuns.startedAt, now - QUIET_RUNS_KEPT), isQuiet))
    .run()
  tx.delete(insightRuns)
    .where(lt(insightRuns.startedAt, now - RUNS_KEPT))
    .run()
}

export function findState(db: Db, accountId: AdAccountId): AccountState | undefined {
  return db.select().from(insightAccounts).where(eq(insightAccounts.accountId, accountId)).get()
}

export function saveState(
  tx: Db,
  accountId: AdAccountId,
  changes: Partial<Omit<AccountState, 'accountId' | 'createdAt' | 'updatedAt'>>,
  now: number,
): void {
  tx.insert(insightAccounts)
    .values({ accountId, ...changes, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({ target: insightAccounts.accountId, set: { ...changes, updatedAt: now } })
    .run()
}
