import { existsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import type { BackupStep } from './backup-folder.ts'
import { connect } from './connection.ts'
import { DatabaseProblem, type DatabaseProblemKind, databaseProblemKind } from './database-problem.ts'
import { ensureFullText } from './full-text.ts'
import { readMigrationState } from './migrations.ts'
import { bringUpToDate } from './open-database.ts'
import { finishRestore } from './staged-restore.ts'

/** Copied, checked and changed within a second or two: nobody needs a page of its own for that. */
const LARGE_BYTES = 50_000_000

/** Whether opening would leave the window empty for long: a large database that this program must first copy and change. */
export function isLongToOpen({
  file,
  migrationsFolder,
  largeBytes = LARGE_BYTES,
}: {
  file: string
  migrationsFolder: string
  largeBytes?: number
}): boolean {
  let sqlite: Database.Database | undefined
  try {
    finishRestore(dirname(file))
    if (!existsSync(file) || statSync(file).size < largeBytes) return false
    sqlite = new Database(file, { readonly: true, fileMustExist: true })
    const { applied, pending } = readMigrationState(sqlite, migrationsFolder)
    return applied > 0 && pending.length > 0
  } catch {
    // Whatever is wrong, opening says it better.
    return false
  } finally {
    sqlite?.close()
  }
}

export interface Prepared {
  /** Null when the database is up to date now. */
  problem: DatabaseProblemKind | null
  /** For the log. */
  message: string
}

/** Copies the database and brings it up to date, so that it opens at once. For a thread of its own. */
export function prepareDatabase(
  {
    file,
    migrationsFolder,
    backupsFolder,
    now,
  }: { file: string; migrationsFolder: string; backupsFolder: string; now: number },
  onStep: (step: BackupStep) => void,
): Prepared {
  let sqlite: Database.Database | undefined
  try {
    sqlite = connect(file)
    const state = readMigrationState(sqlite, migrationsFolder)
    bringUpToDate(sqlite, state, { backupsFolder, clock: { now: () => now }, log: { info: () => {} } }, onStep)
    ensureFullText(sqlite)
    return { problem: null, message: '' }
  } catch (error) {
    // Errors lose what they are on their way to another thread.
    const kind = error instanceof DatabaseProblem ? error.kind : databaseProblemKind(error)
    return {
      problem: kind ?? 'migration-failed',
      message: error instanceof Error ? `${error.message} ${wordCause(error)}` : String(error),
    }
  } finally {
    sqlite?.close()
  }
}

function wordCause({ cause }: Error): string {
  return cause instanceof Error ? cause.message : ''
}
