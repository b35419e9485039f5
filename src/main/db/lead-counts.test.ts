import { afterEach, beforeEach, expect, it } from 'vitest'
import { ensureLeadCounts } from './lead-counts.ts'
import { openTestDatabase, type TestDatabase } from './testing/test-database.ts'

let database: TestDatabase
beforeEach(() => {
  database = openTestDatabase()
  database.sqlite.exec(`
    insert into staff (id, name, email, role, locale, created_at, updated_at) values
      ('ayla', 'Ayla', 'a@ofis.test', 'consultant', 'tr', 0, 0), ('bora', 'Bora', 'b@ofis.test', 'consultant', 'tr', 0, 0);
    insert into stages (id, name, position, outcome, color, is_default, created_at, updated_at) values
      ('first', 'İlk', 0, 'new', 'blue', 1, 0, 0), ('second', 'İkinci', 1, 'contacted', 'blue', 0, 0, 0)`)
})
afterEach(() => database.close())

function run(...statements: string[]): void {
  for (const statement of statements) database.sqlite.exec(statement)
}

function add(count: number, owner: string | null, stage: string): void {
  run(`with recursive n (n) as (select 1 union all select n + 1 from n where n < ${count})
    insert into leads (id, name, name_origin, stage_id, owner_id, source, created_at, updated_at)
    select 'l' || n || '-${owner}-${stage}', 'Kişi', 'person', '${stage}', ${owner === null ? 'null' : `'${owner}'`}, 'manual', 0, 0 from n`)
}

const COUNTED = `select coalesce(owner_id, '') as owner, stage_id as stage, count(*) as leads from leads where is_test = 0 group by 1, 2`
const KEPT = 'select owner_id as owner, stage_id as stage, leads from lead_counts where leads <> 0'

function expectRight(): void {
  const read = (source: string) => database.sqlite.prepare(`${source} order by owner, stage`).all()
  expect(read(KEPT)).toEqual(read(COUNTED))
}

it('knows at any time how many leads each owner has in each stage', () => {
  add(5, 'ayla', 'first')
  add(3, 'bora', 'second')
  add(4, null, 'first')
  expectRight()
  run(
    `update leads set stage_id = 'second' where id like 'l1-%'`,
    `update leads set owner_id = 'bora' where id like 'l2-%'`,
  )
  run(`update leads set owner_id = null, stage_id = 'first' where id like 'l3-%'`, `update leads set name = 'Başka'`)
  expectRight()
  run(`delete from leads where id like 'l4-%'`)
  expectRight()
  run(`update leads set is_test = 1 where id like 'l5-%' or owner_id = 'bora'`)
  expectRight()
  run(
    `update leads set stage_id = 'first', is_test = 0 where id like 'l1-bora%'`,
    `update leads set stage_id = 'first' where is_test = 1`,
  )
  add(1, 'bora', 'first')
  run(`delete from leads where is_test = 1`)
  expectRight()
  // Whoever is deleted leaves their leads to nobody.
  run(`delete from staff where id = 'ayla'`)
  expectRight()
  expect(database.sqlite.prepare(`${KEPT} and owner_id = 'ayla'`).all()).toEqual([])
  run('delete from leads')
  expectRight()
})

it('follows what is undone', () => {
  add(2, 'ayla', 'first')
  run(
    'begin',
    `update leads set stage_id = 'second'`,
    'savepoint inner_part',
    'delete from leads',
    'rollback to inner_part',
  )
  expectRight()
  run('rollback')
  expectRight()
})

it('is put right at opening where it is missing, without its triggers, or wrong', () => {
  add(3, 'ayla', 'first')
  expect(ensureLeadCounts(database.sqlite)).toEqual({ recounted: false })
  for (const harm of [
    'update lead_counts set leads = leads + 1',
    'delete from lead_counts',
    'drop table lead_counts',
  ]) {
    run('drop trigger if exists lead_counts_insert', harm)
    if (harm.startsWith('drop'))
      run(...['delete', 'leave', 'come'].map(end => `drop trigger if exists lead_counts_${end}`))
    expect(ensureLeadCounts(database.sqlite)).toEqual({ recounted: true })
    expectRight()
    add(2, 'bora', 'second')
    expectRight()
    run(`delete from leads where owner_id = 'bora'`)
  }
})
