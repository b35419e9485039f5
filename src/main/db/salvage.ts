import { existsSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type { SalvageReport } from '#shared/domain/backup.ts'
import { checkIntegrity, freeBytesOf, STRIPPED_TABLES } from './backup-file.ts'
import type { BackupStep } from './backup-folder.ts'
import { BackupProblem } from './backup-problem.ts'
import { applyMigrations, countAppliedMigrations } from './migrations.ts'
import { beginStaging, finishStaging, forgetTheMoment, type RestorePlan } from './staged-restore.ts'
import { openTorn } from './torn-database.ts'
import { type Row, readTornTable } from './torn-table.ts'

/** Without these nobody could sign in or see anything: what is missing of them is taken from the newest backup. */
const NEEDED_TO_OPEN = ['settings', 'staff', 'staff_credentials', 'stages', 'channel_accounts', 'countries'] as const

const MOST_ROUNDS = 10

type TableReport = SalvageReport['tables'][number]

/**
 * Saves what can be read of a broken database, row by row, into a new one with the tables of the same version, which then waits to
 * be accepted. Keys are left behind: half of them would break the link to WhatsApp.
 */
export function salvageDatabase(
  {
    databaseFile,
    dataFolder,
    migrationsFolder,
    newestBackup,
    plan,
  }: {
    databaseFile: string
    dataFolder: string
    migrationsFolder: string
    newestBackup: string | null
    plan: RestorePlan
  },
  onStep: (step: BackupStep) => void,
): SalvageReport {
  const file = beginStaging(dataFolder)
  const copy = join(dirname(file), 'broken.db')
  try {
    refuseWithoutSpace(databaseFile, dataFolder)
    const source = openTorn(databaseFile, copy)
    if (!source) throw new BackupProblem({ kind: 'damaged' })
    try {
      const tables = rescue(source, { file, migrationsFolder, newestBackup }, onStep)
      const report = { tables }
      finishStaging(dataFolder, { ...plan, salvage: report })
      return report
    } finally {
      source.close()
      for (const ending of ['', '-wal', '-shm', '-journal']) rmSync(copy + ending, { force: true })
    }
  } catch (error) {
    rmSync(dirname(file), { recursive: true, force: true })
    throw error
  }
}

function rescue(
  source: Database.Database,
  { file, migrationsFolder, newestBackup }: { file: string; migrationsFolder: string; newestBackup: string | null },
  onStep: (step: BackupStep) => void,
): TableReport[] {
  const target = openFresh(file)
  try {
    const known = readMigrationFiles({ migrationsFolder })
    applyMigrations(target, known.slice(0, countApplied(source, known.length)))
    const names = listTables(target)
    const reports = names.map((name, index) => {
      onStep({ step: 'salvaging', done: index, of: names.length })
      return copyTable(source, target, name)
    })
    if (newestBackup !== null) fillFromBackup(target, newestBackup)
    dropOrphans(target, reports)
    forgetTheMoment(target)
    checkIntegrity(target)
    return reports.filter(({ saved, leftOut, isTorn }) => saved > 0 || leftOut > 0 || isTorn)
  } finally {
    target.close()
  }
}

function openFresh(file: string): Database.Database {
  const target = new Database(file)
  target.pragma('journal_mode = MEMORY')
  target.pragma('synchronous = OFF')
  target.pragma('foreign_keys = OFF')
  return target
}

/** How far the broken file was brought up; where it does not say any more, as far as this program goes. */
function countApplied(source: Database.Database, known: number): number {
  try {
    const applied = countAppliedMigrations(source)
    if (applied > known) throw new BackupProblem({ kind: 'damaged' })
    return applied === 0 ? known : applied
  } catch (error) {
    if (error instanceof BackupProblem) throw error
    return known
  }
}

function listTables(sqlite: Database.Database): string[] {
  const select = `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`
  const left: readonly string[] = [...STRIPPED_TABLES, '__drizzle_migrations']
  return sqlite
    .prepare<[], string>(select)
    .pluck()
    .all()
    .filter(name => !left.includes(name))
}

function copyTable(source: Database.Database, target: Database.Database, name: string): TableReport {
  const report: TableReport = { name, saved: 0, leftOut: 0, isTorn: false }
  const columns = commonColumns(source, target, name)
  if (columns.length === 0) return { ...report, isTorn: true }
  const insert = insertInto(target, name, columns)
  target.transaction(() => {
    try {
      for (const row of readTornTable(source, name, columns, () => (report.isTorn = true))) {
        if (insert(row)) report.saved += 1
        else report.leftOut += 1
      }
    } catch {
      // Not even its first page can be found.
      report.isTorn = true
    }
  })()
  return report
}

/** Says whether the row went in: one that was torn may break a rule of the table, or be there twice. */
function insertInto(target: Database.Database, name: string, columns: readonly string[]): (row: Row) => boolean {
  const names = columns.map(column => `"${column}"`).join(', ')
  const places = columns.map(() => '?').join(', ')
  const statement = target.prepare(`INSERT INTO "${name}" (${names}) VALUES (${places})`)
  return row => {
    try {
      statement.run(columns.map(column => row[column]))
      return true
    } catch (error) {
      if (String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) return false
      throw error
    }
  }
}

function commonColumns(source: Database.Database, target: Database.Database, name: string): string[] {
  const columnsOf = (sqlite: Database.Database) => {
    try {
      return (sqlite.pragma(`table_info("${name}")`) as { name: string }[]).map(column => column.name)
    } catch {
      return []
    }
  }
  const there = new Set(columnsOf(source))
  return columnsOf(target).filter(column => there.has(column))
}

/** Rows that are there already stay as they are: the broken file knows better than an older copy. */
function fillFromBackup(target: Database.Database, backupFile: string): void {
  const backup = new Database(backupFile, { readonly: true, fileMustExist: true })
  try {
    for (const name of NEEDED_TO_OPEN) {
      const columns = commonColumns(backup, target, name)
      if (columns.length === 0) continue
      const insert = insertInto(target, name, columns)
      for (const row of readTornTable(backup, name, columns, () => {})) insert(row)
    }
  } finally {
    backup.close()
  }
}

/** What belongs to a row that was lost is left out where it cannot be without it, and let go where it can. */
function dropOrphans(target: Database.Database, reports: readonly TableReport[]): void {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const orphans = target.pragma('foreign_key_check') as { table: string; rowid: number; fkid: number }[]
    if (orphans.length === 0) return
    target.transaction(() => {
      for (const { table, rowid, fkid } of orphans) {
        const column = columnOf(target, table, fkid)
        if (column.mayBeNull) target.prepare(`UPDATE "${table}" SET "${column.name}" = NULL WHERE rowid = ?`).run(rowid)
        else {
          const { changes } = target.prepare(`DELETE FROM "${table}" WHERE rowid = ?`).run(rowid)
          const report = reports.find(({ name }) => name === table)
          if (report && changes > 0) {
            report.saved -= 1
            report.leftOut += 1
          }
        }
      }
    })()
  }
}

function columnOf(target: Database.Database, table: string, fkid: number): { name: string; mayBeNull: boolean } {
  const keys = target.pragma(`foreign_key_list("${table}")`) as { id: number; from: string }[]
  const name = keys.find(({ id }) => id === fkid)?.from ?? ''
  const columns = target.pragma(`table_info("${table}")`) as { name: string; notnull: number; pk: number }[]
  const column = columns.find(found => found.name === name)
  return { name, mayBeNull: column?.notnull === 0 && column.pk === 0 }
}

/** For the copy that is read and the one that is written. */
function refuseWithoutSpace(databaseFile: string, dataFolder: string): void {
  const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0)
  const neededBytes = 2 * (sizeOf(databaseFile) + sizeOf(`${databaseFile}-wal`))
  const freeBytes = freeBytesOf(dataFolder)
  if (freeBytes < neededBytes) throw new BackupProblem({ kind: 'no-space', neededBytes, freeBytes })
}
