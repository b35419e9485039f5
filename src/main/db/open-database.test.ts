import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLogger } from '../logging/logger.ts'
import { createFakeClock } from '../ports/fakes.ts'
import { connect } from './connection.ts'
import { DatabaseProblem, withDatabaseProblems } from './database-problem.ts'
import { ensureFullText } from './full-text.ts'
import { type OpenedDatabase, openDatabase } from './open-database.ts'

const FIRST_TABLES = `
  CREATE TABLE conversations (id TEXT PRIMARY KEY NOT NULL, title TEXT DEFAULT 'untitled');
  --> statement-breakpoint
  CREATE TABLE messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    conversation_id TEXT REFERENCES conversations(id) ON DELETE CASCADE, body TEXT
  );
  --> statement-breakpoint
  CREATE TABLE leads (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, search_text TEXT);
  --> statement-breakpoint
  CREATE TABLE secrets (name TEXT PRIMARY KEY, sealed BLOB);
`
/** What drizzle-kit writes for a changed default, its pragma included. */
const REBUILD_PARENT = `
  PRAGMA foreign_keys=OFF;
  --> statement-breakpoint
  CREATE TABLE __new_conversations (id TEXT PRIMARY KEY NOT NULL, title TEXT DEFAULT 'no title');
  --> statement-breakpoint
  INSERT INTO __new_conversations SELECT id, title FROM conversations;
  --> statement-breakpoint
  DROP TABLE conversations;
  --> statement-breakpoint
  ALTER TABLE __new_conversations RENAME TO conversations;
  --> statement-breakpoint
  PRAGMA foreign_keys=ON;
`
const REBUILD_MESSAGES = `
  CREATE TABLE __new_messages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    conversation_id TEXT REFERENCES conversations(id) ON DELETE CASCADE, body TEXT, starred_at INTEGER
  );
  --> statement-breakpoint
  INSERT INTO __new_messages (seq, id, conversation_id, body) SELECT seq, id, conversation_id, body FROM messages;
  --> statement-breakpoint
  DROP TABLE messages;
  --> statement-breakpoint
  ALTER TABLE __new_messages RENAME TO messages;
`

describe('openDatabase', () => {
  let folder: string
  let opened: OpenedDatabase | undefined

  const file = () => join(folder, 'santral.db')
  const backups = () => join(folder, 'backups')

  function open(...migrations: string[]): OpenedDatabase {
    const migrationsFolder = mkdtempSync(join(folder, 'migrations-'))
    mkdirSync(join(migrationsFolder, 'meta'))
    const entries = migrations.map((text, idx) => {
      writeFileSync(join(migrationsFolder, `${idx}_step.sql`), text)
      return { idx, version: '6', when: 1_000 + idx, tag: `${idx}_step`, breakpoints: true }
    })
    writeFileSync(
      join(migrationsFolder, 'meta', '_journal.json'),
      JSON.stringify({ version: '7', dialect: 'sqlite', entries }),
    )
    opened?.close()
    const clock = createFakeClock()
    opened = openDatabase({
      file: file(),
      migrationsFolder,
      backupsFolder: backups(),
      clock,
      log: createLogger('test'),
    })
    return opened
  }

  function openWithRows(): void {
    const { sqlite } = open(FIRST_TABLES)
    sqlite.exec(`INSERT INTO conversations (id) VALUES ('c1')`)
    const add = sqlite.prepare(`INSERT INTO messages (id, conversation_id, body) VALUES (?, 'c1', ?)`)
    for (const [id, body] of [
      ['m1', 'Merhaba dünya'],
      ['m2', 'IĞDIR’dan geliyorum'],
      ['m3', null],
      ['m4', 'silinecek'],
    ])
      add.run(id, body)
    sqlite.exec(`DELETE FROM messages WHERE id = 'm4'`)
    sqlite.exec(`INSERT INTO secrets VALUES ('token', 'very-secret-value-of-the-office')`)
  }

  const count = (table: string) => opened?.sqlite.prepare(`SELECT count(*) AS count FROM ${table}`).pluck().get()
  const find = (words: string) =>
    opened?.sqlite
      .prepare(
        `SELECT m.id FROM messages_fts f JOIN messages m ON m.seq = f.rowid WHERE messages_fts MATCH ? ORDER BY f.rowid DESC`,
      )
      .pluck()
      .all(words)

  function problemOf(work: () => unknown): DatabaseProblem {
    try {
      work()
    } catch (error) {
      if (error instanceof DatabaseProblem) return error
      throw error
    }
    throw new Error('It opened')
  }

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'santral-test-'))
  })
  afterEach(() => {
    opened?.close()
    opened = undefined
    rmSync(folder, { recursive: true, force: true })
  })

  it('sets what keeps data safe', () => {
    const { sqlite, schemaNumber } = open(FIRST_TABLES)
    const pragma = (name: string) => sqlite.pragma(name, { simple: true })
    expect([
      pragma('journal_mode'),
      pragma('synchronous'),
      pragma('foreign_keys'),
      pragma('busy_timeout'),
      schemaNumber,
    ]).toEqual(['wal', 2, 1, 5_000, 1])
  })

  it('keeps the children of a rebuilt parent', () => {
    openWithRows()
    open(FIRST_TABLES, REBUILD_PARENT)
    expect([count('conversations'), count('messages')]).toEqual([1, 3])
    expect(() => opened?.sqlite.exec(`INSERT INTO messages (id, conversation_id) VALUES ('m9', 'nobody')`)).toThrow(
      'FOREIGN KEY',
    )
  })

  it('finds the right message by words after its table was rebuilt', () => {
    openWithRows()
    expect([find('igdir*'), find('merh*'), find('silinecek')]).toEqual([['m2'], ['m1'], []])
    open(FIRST_TABLES, REBUILD_MESSAGES)
    expect([find('igdir*'), find('dunya')]).toEqual([['m2'], ['m1']])
    opened?.sqlite.exec(`INSERT INTO messages (id, conversation_id, body) VALUES ('m5', 'c1', 'dünya yeni')`)
    opened?.sqlite.exec(`UPDATE messages SET body = 'Şahin geldi' WHERE id = 'm1'`)
    expect([find('dunya'), find('sahin')]).toEqual([['m5'], ['m1']])
    opened?.sqlite.exec(`DELETE FROM conversations`)
    expect([count('messages'), find('dunya'), find('sahin')]).toEqual([0, [], []])
  })

  it('fills an index anew when its triggers were missing for a while', () => {
    openWithRows()
    opened?.sqlite.exec(
      `DROP TRIGGER messages_fts_insert; INSERT INTO messages (id, conversation_id, body) VALUES ('m6', 'c1', 'gizli kalan')`,
    )
    expect(find('gizli')).toEqual([])
    open(FIRST_TABLES)
    expect([find('gizli'), find('merhaba')]).toEqual([['m6'], ['m1']])
    expect(ensureFullText((opened as OpenedDatabase).sqlite)).toEqual({ reindexed: [] })
  })

  it('finds people by folded words', () => {
    const { sqlite } = open(FIRST_TABLES)
    sqlite.exec(`INSERT INTO leads (id, search_text) VALUES ('l1', 'Işık Şahin 905551234567')`)
    expect(sqlite.prepare(`SELECT rowid FROM leads_fts WHERE leads_fts MATCH 'isik sah*'`).pluck().all()).toEqual([1])
  })

  it('backs up before a migration, without keys, and only then', () => {
    openWithRows()
    expect(existsSync(backups())).toBe(false)
    const { backupFile } = open(FIRST_TABLES, REBUILD_PARENT)
    expect(readdirSync(backups()).map(name => join(backups(), name))).toEqual([backupFile])
    const copy = connect(backupFile as string, { readonly: true })
    expect(copy.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(3)
    expect(copy.prepare('SELECT count(*) FROM secrets').pluck().get()).toBe(0)
    copy.close()
    expect(readFileSync(backupFile as string).includes('very-secret-value-of-the-office')).toBe(false)
    expect(count('secrets')).toBe(1)
    expect(open(FIRST_TABLES, REBUILD_PARENT).backupFile).toBeUndefined()
  })

  it('refuses a database of a newer program, and leaves it alone', () => {
    openWithRows()
    open(FIRST_TABLES, REBUILD_PARENT)
    expect(problemOf(() => open(FIRST_TABLES)).kind).toBe('newer-than-program')
    open(FIRST_TABLES, REBUILD_PARENT)
    expect(count('messages')).toBe(3)
  })

  it('refuses a file with another history, and one that is no database', () => {
    const other = new Database(file())
    other.exec('CREATE TABLE songs (id TEXT)')
    other.close()
    expect(problemOf(() => open(FIRST_TABLES)).kind).toBe('other-history')
    writeFileSync(
      file(),
      'This is a letter, and long enough that nobody could take its first lines for an empty file.'.repeat(20),
    )
    expect(problemOf(() => open(FIRST_TABLES)).kind).toBe('damaged')
  })

  it('leaves the file usable when a migration fails, with a backup beside it', () => {
    openWithRows()
    const problem = problemOf(() => open(FIRST_TABLES, REBUILD_MESSAGES, 'INSERT INTO nowhere VALUES (1)'))
    expect(problem.kind).toBe('migration-failed')
    const copy = connect(problem.backupFile as string, { readonly: true })
    expect(copy.prepare('SELECT count(*) FROM messages').pluck().get()).toBe(3)
    copy.close()
    open(FIRST_TABLES)
    expect([count('messages'), find('igdir'), count('secrets')]).toEqual([3, ['m2'], 1])
  })

  it('refuses a migration that would leave children without their parent, but not for those it found', () => {
    openWithRows()
    const loses = `DELETE FROM conversations`
    expect(problemOf(() => open(FIRST_TABLES, loses))).toMatchObject({
      kind: 'migration-failed',
      cause: { message: 'Rows would lose what they belong to: messages → conversations' },
    })
    open(FIRST_TABLES)
    expect([count('conversations'), count('messages')]).toEqual([1, 3])
    opened?.sqlite.exec(
      `PRAGMA foreign_keys = OFF; INSERT INTO messages (id, conversation_id) VALUES ('orphan', 'nobody')`,
    )
    open(FIRST_TABLES, REBUILD_MESSAGES)
    expect(count('messages')).toBe(4)
  })

  it('says so when the disk is full, and changes nothing', () => {
    openWithRows()
    const fillsTheDisk = `PRAGMA max_page_count = 40;
      --> statement-breakpoint
      INSERT INTO messages (id, conversation_id, body) SELECT 'x' || value, 'c1', hex(randomblob(2000)) FROM generate_series(1, 200)`.replace(
      'generate_series(1, 200)',
      '(WITH RECURSIVE n(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n WHERE value < 200) SELECT value FROM n)',
    )
    expect(problemOf(() => open(FIRST_TABLES, fillsTheDisk)).kind).toBe('disk-full')
    open(FIRST_TABLES)
    expect(count('messages')).toBe(3)
  })

  it('says so when the folder cannot be written', () => {
    const notAFolder = join(folder, 'file')
    writeFileSync(notAFolder, '')
    const options = {
      migrationsFolder: folder,
      backupsFolder: backups(),
      clock: createFakeClock(),
      log: createLogger('test'),
    }
    expect(problemOf(() => openDatabase({ ...options, file: join(notAFolder, 'santral.db') })).kind).toBe(
      'not-writable',
    )
    mkdirSync(file())
    expect(problemOf(() => openDatabase({ ...options, file: file() })).kind).toBe('not-writable')
  })

  it('knows a file that may only be read', () => {
    openWithRows()
    const readonly = connect(file(), { readonly: true })
    const problem = problemOf(() => withDatabaseProblems('writing', () => readonly.exec('DELETE FROM messages')))
    expect(problem.kind).toBe('not-writable')
    readonly.close()
  })

  it('keeps a few backups, however often a migration fails', () => {
    openWithRows()
    for (let start = 0; start < 8; start += 1) problemOf(() => open(FIRST_TABLES, 'INSERT INTO nowhere VALUES (1)'))
    expect(readdirSync(backups())).toHaveLength(5)
  })
})
