import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { createLogger } from '../logging/logger.ts'
import { withDatabaseProblems } from './database-problem.ts'
import { findNetworkDrive } from './network-drive.ts'

const log = createLogger('data-folder')

const LOCK_FILE = 'santral.lock'
/** Beside the lock, never in it: POSIX drops a process's locks on a file as soon as the process closes any other handle of it. */
const HOLDER_FILE = 'santral.lock.json'

const LockHolder = z.object({ pid: z.number().int(), since: z.number(), url: z.string().optional() })
/** Who holds the folder. `url` is where its window is served, when it is served. */
export type LockHolder = z.infer<typeof LockHolder>

export interface DataFolderLock {
  /** Tells a second start where the first one's window is. */
  announce(url: string): void
  release(): void
}

/** Another process owns this data folder. */
export class DataFolderInUse extends Error {
  override name = 'DataFolderInUse'
  /** Undefined when the holder has not said who it is yet. */
  readonly holder: LockHolder | undefined

  constructor(holder: LockHolder | undefined) {
    super(`The data folder is in use by process ${holder?.pid ?? 'unknown'}`)
    this.holder = holder
  }
}

/** The folder is on a network drive, where two PCs could both believe that they hold the lock, and a database can be torn. */
export class DataFolderOnNetworkDrive extends Error {
  override name = 'DataFolderOnNetworkDrive'
  readonly fileSystem: string

  constructor(fileSystem: string) {
    super(`The data folder is on a network drive (${fileSystem})`)
    this.fileSystem = fileSystem
  }
}

/**
 * Makes this process the folder's one owner, before the database is opened. The lock is the operating system's (a SQLite file held
 * in an exclusive transaction), so that a killed process can never leave it behind.
 * Throws DataFolderInUse, DataFolderOnNetworkDrive or DatabaseProblem.
 */
export function lockDataFolder({ folder, now }: { folder: string; now: number }): DataFolderLock {
  withDatabaseProblems('making the data folder', () => mkdirSync(folder, { recursive: true, mode: 0o700 }))
  const fileSystem = findNetworkDrive(folder)
  if (fileSystem) throw new DataFolderOnNetworkDrive(fileSystem)
  const sqlite = withDatabaseProblems('locking the data folder', () => takeLock(folder))
  const holderFile = join(folder, HOLDER_FILE)
  const holder: LockHolder = { pid: process.pid, since: now }
  try {
    withDatabaseProblems('locking the data folder', () => writeHolder(holderFile, holder))
  } catch (error) {
    sqlite.close()
    throw error
  }
  return {
    announce(url) {
      try {
        writeHolder(holderFile, { ...holder, url })
      } catch (error) {
        // On a full disk a second start shows no window; the first one goes on.
        log.warn({ error }, 'where the window is cannot be told')
      }
    },
    release() {
      if (!sqlite.open) return
      rmSync(holderFile, { force: true })
      sqlite.exec('ROLLBACK')
      sqlite.close()
    },
  }
}

function takeLock(folder: string): Database.Database {
  const sqlite = new Database(join(folder, LOCK_FILE), { timeout: 0 })
  try {
    // A journal in memory: nothing but the lock itself is ever on the disk.
    sqlite.pragma('journal_mode = MEMORY')
    sqlite.pragma('locking_mode = EXCLUSIVE')
    sqlite.exec('BEGIN EXCLUSIVE')
    return sqlite
  } catch (error) {
    sqlite.close()
    if ((error as { code?: string }).code?.startsWith('SQLITE_BUSY'))
      throw new DataFolderInUse(readHolder(join(folder, HOLDER_FILE)))
    throw error
  }
}

function writeHolder(file: string, holder: LockHolder): void {
  // Renamed into place, so that a reader never sees half of it. The address carries a token: for the owner's eyes only.
  const partial = `${file}.partial`
  writeFileSync(partial, JSON.stringify(holder), { mode: 0o600 })
  renameSync(partial, file)
}

function readHolder(file: string): LockHolder | undefined {
  try {
    return LockHolder.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}
