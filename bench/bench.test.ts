import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { measureCalendar } from './calendar.ts'
import { generateOffice } from './generate-office.ts'
import { measureInsights } from './insights.ts'
import { measureImport } from './meta.ts'
import { measureReads, ratioOf } from './reads.ts'
import { measureLiveUpdates, measureWrites } from './writes.ts'

const MESSAGES = 1_000
/** Where the point is that little or nothing is found, or where it hangs on what day it is. */
const MAY_BE_EMPTY = /hardly anything|nothing|due today|of a month|written to/u

// No figure is judged here, on whatever machine: only that what is compared is the same.
describe('the bench', () => {
  let cache: string
  let folder: string

  beforeAll(async () => {
    cache = mkdtempSync(join(tmpdir(), 'santral-bench-'))
    folder = await generateOffice(MESSAGES, cache)
  })
  afterAll(() => rmSync(cache, { recursive: true, force: true }))

  it('makes an office only once', async () => {
    expect(await generateOffice(MESSAGES, cache)).toBe(folder)
  })

  it('reads the same rows as the bare statements, and measures every way', async () => {
    const figures = await measureReads(folder, MESSAGES, 1)
    expect(figures.filter(({ isSame }) => !isSame).map(({ name }) => name)).toEqual([])
    const empty = figures.filter(({ rows }) => rows === 0).map(({ name }) => name)
    expect(empty.filter(name => !MAY_BE_EMPTY.test(name))).toEqual([])
    expect(figures.every(figure => Number.isFinite(ratioOf(figure)) && figure.socket > 0)).toBe(true)
    expect(new Set(figures.map(({ name }) => name)).size).toBe(figures.length)
  })

  it('reads the same calendar as the bare statements', async () => {
    const figures = await measureCalendar(folder, 300, 1)
    expect(figures.filter(({ isSame }) => !isSame)).toEqual([])
    expect(figures.filter(({ rows }) => !rows).map(({ name }) => name)).toEqual([])
  })

  it('adds figures of ads up to what the bare sums say', () => {
    const figures = measureInsights({ ads: 12, days: 140, rounds: 1 })
    expect(figures.reads.filter(({ isSame }) => !isSame).map(({ name }) => name)).toEqual([])
    expect(figures.rows).toBe((1 + 1 + 3 + 12) * 140)
  })

  it('writes the same rows as the bare inserts', async () => {
    const figures = await measureWrites(folder, MESSAGES, { rounds: 1, inRound: 60, together: [1, 20] })
    expect(figures.map(({ isSame }) => isSame)).toEqual([true, true])
    expect(figures.every(({ rows, ours, bare }) => rows >= 120 && ours > 0 && bare > 0)).toBe(true)
  })

  it('stores the same rows of form entries as the bare inserts', async () => {
    const { isSame, ours, bare, again } = await measureImport(folder, { rounds: 1, inRound: 50 })
    expect(isSame).toBe(true)
    expect([ours, bare, again].every(figure => figure > 0)).toBe(true)
  })

  it('hears in a page of everything that comes in', async () => {
    const { alone, withPage, arrival } = await measureLiveUpdates(folder, MESSAGES, 40)
    expect([alone, withPage, arrival].every(figure => figure > 0)).toBe(true)
  })
})
