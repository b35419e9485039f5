import { count } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openTestDatabase } from '../../db/testing/test-database.ts'
import { leads } from '../leads/schema.ts'
import { importRows } from './schema.ts'
import { type ImportOffice, openImportOffice } from './testing/import-office.ts'

const ROWS = 650

/** More than any machine brings in while a test asks for its end. */
const ROWS_FOR_A_WHILE = 20_000

function bigFile(length = ROWS): string {
  const rows = Array.from({ length }, (_, index) => `Kişi ${index};0555${String(1_000_000 + index)};\n`)
  return `Ad;Telefon;Not\n${rows.join('')}`
}

let office: ImportOffice
beforeEach(async () => {
  office = await openImportOffice({ threads: ['run', 'undo'] })
})
afterEach(() => office.close())

const changesOfOurs = () => office.database.sqlite.prepare('select total_changes()').pluck().get() as number
const all = (table: typeof leads | typeof importRows, { db } = office) =>
  db.select({ rows: count() }).from(table).get()?.rows ?? 0

/** Another program on the same folder, after one that was cut off wherever it was. */
async function beginAnew(): Promise<void> {
  await office.runner.drain(0)
  await office.leave()
  const { clock, folder } = office.database
  office = await openImportOffice({ database: openTestDatabase({ clock, folder }) })
}

const until = (isSo: () => boolean) => vi.waitUntil(isSo, { interval: 20, timeout: 100_000 })

// A thread takes its time to begin where everything else is busy.
describe('on a thread of its own', { timeout: 120_000 }, () => {
  it('an import leaves the program free: its own connection writes nothing but the state', async () => {
    const id = await office.upload(bigFile())
    expect(await office.check(id)).toMatchObject({ state: 'checked', counts: { rows: ROWS, created: ROWS } })
    const before = changesOfOurs()
    expect(await office.run(id)).toMatchObject({ state: 'done', counts: { created: ROWS } })
    expect(all(leads)).toBe(ROWS)
    expect(changesOfOurs() - before).toBeLessThan(20)
  })

  it('goes on after a kill without doubling or leaving out a row, and is taken back over a kill as well', async () => {
    const id = await office.upload(bigFile())
    await office.check(id)
    await office.begin(id)
    await until(() => all(importRows) > 100)
    await beginAnew()
    const done = all(importRows)
    expect(done % 100).toBe(0)
    expect(all(leads)).toBe(done)
    await office.runner.whenIdle()
    expect(await office.admin.imports.get({ id })).toMatchObject({
      state: 'done',
      counts: { rows: ROWS, created: ROWS },
    })
    expect(all(leads)).toBe(ROWS)

    await office.admin.imports.undo({ id })
    void office.runner.whenIdle()
    await until(() => all(leads) < ROWS)
    await beginAnew()
    await office.runner.whenIdle()
    expect(await office.admin.imports.get({ id })).toMatchObject({ state: 'undone', undone: { removed: ROWS } })
    expect(all(leads)).toBe(0)
  })

  it('ends where it is when it is cancelled, keeps what is done, and can be taken back', async () => {
    const id = await office.upload(bigFile(ROWS_FOR_A_WHILE))
    await office.check(id)
    await office.begin(id)
    await until(() => all(importRows) > 0)
    const cancelled = await office.admin.imports.cancel({ id })
    expect(cancelled.state).toBe('cancelled')
    await office.runner.whenIdle()
    const done = await office.admin.imports.get({ id })
    expect(done.counts.created).toBe(all(leads))
    expect(done.counts.created).toBeLessThan(ROWS_FOR_A_WHILE)
    expect(await office.undo(id)).toMatchObject({ state: 'undone' })
    expect(all(leads)).toBe(0)
  })
})
