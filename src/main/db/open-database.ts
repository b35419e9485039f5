import { existsSync, mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import type { Logger } from '../logging/logger.ts'
import type { Clock } from '../ports/clock.ts'
import { partialOf, writeBackup } from './backup-file.ts'
import { type BackupStep, clearPartials, forgetOldBackups } from './backup-folder.ts'
import { backupName } from './backup-names.ts'
import { BackupProblem } from './backup-problem.ts'
import { connect } from './connection.ts'
import type { Db } from './database.ts'
import { DatabaseProblem, databaseProblemKind, withDatabaseProblems } from './database-problem.ts'
import { ensureFullText } from './full-text.ts'
import { ensureLeadCounts } from './lead-counts.ts'
import { applyMigrations, type MigrationState, readMigrationState } from './migrations.ts'
import { finishRestore } from './staged-restore.ts'
import { clearSuspicion } from './suspicion.ts'

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
    finishRestore(dirname(file))
    return connect(file)
  })
  try {
    const state = withDatabaseProblems('reading the database', () => {
      clearSuspicion(sqlite, dirname(file))
      return readMigrationState(sqlite, migrationsFolder)
    })
    const backupFile = bringUpToDate(sqlite, state, options)
    const { reindexed } = withDatabaseProblems('preparing the search', () => ensureFullText(sqlite))
    if (reindexed.length > 0) log.info({ reindexed }, 'search indexes were filled anew')
    const { recounted } = withDatabaseProblems('counting the leads', () => ensureLeadCounts(sqlite))
    if (recounted) log.info('the leads were counted anew')
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

/** On the caller's thread: see `prepare-database.ts` for one that is too large for that. */
export function bringUpToDate(
  sqlite: Database,
  { applied, pending }: MigrationState,
  { backupsFolder, clock, log }: { backupsFolder: string; clock: Pick<Clock, 'now'>; log: Pick<Logger, 'info'> },
  onStep: (step: BackupStep) => void = () => {},
): string | undefined {
  if (pending.length === 0) return undefined
  const backupFile =
    applied === 0 ? undefined : backUp(sqlite, { folder: backupsFolder, now: clock.now(), applied }, onStep)
  onStep({ step: 'migrating' })
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

function bytesOf(sqlite: Database): number {
  const pages = sqlite.pragma('page_count', { simple: true }) as number
  return pages * (sqlite.pragma('page_size', { simple: true }) as number)
}

function backUp(
  sqlite: Database,
  { folder, now, applied }: { folder: string; now: number; applied: number },
  onStep: (step: BackupStep) => void,
): string {
  return withDatabaseProblems('backing up before a migration', () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    clearPartials(folder)
    const named = { madeAt: now, reason: 'before-migration', schema: applied + 1 } as const
    const file = join(
      folder,
      backupName(named, name => existsSync(join(folder, name))),
    )
    onStep({ step: 'copying', growing: partialOf(file), bytes: bytesOf(sqlite) })
    try {
      writeBackup(sqlite, file, { onChecking: () => onStep({ step: 'checking' }) })
    } catch (error) {
      if (error instanceof BackupProblem) throw new DatabaseProblem('disk-full', error.message, { cause: error })
      throw error
    }
    forgetOldBackups(folder)
    return file
  })
}
