import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Logger } from '../logging/logger.ts'
import type { Clock } from '../ports/clock.ts'
import { writeBackup } from './backup-file.ts'
import { connect } from './connection.ts'
import type { Db } from './database.ts'
import { DatabaseProblem, databaseProblemKind, withDatabaseProblems } from './database-problem.ts'
import { ensureFullText } from './full-text.ts'
import { applyMigrations, type MigrationState, readMigrationState } from './migrations.ts'

const BACKUPS_KEPT = 5
const BACKUP_NAME = /^santral-.+-before-migration-\d+\.db$/

export interface OpenedDatabase {
  db: Db
  sqlite: Database
  /** The backup made before this start's migrations, if there were any to make on an existing file. */
  backupFile: string | undefined
  /** How many migrations the file has seen: the number that the handshake tells. */
  schemaNumber: number
  close(): void
}

/**
 * Opens the office's database and brings it up to date. Everything that a person can mend is thrown as a DatabaseProblem, and
 * leaves the file as it was. The caller holds the data folder's lock.
 */
export function openDatabase(options: {
  file: string
  migrationsFolder: string
  backupsFolder: string
  clock: Clock
  log: Logger
}): OpenedDatabase {
  const { file, migrationsFolder, log } = options
  const sqlite = withDatabaseProblems('opening the database', () => {
    mkdirSync(dirname(file), { recursive: true })
    return connect(file)
  })
  try {
    const state = withDatabaseProblems('reading the database', () => readMigrationState(sqlite, migrationsFolder))
    const backupFile = bringUpToDate(sqlite, state, options)
    const { reindexed } = withDatabaseProblems('preparing the search', () => ensureFullText(sqlite))
    if (reindexed.length > 0) log.info({ reindexed }, 'search indexes were filled anew')
    return {
      db: drizzle({ client: sqlite }),
      sqlite,
      backupFile,
      schemaNumber: state.applied + state.pending.length,
      close() {
        if (!sqlite.open) return
        try {
          // Lets SQLite refresh the statistics its planner uses, where they have grown stale; quick when they have not.
          sqlite.pragma('optimize')
        } catch (error) {
          log.warn({ error }, 'statistics were not refreshed')
        }
        sqlite.close()
      },
    }
  } catch (error) {
    sqlite.close()
    throw error
  }
}

function bringUpToDate(
  sqlite: Database,
  { applied, pending }: MigrationState,
  { backupsFolder, clock, log }: { backupsFolder: string; clock: Clock; log: Logger },
): string | undefined {
  if (pending.length === 0) return undefined
  const backupFile = applied === 0 ? undefined : backupPath(backupsFolder, clock.now(), applied)
  if (backupFile) {
    withDatabaseProblems('backing up before a migration', () => {
      writeBackup(sqlite, backupFile)
      forgetOldBackups(backupsFolder)
    })
  }
  sqlite.pragma('foreign_keys = OFF')
  try {
    applyMigrations(sqlite, pending)
  } catch (error) {
    const kind = databaseProblemKind(error) ?? 'migration-failed'
    throw new DatabaseProblem(kind, 'A migration failed; the database is as it was', { cause: error, backupFile })
  }
  sqlite.pragma('foreign_keys = ON')
  log.info({ applied, added: pending.length }, 'migrations applied')
  return backupFile
}

/** A program that fails again and again at its start must not fill the disk with copies. */
function forgetOldBackups(folder: string): void {
  const made = readdirSync(folder).filter(name => BACKUP_NAME.test(name))
  for (const name of made.toSorted().slice(0, -BACKUPS_KEPT)) rmSync(join(folder, name))
}

function backupPath(folder: string, now: number, applied: number): string {
  const time = new Date(now).toISOString().slice(0, 23).replaceAll(/[-:.]/g, '').replace('T', '-')
  for (let number = 1; ; number += 1) {
    const path = join(folder, `santral-${time}-${number}-before-migration-${applied + 1}.db`)
    if (!existsSync(path)) return path
  }
}
