import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Backup, BackupPlace, BackupReason } from '#shared/domain/backup.ts'
import { databaseBytes, freeBytesOf, partialOf, readManifest, writeBackup } from './backup-file.ts'
import { type BackupName, backupName, parseBackupName } from './backup-names.ts'
import { BackupProblem } from './backup-problem.ts'
import { listExpendable } from './backup-retention.ts'
import { bytesOfContents, copyContents, dropContents, measureMissing } from './content-copies.ts'
import { countHoldings, listContents } from './holdings.ts'
import { countAppliedMigrations } from './migrations.ts'

/** What is told on the way. Where a file grows, its reader can see for itself how far it is. */
export type BackupStep =
  | { step: 'copying'; growing: string; bytes: number }
  | { step: 'checking' }
  | { step: 'files'; done: number; of: number }
  | { step: 'tidying' }
  | { step: 'restoring' }
  | { step: 'migrating' }
  | { step: 'salvaging'; done: number; of: number }

export interface BackupMade {
  name: string
  missingContents: number
}

export function contentsFolderOf(folder: string): string {
  return join(folder, 'files')
}

/**
 * One backup of a database, with the contents it refers to, in a folder; older ones that it replaces go afterwards.
 */
export function makeBackup(
  {
    databaseFile,
    dataFiles,
    folder,
    madeAt,
    reason,
  }: { databaseFile: string; dataFiles: string; folder: string; madeAt: number; reason: BackupReason },
  onStep: (step: BackupStep) => void,
): BackupMade {
  clearPartials(folder)
  const sqlite = new Database(databaseFile, { readonly: true, timeout: 5_000, fileMustExist: true })
  try {
    const hashes = listContents(sqlite)
    const places = { from: dataFiles, to: contentsFolderOf(folder) }
    const bytes = databaseBytes(sqlite)
    refuseWithoutSpace(folder, bytes + bytesToCopy(hashes, places))
    onStep({ step: 'files', done: 0, of: hashes.length })
    copyContents(hashes, { ...places, onProgress: done => onStep({ step: 'files', done, of: hashes.length }) })
    const name = backupName({ madeAt, reason }, taken => existsSync(join(folder, taken)))
    const file = join(folder, name)
    onStep({ step: 'copying', growing: partialOf(file), bytes })
    let missingContents = 0
    writeBackup(sqlite, file, {
      onChecking: () => onStep({ step: 'checking' }),
      // Most are there: these are the few that came while the database was copied. Killed after the name, it would lack them.
      beforeNaming(copy) {
        missingContents = copyContents(withBackup(copy, listContents) ?? [], places).missing
      },
    })
    onStep({ step: 'tidying' })
    forgetOldBackups(folder)
    return { name, missingContents }
  } finally {
    sqlite.close()
  }
}

/** The newest first. Every file is opened, so not on a thread that anybody waits for. */
export function listBackups(folder: string, place: BackupPlace, knownMigrations: number): Backup[] {
  return namesIn(folder).map(found => ({ place, ...found, ...inspect(join(folder, found.name), knownMigrations) }))
}

/** Copies of databases and of contents together. */
export function bytesOfFolder(folder: string): number {
  const copies = namesIn(folder).reduce((sum, { name }) => sum + statSync(join(folder, name)).size, 0)
  return copies + bytesOfContents(contentsFolderOf(folder))
}

/** What is left of a process that was killed while it made one. */
export function clearPartials(folder: string): void {
  for (const name of fileNamesIn(folder)) {
    if (name.startsWith('santral-') && /\.partial(?:-\w+)?$/u.test(name)) rmSync(join(folder, name), { force: true })
  }
}

/** After a new one was made, and never before. What cannot be read stays: only a person may say that it is worth nothing. */
export function forgetOldBackups(folder: string): void {
  const readable = namesIn(folder).filter(({ name }) => canOpen(join(folder, name)))
  for (const name of listExpendable(readable)) rmSync(join(folder, name), { force: true })
  dropUnneededContents(folder)
}

/** A person who was deleted must not live on in the pictures of backups that are gone. */
function dropUnneededContents(folder: string): void {
  const needed = new Set<string>()
  for (const { name } of namesIn(folder)) {
    const hashes = withBackup(join(folder, name), listContents)
    // One that cannot be read may need them all.
    if (hashes === undefined) return
    for (const sha256 of hashes) needed.add(sha256)
  }
  dropContents(contentsFolderOf(folder), sha256 => needed.has(sha256))
}

function inspect(file: string, knownMigrations: number): Pick<Backup, 'bytes' | 'state' | 'holds'> {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  const seen = withBackup(file, sqlite => ({
    holds: readManifest(sqlite)?.holds ?? countHoldings(sqlite),
    applied: countAppliedMigrations(sqlite),
  }))
  if (!seen) return { bytes, state: 'damaged', holds: null }
  return { bytes, state: seen.applied > knownMigrations ? 'newer' : 'good', holds: seen.holds }
}

/** Undefined when the file cannot be read. */
function withBackup<Result>(file: string, read: (sqlite: Database.Database) => Result): Result | undefined {
  let sqlite: Database.Database | undefined
  try {
    sqlite = new Database(file, { readonly: true, fileMustExist: true })
    return read(sqlite)
  } catch {
    return undefined
  } finally {
    sqlite?.close()
  }
}

function canOpen(file: string): boolean {
  return withBackup(file, countAppliedMigrations) !== undefined
}

/** A link costs nothing; only what cannot be linked counts, and that is known by the disk. */
function bytesToCopy(hashes: readonly string[], { from, to }: { from: string; to: string }): number {
  const [source, target] = [statSync(from, { throwIfNoEntry: false }), statSync(join(to, '..'))]
  return source === undefined || source.dev === target.dev ? 0 : measureMissing(hashes, { from, to })
}

function refuseWithoutSpace(folder: string, neededBytes: number): void {
  const freeBytes = freeBytesOf(folder)
  if (freeBytes < neededBytes) throw new BackupProblem({ kind: 'no-space', neededBytes, freeBytes })
}

function namesIn(folder: string): BackupName[] {
  return fileNamesIn(folder)
    .flatMap(name => parseBackupName(name) ?? [])
    .toSorted((a, b) => b.madeAt - a.madeAt)
}

function fileNamesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
