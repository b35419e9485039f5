import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { writeBackup } from './backup-file.ts'
import { asideFolderOf, findUntoldRestore, finishRestore, type RestorePlan } from './staged-restore.ts'
import { killBefore } from './testing/kill-before.ts'

const PLAN: RestorePlan = {
  id: '1',
  askedAt: Date.UTC(2026, 0, 15),
  askedBy: null,
  backup: { name: 'santral-20260101-120000000-1-daily.db', madeAt: 0, reason: 'daily' },
  salvage: null,
}

const MODULE = new URL('./staged-restore.ts', import.meta.url).href
const SCRIPT = `
  const { finishRestore, stageBackup } = await import(${JSON.stringify(MODULE)})
  const [folder, dataFolder, plan] = process.argv.slice(1)
  stageBackup({ folder, name: 'copy.db', dataFolder, knownMigrations: 99, plan: JSON.parse(plan) }, () => {})
  finishRestore(dataFolder)
`

let root: string
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'santral-kill-'))
  for (const [file, leads] of [
    ['old.db', 3],
    ['new.db', 2],
  ] as const) {
    const sqlite = new Database(join(root, file))
    sqlite.exec('CREATE TABLE leads (id INTEGER PRIMARY KEY)')
    for (let id = 0; id < leads; id += 1) sqlite.exec('INSERT INTO leads DEFAULT VALUES')
    if (file === 'new.db') writeBackup(sqlite, join(root, 'copy.db'))
    sqlite.close()
  }
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

function countLeads(file: string): number {
  const sqlite = new Database(file, { fileMustExist: true })
  try {
    expect(sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    return Number(sqlite.prepare('SELECT count(*) FROM leads').pluck().get())
  } finally {
    sqlite.close()
  }
}

/** A database that was killed in the middle of its work: its newest row is in its log only. */
async function makeDataFolder(name: string): Promise<string> {
  const folder = join(root, name)
  mkdirSync(folder)
  cpSync(join(root, 'old.db'), join(folder, 'santral.db'))
  const sqlite = new Database(join(folder, 'santral.db'))
  sqlite.pragma('journal_mode = WAL')
  sqlite.exec('INSERT INTO leads DEFAULT VALUES')
  const killed = join(root, `${name}-killed`)
  cpSync(folder, killed, { recursive: true })
  sqlite.close()
  return killed
}

it.skipIf(process.platform === 'win32')(
  'leaves the old database or the new one, whole, whenever the process is killed',
  { timeout: 60_000 },
  async () => {
    let newOnes = 0
    for (let step = 0, isDone = false; !isDone; step += 1) {
      const dataFolder = await makeDataFolder(`data-${step}`)
      const given = [root, dataFolder, JSON.stringify(PLAN)]
      isDone = !(await killBefore(step, { script: SCRIPT, given, mark: 'santral-kill-' }))
      // The next start.
      finishRestore(dataFolder)
      const leads = countLeads(join(dataFolder, 'santral.db'))
      expect([4, 2]).toContain(leads)
      const isNew = leads === 2
      expect(existsSync(join(dataFolder, 'restored.json'))).toBe(isNew)
      expect(existsSync(join(dataFolder, 'restore'))).toBe(false)
      if (!isNew) continue
      newOnes += 1
      expect(findUntoldRestore(dataFolder)?.plan).toEqual(PLAN)
      // With its log, in which its newest row is.
      expect(countLeads(join(asideFolderOf(dataFolder, PLAN), 'santral.db'))).toBe(4)
      expect(readdirSync(dataFolder).filter(name => name.endsWith('-wal'))).toEqual([])
    }
    expect(newOnes).toBeGreaterThan(4)
  },
)
