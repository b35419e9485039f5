import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { type ChannelAccountId, type ConversationId, type MessageId, newId } from '#shared/domain/ids.ts'
import type { OfficeClient } from '../../e2e/fixtures/office-client.ts'
import { type SimulatorControl, spawnSimulator } from '../../simulators/whatsapp/control-client.ts'
import { createRandom, type Random } from '../demo/random.ts'
import { compare, type Verdict, type Written } from './compare.ts'
import { OfficeProcess } from './office-process.ts'

const PEOPLE = 12
const PASSWORD = 'a long enough password'
/** A kill comes at any instant of this time after a start: while starting, connecting, replaying, receiving and sending. */
const LONGEST_LIFE_MS = 3_000
const ONLINE_WITHIN_MS = 20_000
const QUIET_WITHIN_MS = 180_000

/** Offices that live and die beside each other, each with a WhatsApp of its own: most of a round is waiting. */
const OFFICES = 2

export interface EnduranceReport extends Verdict {
  readonly rounds: number
  readonly seed: number
}

interface Course {
  rounds: number
  seed: number
  report: (line: string) => void
}

/** Kills the application again and again in the middle of bursts and sends, and lays what is left beside the simulator's record. */
export async function runEndurance({ rounds, seed, report }: Course): Promise<EnduranceReport> {
  const ended = await Promise.allSettled(
    Array.from({ length: OFFICES }, (_, index) =>
      runOffice({
        rounds: Math.floor((rounds + index) / OFFICES),
        seed: seed + index,
        report: line => report(`office ${index + 1}: ${line}`),
      }),
    ),
  )
  const verdicts = ended.map(end => {
    if (end.status === 'rejected') throw end.reason
    return end.value
  })
  return {
    received: verdicts.reduce((sum, { received }) => sum + received, 0),
    sent: verdicts.reduce((sum, { sent }) => sum + sent, 0),
    faults: verdicts.flatMap(({ faults }, index) => faults.map(fault => `office ${index + 1}: ${fault}`)),
    rounds,
    seed,
  }
}

async function runOffice({ rounds, seed, report }: Course): Promise<Verdict> {
  const random = createRandom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'santral-endurance-'))
  const simulator = await spawnSimulator()
  const office = new OfficeProcess({
    SANTRAL_DATA_DIR: folder,
    SANTRAL_WHATSAPP_URL: simulator.url,
    SANTRAL_WHATSAPP_ROOT_KEY: simulator.rootKeyHex,
    SANTRAL_MEDIA_URL: simulator.mediaUrl,
  })
  const written: Written[] = []
  try {
    const { token, people } = await moveIn(office, simulator.control)
    const conversations = await greet(office, simulator.control, people, token)
    await office.kill()
    for (let round = 1; round <= rounds; round += 1) {
      const life = random.whole(0, LONGEST_LIFE_MS)
      await liveAndDie({ office, control: simulator.control, random, people, conversations, token, written, life })
      report(
        `round ${round} of ${rounds}: killed after ${life} ms of traffic; ${written.length} answers written so far`,
      )
    }
    const began = performance.now()
    await comeToRest(office, simulator.control, folder)
    report(`came to rest in ${Math.round(performance.now() - began)} ms`)
    const verdict = await compare(join(folder, 'santral.db'), simulator.control, written, PEOPLE)
    if (verdict.faults.length > 0) report(`what the program said last:\n${office.lastWords}`)
    return verdict
  } finally {
    await office.kill()
    await simulator.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function moveIn(office: OfficeProcess, control: SimulatorControl) {
  await office.start()
  const client = await office.connect(null)
  const { token } = await client.rpc.setup.createOffice({
    locale: 'tr',
    officeName: 'Dayanıklılık',
    timeZone: 'Europe/Istanbul',
    defaultCountry: 'TR',
    admin: { name: 'Deniz', email: 'deniz@example.com', password: PASSWORD },
  })
  await linkNumber(client, control)
  client.close()
  const people: string[] = []
  for (let index = 0; index < PEOPLE; index += 1) {
    const phoneNumber = `9055512300${String(index).padStart(2, '0')}`
    // A third is known by phone first, a third by LID with the phone told, in turns.
    const addressing = index % 2 === 0 ? ('phone' as const) : ('lid' as const)
    const contact = await control.call('createContact', { phoneNumber, name: `Kişi ${index}`, addressing })
    people.push(contact.id)
  }
  return { token, people }
}

async function linkNumber({ rpc }: OfficeClient, control: SimulatorControl): Promise<void> {
  const { phoneNumber: phone } = await control.call('createPhone', { phoneNumber: '905320000001', name: 'Ofis' })
  const id = newId<ChannelAccountId>()
  await rpc.channelAccounts.create({ id, name: 'Ofis' })
  await rpc.channelAccounts.startLinking({ id, method: { kind: 'qr' } })
  let isScanned = false
  for (;;) {
    const link = (await rpc.channelAccounts.list())[0]?.link
    if (link?.kind === 'connected') return
    if (link?.kind === 'pairing' && link.qr !== null && !isScanned) {
      isScanned = true
      await control.call('scan', { phone, qr: link.qr })
    }
    await sleep(50)
  }
}

/** Everybody writes once, so that there is somebody to answer. */
async function greet(office: OfficeProcess, control: SimulatorControl, people: readonly string[], token: string) {
  const client = await office.connect(token)
  await control.call('sendTexts', { messages: people.map(contact => ({ contact, text: `greeting of ${contact}` })) })
  for (;;) {
    const { items } = await client.rpc.conversations.list({ limit: 100 })
    if (items.length === PEOPLE) {
      client.close()
      return items.map(({ id }) => id)
    }
    await sleep(50)
  }
}

async function liveAndDie(round: {
  office: OfficeProcess
  control: SimulatorControl
  random: Random
  people: readonly string[]
  conversations: readonly ConversationId[]
  token: string
  written: Written[]
  life: number
}): Promise<void> {
  const { office, control, random, people, life } = round
  const isOver = new AbortController()
  // Some of what comes in waits for the office, the rest meets it in every state.
  await burst(control, random, people)
  const started = office.start().catch(() => {})
  if (random.chance(0.8)) await started
  if (random.chance(0.5)) await online(control)
  const answering = started.then(() => keepAnswering(round, isOver.signal))
  const traffic = [keepWriting(control, random, people, isOver.signal), answering]
  // Looked at when the round is over, and not unhandled until then.
  for (const work of traffic) work.catch(() => {})
  if (random.chance(0.3)) traffic.push(dropLater(control, random, life))
  await sleep(life)
  isOver.abort()
  await office.kill()
  await Promise.all(traffic)
}

/** Some rounds begin with a link that is up, so that they are about talk and not about starting. */
async function online(control: SimulatorControl): Promise<void> {
  const deadline = performance.now() + ONLINE_WITHIN_MS
  while ((await control.state()).connections === 0 && performance.now() < deadline) await sleep(50)
}

let texts = 0

async function burst(control: SimulatorControl, random: Random, people: readonly string[]): Promise<void> {
  const messages = Array.from({ length: random.whole(1, 8) }, () => {
    texts += 1
    return { contact: random.pick(people), text: `text ${texts}` }
  })
  await control.call('sendTexts', { messages })
}

async function keepWriting(control: SimulatorControl, random: Random, people: readonly string[], signal: AbortSignal) {
  while (!signal.aborted) {
    await burst(control, random, people)
    await sleep(random.whole(10, 220))
  }
}

/** The office answers while it lives. What it was told is stored must be sent; of the rest nobody knows. */
async function keepAnswering(
  { office, random, conversations, token, written }: Parameters<typeof liveAndDie>[0],
  signal: AbortSignal,
): Promise<void> {
  let client: OfficeClient | undefined

  async function answer({ rpc }: OfficeClient): Promise<void> {
    const message: Written = { id: newId(), body: `answer ${written.length}`, wasConfirmed: false }
    written.push(message)
    const conversationId = random.pick(conversations)
    await unlessAborted(rpc.messages.send({ id: message.id as MessageId, conversationId, body: message.body }), signal)
    message.wasConfirmed = true
  }

  try {
    signal.throwIfAborted()
    // A call to a program that was killed is never answered.
    client = await unlessAborted(office.connect(token), signal)
    while (!signal.aborted) {
      await Promise.all(Array.from({ length: random.whole(1, 4) }, () => answer(client as OfficeClient)))
      // About as fast as the pace lets answers out: what piles up must be gone before the comparison.
      await sleep(random.whole(10, 800))
    }
  } catch (error) {
    // The program was killed under our hands: that is what this is about.
    if (!signal.aborted) throw new Error(`Santral failed by itself:\n${office.lastWords}`, { cause: error })
  } finally {
    client?.close()
  }
}

async function dropLater(control: SimulatorControl, random: Random, life: number): Promise<void> {
  await sleep(random.whole(0, life))
  await control.call('dropConnections', {})
}

/** One last start, left alone until everything has been said and told. */
async function comeToRest(office: OfficeProcess, control: SimulatorControl, folder: string): Promise<void> {
  await office.start()
  const deadline = performance.now() + QUIET_WITHIN_MS
  while (!(await isQuiet(control, folder)) && performance.now() < deadline) await sleep(250)
  if (!office.isRunning) throw new Error(`Santral ended by itself:\n${office.lastWords}`)
  await office.kill('SIGTERM')
}

async function isQuiet(control: SimulatorControl, folder: string): Promise<boolean> {
  const { fromContacts } = await control.record()
  if (fromContacts.some(({ receiptedAt }) => receiptedAt === null)) return false
  const sqlite = new Database(join(folder, 'santral.db'), { readonly: true })
  try {
    const open = sqlite
      .prepare<[], { count: number }>(
        `SELECT (SELECT count(*) FROM messages WHERE direction = 'out' AND status <> 'read')
           + (SELECT count(*) FROM whatsapp_journal WHERE state = 'received') AS count`,
      )
      .get()
    return open?.count === 0
  } finally {
    sqlite.close()
  }
}

function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason as Error)
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    work.then(resolve, reject)
  })
}
