import type Database from 'better-sqlite3'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { databaseFile } from '../src/main/app.ts'
import { connect } from '../src/main/db/connection.ts'
import type { FormConnection, LeadSource } from '../src/main/features/meta-leads/lead-source.ts'
import { createBareSync, insertConnection } from '../src/main/features/meta-leads/testing/bare-sync.ts'
import { openBenchOffice } from './bench-office.ts'
import { generateOffice } from './generate-office.ts'
import { lateness, medianOf, ms, printTable } from './statistics.ts'
import { nameOf, phoneOf } from './words.ts'
import { copyOffice } from './writes.ts'

/** Parents before their children: everything that an entry of a form writes. */
const TABLES = ['leads', 'lead_identities', 'lead_touches', 'interactions', 'lead_submissions'] as const
/** As the fetch does it. */
const TOGETHER = 25
const PAGE = 100
/** Numbers of people that nobody in the generated office has. */
const STRANGERS = 20_000_000

export interface ImportFigures {
  readonly entries: number
  /** Medians, entries a second. */
  readonly bare: number
  readonly ours: number
  /** The same entries once more: nothing is written. */
  readonly again: number
  readonly isSame: boolean
  readonly late: { max: number; p99: number }
}

function entryOf(number: number, now: number): Record<string, unknown> {
  return {
    id: String(9_000_000_000 + number),
    created_time: new Date(now - number * 1_000).toISOString(),
    form_id: '9001',
    ad_id: String(1_200 + (number % 7)),
    ad_name: `Video ${number % 7}`,
    campaign_id: '1200',
    campaign_name: 'Lead – Bahar',
    is_organic: false,
    platform: 'ig',
    field_data: [
      { name: 'full_name', values: [nameOf(number)] },
      { name: 'phone_number', values: [phoneOf(STRANGERS + number)] },
      { name: 'email', values: [`lead${number}@example.com`] },
      { name: 'butce', values: ['20–50 bin TL'] },
    ],
  }
}

/** Meta without a network: what it would answer, at once. */
function createSource(id: MetaConnectionId) {
  let given: unknown[] = []
  const connection: FormConnection = { id, brandId: null, pageId: '1', intervalMinutes: 5, isUsable: true }
  const questions = [
    { key: 'full_name', label: 'Ad soyad', type: 'FULL_NAME' },
    { key: 'phone_number', label: 'Telefon', type: 'PHONE' },
    { key: 'email', label: 'E-posta', type: 'EMAIL' },
    { key: 'butce', label: 'Bütçeniz?', type: 'CUSTOM' },
  ]
  const source: LeadSource = {
    list: () => [connection],
    find: () => connection,
    async *forms() {
      yield [{ id: '9001', name: 'Bahar formu', status: 'ACTIVE', locale: 'tr_TR', questions }]
    },
    async *entries() {
      for (let first = 0; first < given.length; first += PAGE) yield given.slice(first, first + PAGE)
    },
    testEntryIds: async () => [],
    createTestEntry: async () => '',
    deleteEntry: async () => {},
    read: () => null,
  }
  return { source, give: (entries: unknown[]) => void (given = entries) }
}

type Row = Record<string, unknown>

const newestOf = (sqlite: Database.Database, table: string) =>
  sqlite.prepare<[], { newest: number }>(`select coalesce(max(rowid), 0) as newest from ${table}`).get()?.newest ?? 0

/** The rows that the tables have got since, each table in as many parts as there were transactions. */
function createHarvest(sqlite: Database.Database) {
  const last = new Map<string, number>(TABLES.map(table => [table, newestOf(sqlite, table)]))
  return (parts: number): Map<string, Row[]>[] => {
    const all = TABLES.map((table): [string, Row[]] => {
      const rows = sqlite.prepare<[number], Row>(`select * from ${table} where rowid > ?`).all(last.get(table) ?? 0)
      last.set(table, newestOf(sqlite, table))
      return [table, rows]
    })
    return Array.from(
      { length: parts },
      (_, part) =>
        new Map(
          all.map(([table, rows]) => {
            const size = Math.ceil(rows.length / parts)
            return [table, rows.slice(part * size, (part + 1) * size)]
          }),
        ),
    )
  }
}

function createBareWriter(sqlite: Database.Database) {
  const statements = new Map(
    TABLES.map(table => {
      const columns = (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => `"${name}"`)
      const values = columns.map(name => `@${name.slice(1, -1)}`)
      return [table, sqlite.prepare(`insert into ${table} (${columns.join(', ')}) values (${values.join(', ')})`)]
    }),
  )
  const insert = sqlite.transaction((rows: Map<string, Row[]>) => {
    for (const table of TABLES) for (const row of rows.get(table) ?? []) statements.get(table)?.run(row)
  })
  return (parts: readonly Map<string, Row[]>[]): number => {
    const start = performance.now()
    for (const part of parts) insert.immediate(part)
    return performance.now() - start
  }
}

/** Entries of a form come into one copy of the office, and then the rows that came of them into another. */
export async function measureImport(
  folder: string,
  { rounds, inRound }: { rounds: number; inRound: number },
): Promise<ImportFigures> {
  const [one, other] = [copyOffice(folder), copyOffice(folder)]
  const office = openBenchOffice(one.folder)
  const { db, sqlite } = office.database
  const bare = connect(databaseFile(other.folder))
  try {
    // The bare rows name a brand and a stage of the other copy.
    bare.pragma('foreign_keys = OFF')
    const connectionId = insertConnection(db, { pageId: '1', now: office.clock.now() })
    const { source, give } = createSource(connectionId)
    const sync = createBareSync({ db, clock: office.clock, source })
    const harvest = createHarvest(sqlite)
    const write = createBareWriter(bare)
    const took = { ours: [] as number[], bare: [] as number[], again: [] as number[] }
    const now = office.clock.now()
    let number = 0
    let late = { max: 0, p99: 0 }
    for (let round = -1; round < rounds; round += 1) {
      give(Array.from({ length: inRound }, () => entryOf((number += 1), now)))
      let start = performance.now()
      late = await lateness(async () => void (await sync.run(connectionId)))
      const ours = performance.now() - start
      const bareTook = write(harvest(Math.ceil(inRound / TOGETHER)))
      start = performance.now()
      await sync.run(connectionId)
      if (round < 0) continue
      took.ours.push(ours)
      took.bare.push(bareTook)
      took.again.push(performance.now() - start)
    }
    const perSecond = (times: readonly number[]) => (inRound / medianOf(times)) * 1_000
    const countOf = (of: Database.Database, table: string) =>
      of.prepare<[], { rows: number }>(`select count(*) as rows from ${table}`).get()?.rows
    return {
      entries: number,
      ours: perSecond(took.ours),
      bare: perSecond(took.bare),
      again: perSecond(took.again),
      isSame: TABLES.every(table => countOf(sqlite, table) === countOf(bare, table)),
      late,
    }
  } finally {
    bare.close()
    await office.close()
    one.remove()
    other.remove()
  }
}

export async function benchMeta(sizes: readonly number[]): Promise<void> {
  const lines: string[][] = []
  for (const size of sizes) {
    const figures = await measureImport(await generateOffice(size), { rounds: 5, inRound: 1_000 })
    lines.push([
      size.toLocaleString('en'),
      String(figures.entries),
      Math.round(figures.bare).toLocaleString('en'),
      Math.round(figures.ours).toLocaleString('en'),
      `${Math.round((figures.ours / figures.bare) * 100)} %${figures.isSame ? '' : ' (NOT THE SAME ROWS)'}`,
      Math.round(figures.again).toLocaleString('en'),
      ms(figures.late.p99),
      ms(figures.late.max),
    ])
  }
  console.log('### Entries of a form, against bare inserts of the same rows (entries a second; without the network)\n')
  printTable(
    ['messages there', 'entries', 'bare', 'ours', 'ours ÷ bare', 'known already', 'loop late, p99', 'loop late, most'],
    lines,
  )
}
