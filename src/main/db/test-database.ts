import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { createLogger } from '../logging/logger.ts'
import { createFakeClock, type FakeClock } from '../ports/fakes.ts'
import { type OpenedDatabase, openDatabase } from './open-database.ts'

const root = join(import.meta.dirname, '..', '..', '..')

export interface TestDatabase extends OpenedDatabase {
  clock: FakeClock
  folder: string
}

/** A real, migrated database in a folder of its own. `close` removes the folder too. */
export async function openTestDatabase({
  clock = createFakeClock(),
}: {
  clock?: FakeClock
} = {}): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
  const opened = openDatabase({
    file: join(folder, 'santral.db'),
    migrationsFolder: await findMigrations(folder),
    backupsFolder: join(folder, 'backups'),
    clock,
    log: createLogger('test'),
  })
  return {
    ...opened,
    clock,
    folder,
    close() {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function findMigrations(folder: string): Promise<string> {
  const released = join(root, 'drizzle')
  if (existsSync(join(released, 'meta', '_journal.json'))) return released
  const { generateSQLiteDrizzleJson, generateSQLiteMigration } = await import('drizzle-kit/api')
  const files = globSync(['src/main/features/*/schema.ts', 'src/main/{jobs,db,events}/*schema.ts'], { cwd: root })
  const modules = await Promise.all(files.map(file => import(pathToFileURL(join(root, file)).href)))
  const statements = await generateSQLiteMigration(
    await generateSQLiteDrizzleJson({}),
    await generateSQLiteDrizzleJson(Object.assign({}, ...modules)),
  )
  const out = join(folder, 'migrations')
  mkdirSync(join(out, 'meta'), { recursive: true })
  writeFileSync(join(out, '0000_all.sql'), statements.join('\n--> statement-breakpoint\n'))
  const entries = [{ idx: 0, version: '6', when: 1, tag: '0000_all', breakpoints: true }]
  writeFileSync(join(out, 'meta', '_journal.json'), JSON.stringify({ version: '7', dialect: 'sqlite', entries }))
  return out
}
