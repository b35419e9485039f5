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
  /** Closes it and leaves the folder as it is. */
  leave(): void
}

/** A real, migrated database in a folder of its own, or in one that an earlier one was left in. `close` removes the folder too. */
export function openTestDatabase({
  clock = createFakeClock(),
  folder = mkdtempSync(join(tmpdir(), 'santral-test-')),
}: {
  clock?: FakeClock
  folder?: string
} = {}): TestDatabase {
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
    leave: () => opened.close(),
    close() {
      opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
