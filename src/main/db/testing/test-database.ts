import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLogger } from '../../logging/logger.ts'
import { createFakeClock, type FakeClock } from '../../ports/fakes.ts'
import { type OpenedDatabase, openDatabase } from '../open-database.ts'

const MIGRATIONS = join(import.meta.dirname, '../../../../drizzle')

export interface TestDatabase extends OpenedDatabase {
  clock: FakeClock
  folder: string
}

/** A real, migrated database in a folder of its own. `close` removes the folder too. */
export function openTestDatabase({ clock = createFakeClock() }: { clock?: FakeClock } = {}): TestDatabase {
  const folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
  const opened = openDatabase({
    file: join(folder, 'santral.db'),
    migrationsFolder: MIGRATIONS,
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
