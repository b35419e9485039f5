import type { Database } from 'better-sqlite3'
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator'
import { DatabaseProblem } from './database-problem.ts'

/** The table and columns of drizzle's own migrator, so that its tools understand the file. */
const APPLIED = '__drizzle_migrations'

export interface MigrationState {
  applied: number
  pending: MigrationMeta[]
}

/** What is still to be done to this file. Refuses one that a newer program, or another one, has written. */
export function readMigrationState(sqlite: Database, migrationsFolder: string): MigrationState {
  const known = readMigrationFiles({ migrationsFolder })
  const applied = listAppliedMigrations(sqlite)
  const lastKnown = Math.max(0, ...known.map(migration => migration.folderMillis))
  if (applied.some(at => at > lastKnown)) {
    throw new DatabaseProblem('newer-than-program', 'The database was written by a newer version of the program')
  }
  const knownTimes = new Set(known.map(migration => migration.folderMillis))
  if (applied.some(at => !knownTimes.has(at)) || (applied.length === 0 && hasTables(sqlite))) {
    throw new DatabaseProblem('other-history', 'The database has another history than this program knows')
  }
  const done = new Set(applied)
  return { applied: applied.length, pending: known.filter(migration => !done.has(migration.folderMillis)) }
}

/**
 * Applies what is pending, all or nothing. Foreign keys must be off on the connection: inside a transaction the pragma that a
 * generated migration contains is ignored, and the DROP of a rebuilt parent would delete its children (drizzle-orm #5782).
 * Unlike drizzle's migrator this one compares the violations of foreign keys before it commits, while it can still go back.
 */
export function applyMigrations(sqlite: Database, pending: readonly MigrationMeta[]): void {
  if (sqlite.pragma('foreign_keys', { simple: true }) !== 0)
    throw new Error('Foreign keys must be off during migrations')
  const applyAll = sqlite.transaction(() => {
    const before = countViolations(sqlite)
    sqlite.exec(`CREATE TABLE IF NOT EXISTS ${APPLIED} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)`)
    const remember = sqlite.prepare(`INSERT INTO ${APPLIED} (hash, created_at) VALUES (?, ?)`)
    for (const migration of pending) {
      for (const statement of migration.sql) sqlite.exec(statement)
      remember.run(migration.hash, migration.folderMillis)
    }
    for (const [relation, count] of countViolations(sqlite)) {
      if (count > (before.get(relation) ?? 0)) throw new Error(`Rows would lose what they belong to: ${relation}`)
    }
  })
  applyAll.immediate()
}

/** How many migrations a file of any version has seen. */
export function countAppliedMigrations(sqlite: Database): number {
  return listAppliedMigrations(sqlite).length
}

export function countKnownMigrations(migrationsFolder: string): number {
  return readMigrationFiles({ migrationsFolder }).length
}

function listAppliedMigrations(sqlite: Database): number[] {
  const exists = sqlite.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(APPLIED)
  if (!exists) return []
  return sqlite
    .prepare<[], { at: number }>(`SELECT created_at AS at FROM ${APPLIED}`)
    .all()
    .map(row => Number(row.at))
}

function hasTables(sqlite: Database): boolean {
  return (
    sqlite
      .prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> ?`)
      .get(APPLIED) !== undefined
  )
}

/** How many rows of a table miss their parent. Counted, not listed: a rebuilt table may number its rows anew. */
function countViolations(sqlite: Database): Map<string, number> {
  const counts = new Map<string, number>()
  const rows = sqlite.pragma('foreign_key_check') as { table: string; parent: string }[]
  for (const { table, parent } of rows)
    counts.set(`${table} → ${parent}`, (counts.get(`${table} → ${parent}`) ?? 0) + 1)
  return counts
}
