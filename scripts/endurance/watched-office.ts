import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type Database from 'better-sqlite3'
import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import { spawnSimulator } from '../../simulators/whatsapp/control-client.ts'
import { openReadOnly } from './checks/stored.ts'
import type { Rpc } from './desk.ts'
import { foundOffice } from './found-office.ts'
import { OfficeProcess } from './office-process.ts'

export const OFFICE_PHONE = '905320000001'
const PEOPLE = 4
const PATIENCE_MS = 300_000

/** What the program holds after everything that nobody needs has been thrown away. */
export interface Held {
  readonly heapUsed: number
  readonly rss: number
  /** Timers, sockets and files that are open. */
  readonly resources: number
}

/** In the program: collects the rubbish and writes down what is left, when asked to. */
const watcher = (file: string) =>
  `data:text/javascript,${encodeURIComponent(`
  import { writeFileSync, renameSync } from 'node:fs'
  process.on('SIGUSR2', async () => {
    for (let turn = 0; turn < 3; turn += 1) {
      gc()
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    const { heapUsed, rss } = process.memoryUsage()
    const file = ${JSON.stringify(file)}
    writeFileSync(file + '.partial', JSON.stringify({ heapUsed, rss, resources: process.getActiveResourcesInfo().length }))
    renameSync(file + '.partial', file)
  })
`)}`

/** A linked office whose memory can be looked at, and whose time can be moved; nothing of it is killed. */
export async function openWatchedOffice() {
  const folder = mkdtempSync(join(tmpdir(), 'santral-watched-'))
  const clockFile = join(folder, 'clock')
  const heldFile = join(folder, 'held.json')
  let offset = 0
  writeFileSync(clockFile, '0')
  const simulator = await spawnSimulator({ clockFile })
  const { control } = simulator
  const office = new OfficeProcess(
    {
      SANTRAL_DATA_DIR: join(folder, 'data'),
      SANTRAL_CLOCK: clockFile,
      SANTRAL_WHATSAPP_URL: simulator.url,
      SANTRAL_WHATSAPP_ROOT_KEY: simulator.rootKeyHex,
      SANTRAL_MEDIA_URL: simulator.mediaUrl,
    },
    ['--expose-gc', '--import', watcher(heldFile)],
  )

  async function until<Found>(look: () => Found | Promise<Found>, what: string) {
    const deadline = performance.now() + PATIENCE_MS
    for (;;) {
      const found = await look()
      if (found) return found as Exclude<Found, false | null | undefined>
      if (!office.isRunning) throw new Error(`Santral ended by itself:\n${office.lastWords}`)
      if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}\n${office.lastWords}`)
      await sleep(10)
    }
  }

  await office.start()
  const { rpc, close: disconnect } = await office.connect(null)
  const token = await foundOffice(rpc)
  await link(rpc)
  const people: string[] = []
  for (let index = 0; index < PEOPLE; index += 1) {
    const addressing = index % 2 === 0 ? ('phone' as const) : ('lid' as const)
    const phoneNumber = `90555123450${index}`
    people.push((await control.call('createContact', { phoneNumber, name: `Kişi ${index}`, addressing })).id)
  }

  async function link(by: Rpc): Promise<void> {
    await control.call('createPhone', { phoneNumber: OFFICE_PHONE, name: 'Ofis' })
    const id = newId<ChannelAccountId>()
    await by.channelAccounts.create({ id, name: 'Ofis' })
    await by.channelAccounts.startLinking({ id, method: { kind: 'qr' } })
    const qr = await until(async () => {
      const state = (await by.channelAccounts.list())[0]?.link
      return state?.kind === 'pairing' && state.qr
    }, 'a QR code')
    await control.call('scan', { phone: OFFICE_PHONE, qr })
    await until(isConnected, 'the link')
  }

  /** Moves the time of the program and of WhatsApp; both look at the file a few times a second. */
  async function advance(ms: number): Promise<void> {
    offset += ms
    writeFileSync(clockFile, String(offset))
    await sleep(250)
  }

  async function isConnected(): Promise<boolean> {
    return (await rpc.channelAccounts.list())[0]?.link.kind === 'connected'
  }

  return {
    office,
    control,
    rpc,
    token,
    people,
    until,
    isConnected,
    advance,
    /**
     * Time passes while a line that broke waits to be opened again, and only then: a clock that runs faster than a busy machine would
     * make a live line look dead.
     */
    async waitForLine(): Promise<false> {
      if ((await rpc.channelAccounts.list())[0]?.link.kind === 'waiting-to-reconnect') await advance(5_000)
      else await sleep(100)
      return false
    },
    query<Row>(text: string): Row[] {
      const sqlite: Database.Database = openReadOnly(join(folder, 'data', 'santral.db'))
      try {
        return sqlite.prepare<[], Row>(text).all()
      } finally {
        sqlite.close()
      }
    },
    async measure(): Promise<Held> {
      rmSync(heldFile, { force: true })
      if (office.pid !== undefined) process.kill(office.pid, 'SIGUSR2')
      return until(() => readHeld(heldFile), 'what the program holds')
    },
    async close(): Promise<void> {
      disconnect()
      await office.kill('SIGTERM')
      await simulator.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
export type WatchedOffice = Awaited<ReturnType<typeof openWatchedOffice>>

function readHeld(file: string): Held | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Held
  } catch {
    return undefined
  }
}
