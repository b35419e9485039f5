import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from 'better-sqlite3'
import { DatabaseProblem } from './database-problem.ts'
import { writeDurably } from './durable-file.ts'

/**
 * A page deep in the database may be broken without the opening noticing, and reading all of it at every start would take too long.
 * So whoever runs into one leaves this note, and the next opening looks everywhere.
 */
const NOTE = 'check-database'

export function suspectDamage(dataFolder: string): void {
  writeDurably(join(dataFolder, NOTE), '')
}

/** Another database is in its place. */
export function forgetSuspicion(dataFolder: string): void {
  rmSync(join(dataFolder, NOTE), { force: true })
}

export function clearSuspicion(sqlite: Database, dataFolder: string): void {
  const note = join(dataFolder, NOTE)
  if (!existsSync(note)) return
  const verdict = sqlite.pragma('quick_check(1)', { simple: true })
  if (verdict !== 'ok') throw new DatabaseProblem('damaged', `The database is not whole: ${String(verdict)}`)
  rmSync(note, { force: true })
}
