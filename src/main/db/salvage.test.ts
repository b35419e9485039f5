import {
  closeSync,
  cpSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#shared/domain/ids.ts'
import { staff } from '../features/staff/schema.ts'
import { stages } from '../features/stages/schema.ts'
import { createLogger } from '../logging/logger.ts'
import { createFakeClock } from '../ports/fakes.ts'
import { insertChannelAccount, insertKnownLead } from '../rpc/testing/known-lead.ts'
import { writeBackup } from './backup-file.ts'
import { BackupProblem } from './backup-problem.ts'
import { type OpenedDatabase, openDatabase } from './open-database.ts'
import { salvageDatabase } from './salvage.ts'
import { acceptStaged, type RestorePlan } from './staged-restore.ts'
import { openTestDatabase } from './testing/test-database.ts'

const PAGE = 4_096
const PEOPLE = 400
const MIGRATIONS = join(import.meta.dirname, '../../../drizzle')
const PLAN: RestorePlan = { id: '1', askedAt: Date.UTC(2026, 0, 15), askedBy: null, backup: null, salvage: null }

let root: string
let whole: string
let backup: string
let dataFolder: string
let broken: string

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'santral-salvage-'))
  whole = join(root, 'whole.db')
  backup = join(root, 'backup.db')
  const database = openTestDatabase()
  const stage = { id: newId(), name: 'Yeni', outcome: 'new', color: 'gray', position: 0, isDefault: true }
  database.db
    .insert(stages)
    .values({ ...stage, createdAt: 0, updatedAt: 0 } as never)
    .run()
  const person = { id: newId(), name: 'Deniz', email: 'deniz@example.com', role: 'admin', locale: 'tr' }
  database.db
    .insert(staff)
    .values({ ...person, createdAt: 0, updatedAt: 0 } as never)
    .run()
  const account = insertChannelAccount(database.db, 0)
  database.sqlite.transaction(() => {
    for (let count = 0; count < PEOPLE; count += 1) insertKnownLead(database.db, database.clock.now(), null, account)
  })()
  writeBackup(database.sqlite, backup)
  database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  cpSync(join(database.folder, 'santral.db'), whole)
  database.close()
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

beforeEach(() => {
  dataFolder = mkdtempSync(join(root, 'data-'))
  broken = join(dataFolder, 'santral.db')
  cpSync(whole, broken)
})

/** The pages of a table's leaves or of its root, as SQLite itself tells. */
function pagesOf(table: string, kind: 'leaf' | 'internal'): number[] {
  const sqlite = new Database(whole, { readonly: true })
  const pages = sqlite
    .prepare<[string, string], number>('SELECT pageno FROM dbstat WHERE name = ? AND pagetype = ? ORDER BY path')
    .pluck()
    .all(table, kind)
  sqlite.close()
  return pages
}

function overwrite(position: number, bytes: Uint8Array): void {
  const handle = openSync(broken, 'r+')
  writeSync(handle, bytes, 0, bytes.length, position)
  closeSync(handle)
}

const tearPage = (page: number) => overwrite((page - 1) * PAGE, Buffer.alloc(PAGE, 0xa5))

function salvage({ newestBackup = null as string | null } = {}) {
  const places = { databaseFile: broken, dataFolder, migrationsFolder: MIGRATIONS, newestBackup, plan: PLAN }
  const { tables } = salvageDatabase(places, () => {})
  const of = (name: string) => tables.find(table => table.name === name)
  return { leads: of('leads'), messages: of('messages'), tables }
}

function open(): OpenedDatabase {
  return openDatabase({
    file: broken,
    migrationsFolder: MIGRATIONS,
    backupsFolder: join(dataFolder, 'backups'),
    clock: createFakeClock(),
    log: createLogger('test'),
  })
}

/** What is there once it was accepted, and that the office opens with it. */
function acceptAndOpen(): { leads: unknown; messages: unknown } {
  acceptStaged(dataFolder)
  const opened = open()
  const count = (table: string) => opened.sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
  const counts = { leads: count('leads'), messages: count('messages') }
  expect(opened.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(opened.sqlite.pragma('foreign_key_check')).toEqual([])
  opened.close()
  return counts
}

describe('what can be read of a broken database', () => {
  it('is saved around a page that cannot be, and what hangs on it is left out', () => {
    const leaves = pagesOf('messages', 'leaf')
    tearPage(leaves[Math.floor(leaves.length / 2)] ?? 0)
    const bytes = readFileSync(broken)
    const { leads, messages } = salvage()
    expect(leads).toEqual({ name: 'leads', saved: PEOPLE, leftOut: 0, isTorn: false })
    expect(messages?.isTorn).toBe(true)
    expect(messages?.saved).toBeGreaterThan(PEOPLE / 2)
    expect(messages?.saved).toBeLessThan(PEOPLE)
    // Nothing was written to it, and nothing is swapped before somebody agrees.
    expect(readFileSync(broken).equals(bytes)).toBe(true)
    expect(existsSync(join(dataFolder, 'restore'))).toBe(false)
    expect(acceptAndOpen()).toEqual({ leads: PEOPLE, messages: messages?.saved })
  })

  it('is saved when the torn page held people: their chats go, and the others stay', () => {
    const leaves = pagesOf('leads', 'leaf')
    tearPage(leaves[0] ?? 0)
    tearPage(leaves.at(-1) ?? 0)
    const { leads, messages } = salvage()
    expect(leads?.isTorn).toBe(true)
    expect(leads?.saved).toBeGreaterThan(0)
    expect(messages?.saved).toBe(leads?.saved)
    expect((messages?.saved ?? 0) + (messages?.leftOut ?? 0)).toBe(PEOPLE)
    expect(acceptAndOpen().leads).toBe(leads?.saved)
  })

  it('is everything when only the header was overwritten', () => {
    overwrite(0, Buffer.alloc(100))
    expect(() => open()).toThrow('damaged')
    expect(salvage()).toMatchObject({ leads: { saved: PEOPLE, isTorn: false }, messages: { saved: PEOPLE } })
    expect(acceptAndOpen()).toEqual({ leads: PEOPLE, messages: PEOPLE })
  })

  it('is what stands before the end of a file that was cut off', () => {
    truncateSync(broken, Math.floor(statSync(broken).size * 0.7))
    const { tables } = salvage({ newestBackup: backup })
    expect(tables.some(({ isTorn }) => isTorn)).toBe(true)
    expect(tables.reduce((sum, { saved }) => sum + saved, 0)).toBeGreaterThan(PEOPLE)
    acceptAndOpen()
  })

  it('is completed with what nobody could sign in without, from the newest backup', () => {
    for (const page of pagesOf('staff', 'leaf')) tearPage(page)
    salvage({ newestBackup: backup })
    acceptStaged(dataFolder)
    const opened = open()
    expect(opened.sqlite.prepare('SELECT name FROM staff').pluck().all()).toEqual(['Deniz'])
    opened.close()
  })

  it('is nothing when it is no database at all, and then nothing changes', () => {
    writeFileSync(broken, 'a letter to the office '.repeat(5_000))
    expect(() => salvage()).toThrow(BackupProblem)
    expect(existsSync(join(dataFolder, 'restore.partial'))).toBe(false)
  })
})
