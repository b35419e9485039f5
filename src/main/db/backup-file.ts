import { existsSync, mkdirSync, renameSync, rmSync, statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import Database from 'better-sqlite3'
import { DatabaseProblem } from './database-problem.ts'

/** Never in a backup: keys of a restored WhatsApp link break the link, and other secrets must not wander with a copied file. */
export const STRIPPED_TABLES = ['secrets', 'channel_keys'] as const

/**
 * Writes a verified copy of an open database: copied in one consistent piece, stripped of keys, checked, and only then given its
 * name, so that a file that has the name is a good one. The copy is made on the caller's thread.
 */
export function writeBackup(sqlite: Database.Database, file: string): void {
  const folder = dirname(file)
  const partial = `${file}.partial`
  mkdirSync(folder, { recursive: true })
  refuseWithoutSpace(sqlite, folder)
  if (existsSync(file)) throw new Error('There is a backup of that name already')
  rmSync(partial, { force: true })
  try {
    sqlite.prepare('VACUUM INTO ?').run(partial)
    stripAndCheck(partial)
    renameSync(partial, file)
  } catch (error) {
    rmSync(partial, { force: true })
    throw error
  }
}

function stripAndCheck(file: string): void {
  const copy = new Database(file)
  try {
    copy.pragma('foreign_keys = OFF')
    // Zeroes what is deleted: a page that merely became free would still hold the keys.
    copy.pragma('secure_delete = ON')
    for (const table of STRIPPED_TABLES) {
      if (copy.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(table))
        copy.exec(`DELETE FROM ${table}`)
    }
    const verdict = copy.pragma('integrity_check', { simple: true })
    if (verdict !== 'ok') throw new DatabaseProblem('damaged', `The backup is not whole: ${String(verdict)}`)
  } finally {
    copy.close()
  }
}

function refuseWithoutSpace(sqlite: Database.Database, folder: string): void {
  const size =
    Number(sqlite.pragma('page_count', { simple: true })) * Number(sqlite.pragma('page_size', { simple: true }))
  const { bavail, bsize } = statfsSync(folder)
  if (bavail * bsize < size) throw new DatabaseProblem('disk-full', 'There is not enough space for a backup')
}
