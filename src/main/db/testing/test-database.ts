import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
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

/** The migrations take 50 ms: each thread of tests runs them once, and its databases begin as copies. */
let template: string | undefined

function makeTemplate(): string {
  const folder = mkdtempSync(join(tmpdir(), 'santral-template-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const file = join(folder, 'santral.db')
  openAt(file, createFakeClock()).close()
  return file
}

const openAt = (file: string, clock: FakeClock) =>
  openDatabase({
    file,
    migrationsFolder: MIGRATIONS,
    backupsFolder: join(dirname(file), 'backups'),
    clock,
    log: createLogger('test'),
  })

/** A real, migrated database in a folder of its own, or in one that an earlier one was left in. `close` removes the folder too. */
export function openTestDatabase({
  clock = createFakeClock(),
  folder = mkdtempSync(join(tmpdir(), 'santral-test-')),
}: {
  clock?: FakeClock
  folder?: string
} = {}): TestDatabase {
  const file = join(folder, 'santral.db')
  if (!existsSync(file)) {
    template ??= makeTemplate()
    try {
      copyFileSync(template, file)
    } catch {
      // A full disk, a folder that may only be read: what the program says of it is the test's to see.
      rmSync(file, { force: true })
    }
  }
  const opened = openAt(file, clock)
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
