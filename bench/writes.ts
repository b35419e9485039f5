import { constants, copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import type { StaffId } from '#shared/domain/ids.ts'
import { databaseFile } from '../src/main/app.ts'
import { connect } from '../src/main/db/connection.ts'
import { transact } from '../src/main/db/database.ts'
import type { ChannelFact } from '../src/main/features/channels/channel.ts'
import { type BenchOffice, connectBySocket, greet, openBenchOffice } from './bench-office.ts'
import { ACCOUNT, sizeOf } from './fill-office.ts'
import { generateOffice } from './generate-office.ts'
import { lateness, medianOf, ms, noteGoal, printTable } from './statistics.ts'
import { nameOf, phoneOf, sentenceOf } from './words.ts'

/** Parents before their children. What else there is, no message writes to. */
const TABLES = [
  'leads',
  'lead_identities',
  'lead_touches',
  'conversations',
  'conversation_peers',
  'messages',
  'attachments',
  'interactions',
  'audit_log',
  'jobs',
]

export interface WriteFigures {
  /** Messages in one transaction. */
  readonly together: number
  /** Medians, messages a second. */
  readonly bare: number
  readonly ours: number
  /** Rows written by both. */
  readonly rows: number
  readonly isSame: boolean
}

/** A copy of a generated office that may be written to. */
export function copyOffice(folder: string): { folder: string; remove: () => void } {
  const copy = mkdtempSync(join(dirname(folder), 'copy-'))
  for (const name of readdirSync(folder)) {
    if (statSync(join(folder, name)).isDirectory()) mkdirSync(join(copy, name))
    else copyFileSync(join(folder, name), join(copy, name), constants.COPYFILE_FICLONE)
  }
  return { folder: copy, remove: () => rmSync(copy, { recursive: true, force: true }) }
}

/** What customers write: nearly all are known, every fiftieth writes for the first time. */
function createCustomers(people: number, now: number) {
  let sent = 0
  return (count: number): ChannelFact[] =>
    Array.from({ length: count }, () => {
      sent += 1
      const isNew = sent % 50 === 0
      const number = isNew ? 10_000_000 + sent : 2 + ((sent * 7919) % (people - 2))
      return {
        kind: 'message',
        message: {
          externalId: `NEW${sent}`,
          direction: 'in',
          peer: { phone: phoneOf(number), lid: null },
          pushName: nameOf(number),
          kind: 'text',
          body: sentenceOf(sent),
          media: null,
          details: null,
          isForwarded: false,
          isViewOnce: false,
          isEphemeral: false,
          sentAt: now + sent,
          quotedExternalId: null,
          adReferral: null,
          raw: new Uint8Array(180),
          isHistory: false,
        },
      }
    })
}

function inGroups<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  )
}

/** Each group in a transaction of its own, as the adapter does it; the loop is free in between. */
async function receive({ app, database }: BenchOffice, groups: readonly ChannelFact[][]): Promise<number> {
  let took = 0
  for (const facts of groups) {
    const start = performance.now()
    transact(database.db, tx => app.receive(tx, ACCOUNT, facts))
    took += performance.now() - start
    await nextTurn()
  }
  return took
}

type Row = Record<string, unknown>

/** The rows that a table has got since. */
function createHarvest(sqlite: Database.Database) {
  const last = new Map<string, number>()
  const newestOf = (table: string) =>
    sqlite.prepare<[], { newest: number }>(`select coalesce(max(rowid), 0) as newest from ${table}`).get()?.newest ?? 0
  for (const table of TABLES) last.set(table, newestOf(table))
  return (): Map<string, Row[]> =>
    new Map(
      TABLES.map(table => {
        const rows = sqlite.prepare<[number], Row>(`select * from ${table} where rowid > ?`).all(last.get(table) ?? 0)
        last.set(table, newestOf(table))
        return [table, rows]
      }),
    )
}

/** The same rows with nothing around them, in as many transactions; whom they belong to comes with the first. */
function createBareWriter(sqlite: Database.Database) {
  const statements = new Map(
    TABLES.map(table => {
      const columns = (sqlite.pragma(`table_info(${table})`) as { name: string }[]).map(({ name }) => name)
      const names = columns.map(name => `"${name}"`).join(', ')
      return [
        table,
        sqlite.prepare(`insert into ${table} (${names}) values (${columns.map(name => `@${name}`).join(', ')})`),
      ]
    }),
  )
  const insert = sqlite.transaction((parts: readonly [string, readonly Row[]][]) => {
    for (const [table, rows] of parts) for (const row of rows) statements.get(table)?.run(row)
  })
  return (rows: Map<string, Row[]>, together: number): number => {
    const [first = [], ...others] = inGroups(rows.get('messages') ?? [], together)
    const beside = TABLES.map(
      table => [table, table === 'messages' ? first : (rows.get(table) ?? [])] as [string, Row[]],
    )
    const start = performance.now()
    insert.immediate(beside)
    for (const group of others) insert.immediate([['messages', group]])
    return performance.now() - start
  }
}

/** Ours on one copy of the office, and then the rows that came of it on another, in turn. */
export async function measureWrites(
  folder: string,
  messages: number,
  { rounds, inRound, together }: { rounds: number; inRound: number; together: readonly number[] },
): Promise<WriteFigures[]> {
  const [one, other] = [copyOffice(folder), copyOffice(folder)]
  const office = openBenchOffice(one.folder)
  const bare = connect(databaseFile(other.folder))
  const { sqlite } = office.database
  try {
    const customers = createCustomers(sizeOf(messages).leads, Date.now())
    const harvest = createHarvest(sqlite)
    const write = createBareWriter(bare)
    const figures: WriteFigures[] = []
    for (const size of together) {
      const took = { ours: [] as number[], bare: [] as number[] }
      let rows = 0
      for (let round = -1; round < rounds; round += 1) {
        const ours = await receive(office, inGroups(customers(inRound), size))
        const written = harvest()
        rows += [...written.values()].reduce((sum, { length }) => sum + length, 0)
        const bareTook = write(written, size)
        if (round < 0) continue
        took.ours.push(ours)
        took.bare.push(bareTook)
      }
      const perSecond = (times: readonly number[]) => (inRound / medianOf(times)) * 1_000
      figures.push({
        together: size,
        ours: perSecond(took.ours),
        bare: perSecond(took.bare),
        rows,
        isSame: TABLES.every(table => countOf(sqlite, table) === countOf(bare, table)),
      })
    }
    return figures
  } finally {
    bare.close()
    await office.close()
    one.remove()
    other.remove()
  }
}

function countOf(sqlite: Database.Database, table: string): number | undefined {
  return sqlite.prepare<[], { rows: number }>(`select count(*) as rows from ${table}`).get()?.rows
}

export interface LiveFigures {
  readonly late: { max: number; p99: number }
  /** Milliseconds for each message: stored, and stored and told to one page. */
  readonly alone: number
  readonly withPage: number
  /** From the commit of a single message to its arrival in the page, median in ms. */
  readonly arrival: number
}

/** What it costs to tell a page of what comes in, over a socket of the same process. */
export async function measureLiveUpdates(folder: string, messages: number, count: number): Promise<LiveFigures> {
  const copy = copyOffice(folder)
  const office = openBenchOffice(copy.folder)
  const { sqlite } = office.database
  const admin = sqlite.prepare<[], { id: StaffId }>(`select id from staff where role = 'admin'`).get()
  const page = await connectBySocket(office.app.rpc)
  try {
    if (!admin) throw new Error('the office has no admin')
    const customers = createCustomers(sizeOf(messages).leads, Date.now())
    await receive(office, inGroups(customers(count), 20))
    let start = performance.now()
    const late = await lateness(async () => void (await receive(office, inGroups(customers(count), 20))))
    const alone = (performance.now() - start) / count

    await greet(page, office.signIn(admin.id))
    let heard = 0
    let onHeard = () => {}
    const updates = await page.client.system.updates()
    const listening = (async () => {
      for await (const update of updates) {
        if (update.kind !== 'event' || update.event.type !== 'message.added') continue
        heard += 1
        onHeard()
      }
    })()
    const hear = (wanted: number) =>
      new Promise<void>(resolve => {
        onHeard = () => heard >= wanted && resolve()
        onHeard()
      })
    start = performance.now()
    await receive(office, inGroups(customers(count), 20))
    await hear(count)
    const withPage = (performance.now() - start) / count
    const arrivals: number[] = []
    for (let single = 0; single < 50; single += 1) {
      const heardBefore = heard
      transact(office.database.db, tx => office.app.receive(tx, ACCOUNT, customers(1)))
      const committed = performance.now()
      await hear(heardBefore + 1)
      arrivals.push(performance.now() - committed)
    }
    await updates.return?.()
    await listening
    return { late, alone, withPage, arrival: medianOf(arrivals) }
  } finally {
    await page.close()
    await office.close()
    copy.remove()
  }
}

export async function benchWrites(sizes: readonly number[]): Promise<void> {
  const lines: string[][] = []
  const live: string[][] = []
  for (const size of sizes) {
    const folder = await generateOffice(size)
    const figures = await measureWrites(folder, size, { rounds: 10, inRound: 500, together: [1, 20, 100] })
    for (const { together, bare, ours, rows, isSame } of figures) {
      noteGoal(
        `our ingestion ≥ 40 % of bare inserts: ${size.toLocaleString('en')} messages there, ${together} in a transaction`,
        ours / bare >= 0.4 && isSame,
        `${Math.round((ours / bare) * 100)} %`,
      )
      lines.push([
        size.toLocaleString('en'),
        String(together),
        String(rows),
        Math.round(bare).toLocaleString('en'),
        Math.round(ours).toLocaleString('en'),
        `${Math.round((ours / bare) * 100)} %${isSame ? '' : ' (NOT THE SAME ROWS)'}`,
      ])
    }
    const { late, alone, withPage, arrival } = await measureLiveUpdates(folder, size, 1_000)
    noteGoal(
      `the event loop not over 20 ms late while 20 in a transaction come in, ${size.toLocaleString('en')} messages there`,
      late.max <= 20,
      `${ms(late.max)} ms at most, p99 ${ms(late.p99)}`,
    )
    live.push([size.toLocaleString('en'), ms(alone), ms(withPage), ms(arrival), ms(late.p99), ms(late.max)])
  }
  console.log('### What comes in, against bare inserts of the same rows (messages a second)\n')
  printTable(['messages there', 'in one transaction', 'rows written', 'bare', 'ours', 'ours ÷ bare'], lines)
  console.log('### Telling a page (ms; 20 messages in one transaction), and how late the event loop was meanwhile\n')
  printTable(
    ['messages there', 'each, alone', 'each, with a page', 'commit → page', 'loop late, p99', 'loop late, most'],
    live,
  )
}
