import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { parseBackupName } from '../../../src/main/db/backup-names.ts'
import { countAppliedMigrations, countKnownMigrations } from '../../../src/main/db/migrations.ts'
import { checkWhole } from '../checks/database.ts'
import { openReadOnly } from '../checks/stored.ts'
import { OfficeProcess } from '../office-process.ts'
import { writeOldOffice } from '../old-office.ts'
import type { Verdict } from '../verdict.ts'
import type { AloneWorld } from './alone.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../drizzle')
const SIZE = { leads: 1_000, messagesOfEach: 12 }

/** What no version may lose or change, whatever else it makes of these tables. */
const KEPT: Readonly<Record<string, string>> = {
  staff: 'id, name, email, role',
  stages: 'id, name, outcome',
  leads: 'id, name, stage_id, owner_id, source, created_at',
  lead_identities: 'id, lead_id, kind, value',
  lead_touches: 'id, lead_id, source, external_id, happened_at',
  interactions: 'id, lead_id, kind, data, happened_at',
  channel_accounts: 'id, name, phone_number',
  conversations: 'id, lead_id, channel_account_id',
  conversation_peers: 'id, conversation_id, kind, value',
  messages: 'id, conversation_id, lead_id, direction, body, status, external_id, sort_at',
  message_reactions: 'id, message_id, "from", emoji',
  attachments: 'id, message_id, lead_id, name, mime, state',
  templates: 'id, name',
  audit_log: 'id, at, action, subject_id',
}

/** An office of the first release meets this program for the first time, and is killed in the copy before the migration or in it. */
export async function runMigration({ rounds, random, verdict, report }: AloneWorld): Promise<void> {
  if (rounds === 0) return
  const root = mkdtempSync(join(tmpdir(), 'santral-migration-'))
  try {
    const old = join(root, 'old.db')
    writeOldOffice(old, { migrationsFolder: MIGRATIONS, ...SIZE })
    const kept = digestOf(old)
    const usual = await measureStart(root, old)
    for (let round = 0; round < rounds; round += 1) {
      const folder = layOut(root, old, `round ${round}`)
      const life = random.whole(Math.floor(usual * 0.2), usual)
      const office = officeIn(folder)
      const started = office.start().catch(() => {})
      await sleep(life)
      await office.kill()
      await started
      verdict.tally('migration').kills += 1
      verdict.meet('migration', whereKilled(folder))
      report(`migration: killed ${life} ms after the start`)
      checkOne(join(folder, 'santral.db'), kept, verdict)
      await startAndEnd(folder, verdict)
      checkMigrated(folder, kept, verdict)
      rmSync(folder, { recursive: true, force: true })
    }
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

function layOut(root: string, old: string, name: string): string {
  const folder = join(root, name)
  mkdirSync(folder)
  copyFileSync(old, join(folder, 'santral.db'))
  return folder
}

const officeIn = (folder: string) =>
  new OfficeProcess({ SANTRAL_DATA_DIR: folder, SANTRAL_WHATSAPP_URL: 'ws://127.0.0.1:9' })

/** How long it takes on this machine, as busy as it is: the kills come within it. */
async function measureStart(root: string, old: string): Promise<number> {
  const office = officeIn(layOut(root, old, 'measured'))
  const began = performance.now()
  await office.start()
  const took = performance.now() - began
  await office.kill('SIGTERM')
  return Math.ceil(took)
}

async function startAndEnd(folder: string, verdict: Verdict): Promise<void> {
  const office = officeIn(folder)
  try {
    await office.start()
  } catch (error) {
    verdict.fault('migration', 'unusable', `it does not start: ${String(error)}`)
  }
  await office.kill('SIGTERM')
}

function digestOf(file: string): string {
  const sqlite = openReadOnly(file)
  const hash = createHash('sha256')
  // What a template says stands in a table of its own since it is said in several languages.
  const isSplit = sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'template_variants'").get() !== undefined
  const said = isSplit ? 'template_variants' : 'templates'
  for (const [table, columns] of [...Object.entries(KEPT), [said, 'id, language, content']]) {
    for (const row of sqlite.prepare(`SELECT ${columns} FROM ${table} ORDER BY id`).raw().iterate()) {
      hash.update(JSON.stringify(row))
    }
  }
  sqlite.close()
  return hash.digest('hex')
}

function whereKilled(folder: string): string {
  const backups = existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')) : []
  if (appliedIn(join(folder, 'santral.db')) > 1) return 'after it'
  if (backups.some(name => name.includes('.partial'))) return 'the copy before it'
  return backups.length > 0 ? 'the migration' : 'before both'
}

function appliedIn(file: string): number {
  return withDatabase(file, countAppliedMigrations)
}

function withDatabase<Result>(file: string, read: (sqlite: Database.Database) => Result): Result {
  const sqlite = openReadOnly(file)
  try {
    return read(sqlite)
  } finally {
    sqlite.close()
  }
}

/** As it was, or as it will be: whole in both cases. */
function checkOne(file: string, kept: string, verdict: Verdict): void {
  const known = countKnownMigrations(MIGRATIONS)
  const applied = appliedIn(file)
  if (applied !== 1 && applied !== known)
    verdict.fault('migration', 'wrong', `${applied} of ${known} migrations are made`)
  withDatabase(file, sqlite => checkWhole(sqlite, { verdict, scene: 'migration' }))
  if (digestOf(file) !== kept) verdict.fault('migration', 'lost', 'rows are gone, or say something else')
}

function checkMigrated(folder: string, kept: string, verdict: Verdict): void {
  const file = join(folder, 'santral.db')
  checkOne(file, kept, verdict)
  if (appliedIn(file) !== countKnownMigrations(MIGRATIONS)) {
    verdict.fault('migration', 'unusable', 'a start that was left alone did not migrate')
  }
  const names = readdirSync(join(folder, 'backups'))
  const backups = names.filter(name => parseBackupName(name)?.reason === 'before-migration')
  if (backups.length === 0) verdict.fault('migration', 'lost', 'there is no copy of what was before')
  for (const name of backups) {
    const copy = join(folder, 'backups', name)
    if (appliedIn(copy) !== 1 || digestOf(copy) !== kept)
      verdict.fault('migration', 'lost', 'the copy is not what was before')
  }
  if (names.some(name => name.includes('.partial'))) verdict.fault('migration', 'wrong', 'half a copy is left')
}
