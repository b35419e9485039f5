import { afterEach, beforeEach, expect, it } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'

let database: TestDatabase

beforeEach(() => {
  database = openTestDatabase()
})
afterEach(() => database.close())

it('every table that names a lead loses its rows with it', () => {
  const { sqlite } = database
  const tables = sqlite.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[]
  const naming = tables.filter(table =>
    (sqlite.pragma(`table_info(${table})`) as { name: string }[]).some(({ name }) => name === 'lead_id'),
  )
  expect(naming).toContain('messages')
  for (const table of naming) {
    const keys = sqlite.pragma(`foreign_key_list(${table})`) as { from: string; table: string; on_delete: string }[]
    expect({ table, keys: keys.filter(({ from }) => from === 'lead_id') }).toMatchObject({
      table,
      keys: [{ table: 'leads', on_delete: 'CASCADE' }],
    })
  }
})
