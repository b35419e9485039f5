import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { createLogger } from '../../logging/logger.ts'
import { createFakeClock } from '../../ports/fakes.ts'

const drizzle = join(import.meta.dirname, '../../../../drizzle')
const folder = mkdtempSync(join(tmpdir(), 'santral-lead-dates-'))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** The migrations as they were released first: only the oldest. */
function oldestMigrations(): string {
  const old = join(folder, 'drizzle')
  mkdirSync(join(old, 'meta'), { recursive: true })
  const journal = JSON.parse(readFileSync(join(drizzle, 'meta/_journal.json'), 'utf8')) as {
    entries: { tag: string }[]
  }
  const entries = journal.entries.slice(0, 1)
  writeFileSync(join(old, 'meta/_journal.json'), JSON.stringify({ ...journal, entries }))
  for (const { tag } of entries) copyFileSync(join(drizzle, `${tag}.sql`), join(old, `${tag}.sql`))
  return old
}

function open(migrationsFolder: string) {
  const file = join(folder, 'santral.db')
  const backupsFolder = join(folder, 'backups')
  return openDatabase({ file, migrationsFolder, backupsFolder, clock: createFakeClock(), log: createLogger('test') })
}

it('reads calls, moves and conversions of an old database from its timelines', () => {
  const old = open(oldestMigrations())
  old.sqlite.exec(`
    insert into stages (id, name, position, outcome, color, is_default, created_at, updated_at)
      values ('s', 'Yeni', 0, 'new', 'gray', 1, 1, 1);
    insert into leads (id, name, name_origin, stage_id, source, created_at, updated_at)
      values ('worked', 'Ayşe', 'person', 's', 'manual', 1, 1), ('untouched', 'Ali', 'person', 's', 'manual', 1, 1);
    insert into interactions (id, lead_id, kind, data, happened_at, created_at) values
      ('1', 'worked', 'call', '{"outcome":"reached","text":""}', 100, 100),
      ('2', 'worked', 'call', '{"outcome":"busy","text":""}', 300, 300),
      ('3', 'worked', 'status_change', '{"toOutcome":"converted"}', 200, 200),
      ('4', 'worked', 'status_change', '{"toOutcome":"contacted"}', 400, 400);
  `)
  old.close()
  const opened = open(drizzle)
  const dates = opened.sqlite.prepare('select last_called_at, stage_since, converted_at from leads order by id').raw()
  expect(dates.all()).toEqual([
    [null, null, null],
    [300, 400, 200],
  ])
  opened.close()
})
