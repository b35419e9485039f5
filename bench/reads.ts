import { isDeepStrictEqual } from 'node:util'
import type { StaffId } from '#shared/domain/ids.ts'
import { databaseFile } from '../src/main/app.ts'
import { connect } from '../src/main/db/connection.ts'
import {
  type BenchOffice,
  type Connection,
  connectByPort,
  connectBySocket,
  greet,
  openBenchOffice,
} from './bench-office.ts'
import { type Answers, createEcho, notingClient } from './echo.ts'
import { CONSULTANTS, sizeOf } from './fill-office.ts'
import { generateOffice } from './generate-office.ts'
import { listReadCases, type ReadCase, type ReaderRole, rowsOf } from './read-cases.ts'
import { prepareReplay, recordQueries } from './recorded-queries.ts'
import { medianOf, ms, noteGoal, printTable } from './statistics.ts'

/** Medians in ms. */
export interface ReadFigures {
  readonly name: string
  readonly rows: number | null
  readonly bare: number
  readonly port: number
  readonly portFloor: number
  readonly socket: number
  readonly socketFloor: number
  /** What the application read and what the same statements gave on their own, and what the echo answered, were the same. */
  readonly isSame: boolean
}

type Transport = 'port' | 'socket'

async function connectAll(office: BenchOffice): Promise<Record<ReaderRole, Record<Transport, Connection>>> {
  const admin = office.database.sqlite.prepare<[], { id: StaffId }>(`select id from staff where role = 'admin'`).get()
  const open = async (staffId: StaffId | undefined) => {
    if (staffId === undefined) throw new Error('the office has nobody')
    const token = office.signIn(staffId)
    const connections = { port: connectByPort(office.app.rpc), socket: await connectBySocket(office.app.rpc) }
    for (const connection of Object.values(connections)) await greet(connection, token)
    return connections
  }
  return { admin: await open(admin?.id), consultant: await open(CONSULTANTS[0]) }
}

/** Every read of one office, each round taking all ways in turn, so that whatever the machine does meets all of them. */
export async function measureReads(
  folder: string,
  messages: number,
  rounds: number,
  listCases = listReadCases,
): Promise<ReadFigures[]> {
  let record: ReturnType<typeof recordQueries> | undefined
  const recording = openBenchOffice(folder, sqlite => {
    record = recordQueries(sqlite)
  })
  const office = openBenchOffice(folder)
  const bare = connect(databaseFile(folder), { readonly: true })
  const echo = createEcho()
  const floor = { port: connectByPort(echo), socket: await connectBySocket(echo) }
  const [recorders, clients] = [await connectAll(recording), await connectAll(office)]
  const all = [recorders, clients].flatMap(group => Object.values(group).flatMap(ways => Object.values(ways)))

  async function measure({ name, as, read }: ReadCase): Promise<ReadFigures> {
    if (!record) throw new Error('nothing is recorded')
    const queries = await record(() => read(recorders[as].port.client))
    const replay = prepareReplay(bare, queries)
    const answers: Answers = new Map()
    const answer = await read(notingClient(clients[as].port.client, answers))
    echo.answer(answers)
    const isSame =
      queries.length > 0 &&
      isDeepStrictEqual(
        replay(),
        queries.map(({ result }) => result),
      ) &&
      isDeepStrictEqual(answer, await read(floor.socket.client))
    const ways: Record<'bare' | 'port' | 'portFloor' | 'socket' | 'socketFloor', () => unknown> = {
      bare: replay,
      port: () => read(clients[as].port.client),
      portFloor: () => read(floor.port.client),
      socket: () => read(clients[as].socket.client),
      socketFloor: () => read(floor.socket.client),
    }
    const took = { bare: [], port: [], portFloor: [], socket: [], socketFloor: [] } as Record<
      keyof typeof ways,
      number[]
    >
    const keys = Object.keys(ways) as (keyof typeof ways)[]
    const warmUp = Math.ceil(rounds / 6)
    for (let round = -warmUp; round < rounds; round += 1) {
      for (const key of keys) {
        const start = performance.now()
        await ways[key]()
        const time = performance.now() - start
        if (round >= 0) took[key].push(time)
      }
    }
    const medians = Object.fromEntries(keys.map(key => [key, medianOf(took[key])])) as Record<keyof typeof ways, number>
    return { name, rows: rowsOf(answer), isSame, ...medians }
  }

  try {
    const figures: ReadFigures[] = []
    for (const readCase of await listCases(clients.admin.port.client, sizeOf(messages))) {
      figures.push(await measure(readCase))
    }
    return figures
  } finally {
    for (const connection of [...all, floor.port, floor.socket]) await connection.close()
    bare.close()
    await office.close()
    await recording.close()
  }
}

/** What is left of the time when the floor is taken away, as a multiple of the bare statements. */
export function ratioOf({ bare, port, portFloor }: ReadFigures): number {
  return Math.max(0, port - portFloor) / bare
}

function socketRatioOf({ bare, socket, socketFloor }: ReadFigures): number {
  return Math.max(0, socket - socketFloor) / bare
}

export async function benchReads(sizes: readonly number[], rounds: number): Promise<void> {
  const bySize: [number, ReadFigures[]][] = []
  for (const size of sizes) bySize.push([size, await measureReads(await generateOffice(size), size, rounds)])
  for (const [size, figures] of bySize) {
    console.log(`### Reads with ${size.toLocaleString('en')} messages (medians of ${rounds}, ms)\n`)
    printReads(figures)
    noteWorst({
      goal: `each read ≤ ${MOST_TIMES_BARE} × bare SQL + floor, with ${size.toLocaleString('en')} messages`,
      figures: figures.map(figure => [figure.name, ratioOf(figure)]),
      most: MOST_TIMES_BARE,
    })
  }
  printSizes(bySize)
  const [largest, last] = bySize.at(-1) ?? []
  noteWorst({
    goal: `no read keeps the event loop for ${LONGEST_MS} ms, with ${largest?.toLocaleString('en')} messages (medians, the whole way)`,
    figures: (last ?? []).map(figure => [figure.name, figure.port]),
    most: LONGEST_MS,
  })
}

export function printReads(figures: readonly ReadFigures[]): void {
  printTable(
    [
      'read',
      'rows',
      'bare SQL',
      'floor, port',
      'ours, port',
      '(ours − floor) ÷ bare',
      'floor, socket',
      'ours, socket',
      '÷ bare',
    ],
    figures.map(figure => [
      figure.isSame ? figure.name : `${figure.name} (NOT THE SAME ROWS)`,
      String(figure.rows ?? '–'),
      ms(figure.bare),
      ms(figure.portFloor),
      ms(figure.port),
      ratioOf(figure).toFixed(1),
      ms(figure.socketFloor),
      ms(figure.socket),
      socketRatioOf(figure).toFixed(1),
    ]),
  )
}

export const MOST_TIMES_BARE = 3
const MOST_GROWTH = 1.2
const LONGEST_MS = 20

/** Notes how many of them are within the goal, and names the ones that are not, the worst first. */
export function noteWorst({
  goal,
  figures,
  most,
}: {
  goal: string
  figures: readonly (readonly [name: string, figure: number])[]
  most: number
}): void {
  const missed = figures.filter(([, figure]) => figure > most).toSorted(([, one], [, other]) => other - one)
  const named = missed.slice(0, 6).map(([name, figure]) => `${name} ${ms(figure)}`)
  const result = [`${figures.length - missed.length} of ${figures.length}`, ...named].join('; ')
  noteGoal(goal, missed.length === 0, missed.length > 6 ? `${result} …` : result)
}

/** The same read in offices of every size; the growth is against the smallest whose page is as full as the largest's. */
function printSizes(bySize: readonly [number, ReadFigures[]][]): void {
  const [largest] = bySize.at(-1)?.slice(1) ?? []
  if (!Array.isArray(largest) || bySize.length < 2) return
  const growths = largest.flatMap((last, index): [string, number][] => {
    const alike = bySize.map(([, figures]) => figures[index]).find(figure => figure?.rows === last.rows)
    return alike && alike !== last ? [[last.name, last.port / alike.port]] : []
  })
  noteWorst({
    goal: 'a page costs with the most messages what it costs with the fewest, within 20 %',
    figures: growths,
    most: MOST_GROWTH,
  })
  console.log('### The same read at every size (over the port, ms; rows in brackets where the page is not as full)\n')
  printTable(
    ['read', ...bySize.map(([size]) => size.toLocaleString('en')), 'largest ÷ smallest'],
    largest.map((last, index) => {
      const line = bySize.map(([, figures]) => figures[index])
      const alike = line.find(figure => figure?.rows === last.rows)
      const cells = line.map(figure =>
        figure ? ms(figure.port) + (figure.rows === last.rows ? '' : ` (${figure.rows})`) : '–',
      )
      return [last.name, ...cells, alike && alike !== last ? (last.port / alike.port).toFixed(2) : '–']
    }),
  )
}
