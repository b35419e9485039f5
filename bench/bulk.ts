import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { type BrandId, type ImportId, type MetaConnectionId, newId, type StaffId } from '#shared/domain/ids.ts'
import { spawnGraphSimulator } from '../simulators/graph/control-client.ts'
import { makeReadyOffice } from '../simulators/graph/ready-office.ts'
import { type Client, connectByPort, greet, openBenchOffice } from './bench-office.ts'
import { generateOffice } from './generate-office.ts'
import { medianOf, ms, printTable } from './statistics.ts'
import { nameOf, phoneOf } from './words.ts'
import { copyOffice } from './writes.ts'

/** Numbers of people that nobody in the generated office has. */
const STRANGERS = 30_000_000
const CITIES = ['İstanbul', 'Ankara', 'İzmir', 'Köln', 'Londra']
/** How often somebody looks into the inbox meanwhile, and how often the memory is looked at. */
const LOOK_MS = 100

interface BulkFigures {
  readonly what: string
  readonly stored: number
  readonly seconds: number
  readonly late: { max: number; p99: number }
  /** The inbox meanwhile, in ms. */
  readonly inbox: { median: number; max: number }
  /** Of the whole program with its threads, at most, in MB; and what it had before. */
  readonly memory: { before: number; most: number }
}

const megabytes = () => process.memoryUsage.rss() / 1_048_576

/** What the window feels and the machine gives while `work` runs. */
async function feel(what: string, client: Client, work: () => Promise<number>): Promise<BulkFigures> {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  const before = megabytes()
  const looks: number[] = []
  let [most, isDone] = [before, false]
  const looking = (async () => {
    while (!isDone) {
      const start = performance.now()
      await client.conversations.list({})
      looks.push(performance.now() - start)
      most = Math.max(most, megabytes())
      await pause(LOOK_MS)
    }
  })()
  histogram.enable()
  const start = performance.now()
  const stored = await work()
  const seconds = (performance.now() - start) / 1_000
  histogram.disable()
  isDone = true
  await looking
  return {
    ...{ what, stored, seconds, memory: { before, most } },
    late: { max: histogram.max / 1e6, p99: histogram.percentile(99) / 1e6 },
    inbox: { median: medianOf(looks), max: Math.max(...looks) },
  }
}

function listOf(rows: number): Buffer {
  const lines = Array.from({ length: rows }, (_, row) => {
    const city = CITIES[row % CITIES.length]
    return `${nameOf(row)};${phoneOf(STRANGERS + row)};kisi${row}@example.com;${city};${1 + (row % 28)}.0${1 + (row % 9)}.2025`
  })
  return Buffer.from(`Ad Soyad;Telefon;E-posta;Şehir;Kayıt tarihi\n${lines.join('\n')}\n`)
}

type Office = ReturnType<typeof openBenchOffice>

async function ended(client: Client, id: ImportId, state: string): Promise<void> {
  for (;;) {
    const current = await client.imports.get({ id })
    if (current.state === state) return
    if (current.problem !== null) throw new Error(`The import ended with ${current.problem}`)
    await pause(LOOK_MS)
  }
}

/** A file from its bytes to its people, with the dry run before. */
async function bringIn(office: Office, client: Client, bytes: Buffer): Promise<number> {
  const id = newId<ImportId>()
  const { url } = await client.imports.start({ id, name: 'liste.csv', size: bytes.length })
  const body = (async function* () {
    yield bytes
  })()
  await office.app.fileRequests.answer({ method: 'PUT', path: url, header: () => null, body })
  const { kind, reading, columns, dateOrder } = await client.imports.inspect({ id })
  const fields = columns.map(({ field }) => field)
  const headers = columns.map(({ header }) => header)
  await client.imports.check({ id, kind, reading, headers, plan: { fields, dateOrder: dateOrder ?? 'day-first' } })
  await ended(client, id, 'checked')
  await client.imports.run({ id })
  await ended(client, id, 'done')
  return (await client.imports.get({ id })).counts.created
}

async function fetchAll(client: Client, connectionId: MetaConnectionId): Promise<number> {
  const { stored } = await client.metaLeads.sync({ connectionId })
  return stored
}

/** A whole list, and all that a form has gathered in its ninety days: each once, as it happens in an office's first week. */
export async function benchBulk(rows: number): Promise<void> {
  const meta = await spawnGraphSimulator()
  const copy = copyOffice(await generateOffice(1_000))
  const office = openBenchOffice(copy.folder, () => {}, meta.url)
  try {
    const admin = office.database.sqlite.prepare<[], { id: StaffId }>(`select id from staff where role = 'admin'`).get()
    if (!admin) throw new Error('the office has nobody')
    const connection = connectByPort(office.app.rpc)
    await greet(connection, office.signIn(admin.id))
    const { client } = connection
    office.app.start()
    const ready = await makeReadyOffice(meta.control)
    await meta.control.call('submitMany', { form: ready.forms[0].id, count: rows, overDays: 80 })
    const { id: brandId } = await client.brands.create({ id: newId<BrandId>(), name: 'Bahar' })
    const connectionId = newId<MetaConnectionId>()
    const list = listOf(rows)
    const figures = [await feel('import, with its dry run', client, () => bringIn(office, client, list))]
    await client.meta.connect({
      ...{ id: connectionId, brandId, pageId: ready.page.id, adAccountIds: [], pollMinutes: 60 },
      ...{ token: ready.token, appId: null, appSecret: null },
    })
    figures.push(await feel('first fetch from Meta', client, () => fetchAll(client, connectionId)))
    figures.push(
      await feel('overview of all of them', client, async () => {
        const { figures: all } = await client.overview.report({ period: { kind: 'last_days', days: 3_650 } })
        return all.leads
      }),
    )
    console.log(`### ${rows.toLocaleString('en')} people at once\n`)
    printTable(
      ['what', 'leads', 'seconds', 'a second', 'loop late, p99', 'most', 'inbox meanwhile', 'most', 'memory, MB'],
      figures.map(({ what, stored, seconds, late, inbox, memory }) => [
        ...[what, stored.toLocaleString('en'), seconds.toFixed(0), Math.round(stored / seconds).toLocaleString('en')],
        ...[ms(late.p99), ms(late.max), ms(inbox.median), ms(inbox.max)],
        `${memory.before.toFixed(0)} → ${memory.most.toFixed(0)}`,
      ]),
    )
    await connection.close()
  } finally {
    await office.close()
    await meta.stop()
    copy.remove()
  }
}
