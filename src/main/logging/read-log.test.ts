import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { LOG_FILE } from './logger.ts'
import { readLog } from './read-log.ts'

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'santral-log-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const START = Date.UTC(2026, 0, 15, 9)

function entry(number: number, more: object = {}): string {
  const time = new Date(START + number * 1_000).toISOString()
  return `${JSON.stringify({ level: 'info', time, area: 'jobs', number, ...more, msg: `line ${number} ışık` })}\n`
}

function write(name: string, from: number, to: number): void {
  for (let number = from; number < to; number += 1) appendFileSync(join(folder, name), entry(number))
}

const all = () => true

async function readAll(limit: number, matches: Parameters<typeof readLog>[0]['matches'] = all): Promise<unknown[]> {
  const numbers: unknown[] = []
  let before: string | null = null
  do {
    const part: Awaited<ReturnType<typeof readLog>> = await readLog({ folder, before, limit, matches })
    expect(part.lines.length).toBeLessThanOrEqual(limit)
    numbers.push(...part.lines.map(line => line.fields.number))
    before = part.next
  } while (before !== null)
  return numbers
}

const countdown = (from: number, to = 0) => Array.from({ length: from - to }, (_, index) => from - 1 - index)

it('reads backwards through every file, page by page, each line once', async () => {
  write('santral-20260115-090000-1.log', 0, 900)
  write('santral-20260115-100000-1.log', 900, 1_000)
  write('santral-20260115-100000-2.log', 1_000, 1_010)
  write(LOG_FILE, 1_010, 1_800)
  expect(await readAll(7)).toEqual(countdown(1_800))
  expect(await readAll(200)).toEqual(countdown(1_800))
})

it('gives what stands in a line, and where it stands', async () => {
  writeFileSync(join(folder, LOG_FILE), entry(1, { jobId: 'x' }))
  const { lines, next, reachedAt } = await readLog({ folder, before: null, limit: 5, matches: all })
  expect(lines).toEqual([
    {
      place: expect.any(String),
      at: START + 1_000,
      level: 'info',
      area: 'jobs',
      message: 'line 1 ışık',
      fields: { number: 1, jobId: 'x' },
      text: entry(1, { jobId: 'x' }).trimEnd(),
    },
  ])
  expect([next, reachedAt]).toEqual([null, START + 1_000])
})

it('goes on where it was though the file has grown and was renamed in between', async () => {
  write(LOG_FILE, 0, 50)
  const first = await readLog({ folder, before: null, limit: 10, matches: all })
  expect(first.lines.map(line => line.fields.number)).toEqual(countdown(50, 40))
  write(LOG_FILE, 50, 60)
  renameSync(join(folder, LOG_FILE), join(folder, 'santral-20260115-120000-1.log'))
  write(LOG_FILE, 60, 70)
  const second = await readLog({ folder, before: first.next, limit: 10, matches: all })
  expect(second.lines.map(line => line.fields.number)).toEqual(countdown(40, 30))
})

it('ends where a file is gone, and at a place that is none', async () => {
  write(LOG_FILE, 0, 50)
  const { next } = await readLog({ folder, before: null, limit: 10, matches: all })
  rmSync(join(folder, LOG_FILE))
  write(LOG_FILE, 100, 110)
  const nothing = { lines: [], next: null, reachedAt: null }
  expect(await readLog({ folder, before: next, limit: 10, matches: all })).toEqual(nothing)
  expect(await readLog({ folder, before: 'nonsense', limit: 10, matches: all })).toEqual(nothing)
  rmSync(folder, { recursive: true })
  expect(await readLog({ folder, before: null, limit: 10, matches: all })).toEqual(nothing)
})

it('leaves out what is no line of ours, and what is still being written', async () => {
  const broken = ['', 'not JSON', '{"level":"info"}', '[1]', `{"time":"${'x'.repeat(70_000)}"}`, '\u0000\u0000'].join(
    '\n',
  )
  writeFileSync(join(folder, LOG_FILE), `${entry(0)}${broken}\n${entry(1)}${entry(2).slice(0, 20)}`)
  expect(await readAll(10)).toEqual([1, 0])
  // Longer than any line of ours may be, and without an end.
  writeFileSync(join(folder, LOG_FILE), `${entry(0)}${'y'.repeat(3_000_000)}\n${entry(1)}`)
  expect(await readAll(10)).toContain(1)
  writeFileSync(join(folder, LOG_FILE), entry(0).trimEnd())
  expect(await readAll(10)).toEqual([])
})

it('stops where enough was read, says how far it got, and goes on from there', async () => {
  const padding = 'p'.repeat(1_500)
  writeFileSync(join(folder, LOG_FILE), entry(0, { isWanted: true }))
  for (let block = 0; block < 5; block += 1) {
    const lines = Array.from({ length: 1_000 }, (_, index) => entry(1 + block * 1_000 + index, { padding }))
    appendFileSync(join(folder, LOG_FILE), lines.join(''))
  }
  const isWanted: Parameters<typeof readLog>[0]['matches'] = line => line.fields.isWanted === true
  const first = await readLog({ folder, before: null, limit: 10, matches: isWanted })
  expect(first.lines).toEqual([])
  expect(first.next).not.toBeNull()
  expect(first.reachedAt).toBeGreaterThan(START + 3_000_000)
  expect(await readAll(10, isWanted)).toEqual([0])
})
