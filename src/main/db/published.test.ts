import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { STRIPPED_TABLES } from './backup-file.ts'
import { PUBLISHED } from './published.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

interface Listed {
  columns?: readonly string[]
  withheld?: Readonly<Record<string, string>>
  private?: string
}

describe('the list of published tables', () => {
  let database: TestDatabase
  const listed: Readonly<Record<string, Listed>> = PUBLISHED

  beforeAll(() => {
    database = openTestDatabase()
  })
  afterAll(() => database.close())

  /** Tables of the migrated database, without what SQLite and its full-text search keep for themselves. */
  function tableNames(): string[] {
    const tables = database.sqlite.pragma('table_list') as { schema: string; name: string; type: string }[]
    return tables
      .filter(({ schema, name, type }) => schema === 'main' && type !== 'shadow' && !name.startsWith('sqlite_'))
      .map(({ name }) => name)
  }

  function columnNames(table: string): string[] {
    return (database.sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
  }

  const byName = (a: string, b: string) => a.localeCompare(b)

  it('names every table of the database, and none besides', () => {
    expect(Object.keys(listed).toSorted(byName)).toEqual(tableNames().toSorted(byName))
  })

  it('says of every table either why it is private or what of it is published', () => {
    const undecided = Object.entries(listed).filter(
      ([, { columns, private: reason }]) => Boolean(columns?.length) === Boolean(reason),
    )
    expect(undecided).toEqual([])
  })

  it('names every column of a published table once, and none besides', () => {
    for (const [table, { columns, withheld = {} }] of Object.entries(listed)) {
      const named = columns ? [...columns, ...Object.keys(withheld)] : columnNames(table)
      expect({ table, columns: named.toSorted(byName) }).toEqual({
        table,
        columns: columnNames(table).toSorted(byName),
      })
    }
  })

  it('publishes nothing that is not even in a backup', () => {
    for (const table of STRIPPED_TABLES) expect(listed[table]).toHaveProperty('private')
  })
})
