// How many encrypted messages a second go all the way: from the simulated WhatsApp through the real Baileys into the database.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { linkNumber } from '../e2e/fixtures/linked-number.ts'
import { connectClient } from '../e2e/fixtures/office-client.ts'
import { spawnSimulator } from '../simulators/whatsapp/control-client.ts'

const PEOPLE = 40
const MESSAGES = Number(process.argv[2] ?? 3_000)
const BATCH = 200
const profile = process.env['PROFILE']

/** Processor time of the program so far, in ms. */
function cpu(): number {
  const fields = readFileSync(`/proc/${child.pid}/stat`, 'utf8').split(' ')
  return (Number(fields[13]) + Number(fields[14])) * 10
}

const folder = mkdtempSync(join(tmpdir(), 'santral-ingest-'))
const simulator = await spawnSimulator()
const program = join(import.meta.dirname, process.env['PROGRAM'] ?? '../out/main/serve.js')
const child = spawn(
  process.execPath,
  [...(profile ? ['--cpu-prof', '--cpu-prof-dir', profile] : []), program, '--headless', '--port', '0'],
  {
    env: {
      ...process.env,
      SANTRAL_DATA_DIR: folder,
      SANTRAL_WHATSAPP_URL: simulator.url,
      SANTRAL_WHATSAPP_ROOT_KEY: simulator.rootKeyHex,
      SANTRAL_MEDIA_URL: simulator.mediaUrl,
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  },
)
const line = await new Promise<string>(resolve => createInterface({ input: child.stdout }).once('line', resolve))
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
const cpuBefore = cpu()
const start = performance.now()
for (let sent = 0; sent < MESSAGES; sent += BATCH) {
  await simulator.control.call('sendTexts', {
    messages: Array.from({ length: BATCH }, (_, i) => ({
      contact: people[i % PEOPLE] ?? '',
      text: `Fiyat bilgisi alabilir miyim? ${sent + i}`,
    })),
  })
}
const sentAfter = performance.now() - start
await until(PEOPLE + MESSAGES)
const took = performance.now() - start
console.log(`${((cpu() - cpuBefore) / MESSAGES).toFixed(3)} ms of processor time each`)
console.log(
  `${MESSAGES} messages: sent in ${Math.round(sentAfter)} ms, stored in ${Math.round(took)} ms: ${Math.round((MESSAGES / took) * 1000)} a second`,
)
client.close()
first.close()
database.close()
child.kill('SIGINT')
await new Promise(resolve => child.once('exit', resolve))
await simulator.stop()
rmSync(folder, { recursive: true, force: true })
