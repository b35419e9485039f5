import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { linkNumber } from '../e2e/fixtures/linked-number.ts'
import { connectClient } from '../e2e/fixtures/office-client.ts'
import { spawnSimulator } from '../simulators/whatsapp/control-client.ts'
import { ms, noteGoal, printTable } from './statistics.ts'

const PEOPLE = 40
const BATCH = 200

interface IngestFigures {
  readonly perSecond: number
  /** Processor time of the program for each message, in ms. */
  readonly cpuEach: number
  /** How late the program's event loop was meanwhile, in ms. */
  readonly late: { max: number; p99: number }
}

/** Processor time of a process so far, in ms. */
function cpuOf(pid: number | undefined): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

/** How many encrypted messages a second go all the way: from the simulated WhatsApp through the real Baileys into the database. */
async function measureIngest(messages: number): Promise<IngestFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'santral-ingest-'))
  const simulator = await spawnSimulator()
  const watch = join(import.meta.dirname, 'loop-delay.ts')
  const profile = process.env['PROFILE']
  const child = spawn(
    process.execPath,
    [
      ...['--import', watch],
      ...(profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : []),
      ...[join(import.meta.dirname, '../out/main/serve.js'), '--headless', '--port', '0'],
    ],
    {
      env: {
        ...process.env,
        SANTRAL_DATA_DIR: folder,
        SANTRAL_WHATSAPP_URL: simulator.url,
        SANTRAL_WHATSAPP_ROOT_KEY: simulator.rootKeyHex,
        SANTRAL_MEDIA_URL: simulator.mediaUrl,
      },
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    },
  )
  const askLateness = async () => {
    const answer = once(child, 'message')
    child.send('lateness')
    const [late] = (await answer) as [IngestFigures['late']]
    return late
  }
  const { stdout } = child
  if (!stdout) throw new Error('The program has no output')
  const line = await new Promise<string>(resolve => createInterface({ input: stdout }).once('line', resolve))
  const address = line.replace(/^Santral: /u, '')
  const answer = await fetch(address, { redirect: 'manual' })
  const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
  const origin = new URL(address).origin
  const first = await connectClient(origin, cookie, null)
  const { token } = await first.rpc.setup.createOffice({
    locale: 'tr',
    officeName: 'Hız',
    timeZone: 'Europe/Istanbul',
    defaultCountry: 'TR',
    admin: { name: 'Deniz', email: 'deniz@example.com', password: 'a long enough password' },
  })
  const client = await connectClient(origin, cookie, token)
  await linkNumber(client, simulator.control)
  const people: string[] = []
  for (let index = 0; index < PEOPLE; index += 1) {
    const phoneNumber = `9055512300${String(index).padStart(2, '0')}`
    people.push((await simulator.control.call('createContact', { phoneNumber, name: `Kişi ${index}` })).id)
  }
  const database = new Database(join(folder, 'santral.db'), { readonly: true })
  const count = database.prepare<[], { n: number }>('SELECT count(*) AS n FROM messages')
  async function until(n: number): Promise<void> {
    while ((count.get()?.n ?? 0) < n) await sleep(20)
  }
  await simulator.control.call('sendTexts', { messages: people.map(contact => ({ contact, text: 'Merhaba' })) })
  await until(PEOPLE)
  await askLateness()
  const cpuBefore = cpuOf(child.pid)
  const start = performance.now()
  for (let sent = 0; sent < messages; sent += BATCH) {
    await simulator.control.call('sendTexts', {
      messages: Array.from({ length: BATCH }, (_, i) => ({
        contact: people[i % PEOPLE] ?? '',
        text: `Fiyat bilgisi alabilir miyim? ${sent + i}`,
      })),
    })
  }
  await until(PEOPLE + messages)
  const took = performance.now() - start
  const cpuEach = (cpuOf(child.pid) - cpuBefore) / messages
  const late = await askLateness()
  client.close()
  first.close()
  database.close()
  const ended = once(child, 'exit')
  child.kill('SIGINT')
  await ended
  await simulator.stop()
  rmSync(folder, { recursive: true, force: true })
  return { perSecond: (messages / took) * 1_000, cpuEach, late }
}

export async function benchIngest(messages: number): Promise<void> {
  const { perSecond, cpuEach, late } = await measureIngest(messages)
  noteGoal('≥ 800 encrypted messages a second, end to end', perSecond >= 800, perSecond.toFixed(0))
  const lateBy = `${ms(late.max)} ms at most, p99 ${ms(late.p99)}`
  noteGoal('the event loop not over 20 ms late in a burst, end to end', late.max <= 20, lateBy)
  console.log('### Encrypted messages, from the simulated WhatsApp into the database\n')
  printTable(
    ['messages', 'a second', 'processor time each, ms', 'loop late, p99, ms', 'loop late, most, ms'],
    [[String(messages), perSecond.toFixed(0), cpuEach.toFixed(3), ms(late.p99), ms(late.max)]],
  )
}
