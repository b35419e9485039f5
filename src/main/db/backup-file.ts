import { chmodSync, existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { Holdings } from '#shared/domain/backup.ts'
import { BackupProblem } from './backup-problem.ts'
import { DatabaseProblem } from './database-problem.ts'
import { nameDurably } from './durable-file.ts'
import { countHoldings } from './holdings.ts'

/**
 * Never in a backup: keys of a restored WhatsApp link break the link, what was received for it can be read with those keys only,
 * who is signed in belongs to this moment, other secrets must not wander with a copied file, and a file that a page is about to send is
 * nobody's yet: its content is in no backup.
 */
export const STRIPPED_TABLES = ['secrets', 'channel_keys', 'sessions', 'whatsapp_journal', 'file_uploads'] as const

/** A table that only backups have: what they hold, counted once, when they were made. */
const MANIFEST = 'backup_manifest'
const Manifest = z.object({ holds: Holdings })

/** What a copy needs more than its pages: the journal of its own last changes. */
const SPARE_BYTES = 1_000_000

export interface WritingBackup {
  onChecking?: () => void
  /** The copy is finished, and has no name yet: whatever belongs to it can still come before it. */
  beforeNaming?: (copy: string) => void
}

/**
 * Writes a verified copy of an open database: copied in one consistent piece, stripped of keys, checked, on the disk, and only then
 * given its name, so that a file that has the name is a good one. The copy is made on the caller's thread.
 */
export function writeBackup(
  sqlite: Database.Database,
  file: string,
  { onChecking = () => {}, beforeNaming = () => {} }: WritingBackup = {},
): void {
  const partial = partialOf(file)
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  refuseWithoutSpace(sqlite, dirname(file))
  if (existsSync(file)) throw new Error('There is a backup of that name already')
  rmSync(partial, { force: true })
  try {
    // Nobody else's eyes, from its first byte on: SQLite would make it with the rights of any file.
    writeFileSync(partial, '', { mode: 0o600, flag: 'wx' })
    sqlite.prepare('VACUUM INTO ?').run(partial)
    onChecking()
    stripAndCheck(partial)
    beforeNaming(partial)
    nameDurably(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

/** Where a backup grows until it is a good one. */
export function partialOf(file: string): string {
  return `${file}.partial`
}

/** What a backup says of itself; undefined for one that was made before backups did. */
export function readManifest(sqlite: Database.Database): z.infer<typeof Manifest> | undefined {
  const exists = sqlite.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(MANIFEST)
  if (!exists) return undefined
  const content = sqlite.prepare(`SELECT content FROM ${MANIFEST}`).pluck().get()
  return typeof content === 'string' ? Manifest.parse(JSON.parse(content)) : undefined
}

/** Makes a database of a backup again. */
export function dropManifest(sqlite: Database.Database): void {
  sqlite.exec(`DROP TABLE IF EXISTS ${MANIFEST}`)
}

/** Opens a copy that nobody else uses and that may be thrown away: without a journal, in which keys could be left behind. */
export function openCopy(file: string): Database.Database {
  chmodSync(file, 0o600)
  const copy = new Database(file)
  copy.unsafeMode(true)
  copy.pragma('journal_mode = OFF')
  copy.pragma('synchronous = OFF')
  copy.pragma('foreign_keys = OFF')
  // Zeroes what is deleted: a page that merely became free would still hold the keys.
  copy.pragma('secure_delete = ON')
  return copy
}

export function checkIntegrity(sqlite: Database.Database): void {
  const verdict = sqlite.pragma('integrity_check(1)', { simple: true })
  if (verdict !== 'ok') throw new DatabaseProblem('damaged', `The copy is not whole: ${String(verdict)}`)
}

export function databaseBytes(sqlite: Database.Database): number {
  return Number(sqlite.pragma('page_count', { simple: true })) * Number(sqlite.pragma('page_size', { simple: true }))
}

export function freeBytesOf(folder: string): number {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize
}

export function stripTables(sqlite: Database.Database): void {
  for (const table of STRIPPED_TABLES) {
    if (sqlite.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(table))
      sqlite.exec(`DELETE FROM ${table}`)
  }
}

function stripAndCheck(file: string): void {
  const copy = openCopy(file)
  try {
    stripTables(copy)
    copy.exec(`CREATE TABLE ${MANIFEST} (content TEXT NOT NULL)`)
    copy.prepare(`INSERT INTO ${MANIFEST} (content) VALUES (?)`).run(JSON.stringify({ holds: countHoldings(copy) }))
    checkIntegrity(copy)
  } finally {
    copy.close()
  }
}

function refuseWithoutSpace(sqlite: Database.Database, folder: string): void {
  const neededBytes = databaseBytes(sqlite) + SPARE_BYTES
  const freeBytes = freeBytesOf(folder)
  if (freeBytes < neededBytes) throw new BackupProblem({ kind: 'no-space', neededBytes, freeBytes })
}
