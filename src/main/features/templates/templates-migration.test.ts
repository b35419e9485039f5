import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { createLogger } from '../../logging/logger.ts'
import { createFakeClock } from '../../ports/fakes.ts'
import { listTemplates } from './queries.ts'

const drizzle = join(import.meta.dirname, '../../../../drizzle')
const folder = mkdtempSync(join(tmpdir(), 'santral-templates-'))
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

it('keeps the quick replies of an old database, each with the words it has', () => {
  const old = open(oldestMigrations())
  old.sqlite.exec(`
    insert into templates (id, category, name, language, content, usage_count, removed_at, created_at, updated_at) values
      ('a', 'quick_reply', 'Selam', 'tr', 'Merhaba {{name}}', 7, null, 1, 1),
      ('b', 'quick_reply', 'Hello', 'en', 'Hello', 9, null, 1, 1),
      ('c', 'quick_reply', 'Eski', 'tr', 'Eski', 0, 5, 1, 1);
  `)
  old.close()
  const opened = open(drizzle)
  const rest = { subject: null, providerId: null, providerStatus: null }
  const quickReplies = listTemplates(opened.db).filter(({ category }) => category === 'quick_reply')
  expect(quickReplies).toMatchObject([
    { id: 'b', name: 'Hello', usageCount: 9, variants: [{ language: 'en', content: 'Hello', ...rest }] },
    { id: 'a', name: 'Selam', usageCount: 7, variants: [{ language: 'tr', content: 'Merhaba {{name}}', ...rest }] },
  ])
  opened.close()
})
