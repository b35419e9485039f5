import { setTimeout as sleep } from 'node:timers/promises'
import type { ORPCError } from '@orpc/client'
import type { HostileMessage } from '../../simulators/whatsapp/hostile-traffic.ts'
import { weirdInput } from '../../src/main/rpc/testing/weird-input.ts'
import { listContractProcedures } from '../contract-procedures.ts'
import { createRandom, type Random } from '../demo/random.ts'
import { contentOf } from './desk.ts'
import { type Held, OFFICE_PHONE, openWatchedOffice, type WatchedOffice } from './watched-office.ts'

/** Of each hundred: so many stanzas, so many inputs of procedures, so many requests and answers over HTTP. */
const BATCH = { stanzas: 50, inputs: 35, requests: 10, answers: 5 }
const IN_A_BATCH = BATCH.stanzas + BATCH.inputs + BATCH.requests + BATCH.answers
/** What is not there to be asked for at random: it would end what is watched, or ask somebody outside. */
const ASKED = new Set(['conversations', 'messages', 'leads', 'files', 'templates', 'diagnostics', 'countries'])
const NOT_ASKED = new Set(['leads.remove', 'conversations.setBlocked', 'diagnostics.runNow'])
const MINUTE = 60_000
/** Caches that have a bound fill up; nothing else may grow. */
const MOST_GROWTH = 16 * 1024 * 1024
/** The time of the program is moved on meanwhile; this is the machine's. */
const SETTLES_WITHIN_MS = 120_000

export interface FuzzReport {
  readonly count: number
  readonly hostile: { stanzas: number; inputs: number; requests: number; answers: number }
  /** Valid messages in between, all of which must be there. */
  readonly valid: number
  readonly faults: readonly string[]
  readonly early: Held
  readonly late: Held
}

/**
 * Hostile traffic of every kind against a running program, spoilt from what is valid: no crash, nothing valid lost, everything that
 * could be understood as somebody's message placed or refused, and after it the program holds what it held before.
 */
export async function runFuzz({
  count,
  seed,
  report,
}: {
  count: number
  seed: number
  report: (line: string) => void
}): Promise<FuzzReport> {
  const watched = await openWatchedOffice()
  const random = createRandom(seed)
  const faults: string[] = []
  const hostile = { stanzas: 0, inputs: 0, requests: 0, answers: 0 }
  const sent: HostileMessage[] = []
  const batches = Math.ceil(count / IN_A_BATCH)
  let valid = 0
  let early: Held | undefined
  try {
    for (let batch = 0; batch < batches; batch += 1) {
      const traffic = { phone: OFFICE_PHONE, seed: random.whole(1, 1e9), count: BATCH.stanzas }
      await spoilAnswers(watched, batch)
      hostile.answers += BATCH.answers
      for (const { message } of await watched.control.call('sendHostile', traffic)) if (message) sent.push(message)
      hostile.stanzas += BATCH.stanzas
      faults.push(...(await askWeirdly(watched, random)))
      hostile.inputs += BATCH.inputs
      faults.push(...(await requestWeirdly(watched, random)))
      hostile.requests += BATCH.requests
      const marker = `whole ${batch}`
      const contact = random.pick(watched.people)
      await watched.control.call('sendText', { contact, text: marker })
      valid += 1
      await watched.until(async () => has(watched, marker) || (await watched.waitForLine()), marker)
      if (batch === Math.floor(batches * 0.3)) early = await watched.measure()
      if (batch % 10 === 9 || batch < 3) report(`${(batch + 1) * IN_A_BATCH} of ${count}`)
    }
    const late = await watched.measure()
    await settle(watched)
    faults.push(...(await findLost(watched, sent)))
    const grown = late.heapUsed - (early ?? late).heapUsed
    if (grown > MOST_GROWTH) faults.push(`it holds ${grown} bytes more than after the first third`)
    return { count: batches * IN_A_BATCH, hostile, valid, faults, early: early ?? late, late }
  } finally {
    await watched.close()
  }
}

const has = ({ query }: WatchedOffice, body: string) =>
  query(`SELECT 1 FROM messages WHERE direction = 'in' AND body = '${body}'`).length === 1

/** Contents come, and the server that has them answers nonsense first. */
async function spoilAnswers({ control, people }: WatchedOffice, batch: number): Promise<void> {
  await control.call('failMedia', { fault: 'odd', count: BATCH.answers })
  const bytes = contentOf(`odd ${batch}`, 2_000, Buffer.from('%PDF-1.7\n')).toString('base64')
  const content = { kind: 'document' as const, bytes, mime: 'application/pdf', fileName: 'rapor.pdf' }
  await control.call('sendMedia', { contact: people[batch % people.length] ?? '', ...content })
}

const procedures = listContractProcedures().filter(
  ({ name, path, input }) => input !== undefined && ASKED.has(path[0] ?? '') && !NOT_ASKED.has(name),
)

async function askWeirdly({ rpc, query }: WatchedOffice, random: Random): Promise<string[]> {
  const ids = ['messages', 'conversations', 'leads', 'attachments', 'staff'].flatMap(table =>
    query<{ id: string }>(`SELECT id FROM ${table} ORDER BY rowid DESC LIMIT 10`).map(({ id }) => id),
  )
  const faults: string[] = []
  for (let left = BATCH.inputs; left > 0; left -= 1) {
    const { name, path, input } = random.pick(procedures)
    const given = input && weirdInput(input, random, ids)
    const procedure = path.reduce<unknown>((part, key) => (part as Record<string, unknown>)[key], rpc)
    try {
      await (procedure as (input: unknown) => Promise<unknown>)(given)
    } catch (error) {
      const { code } = error as Partial<ORPCError<string, unknown>>
      if (code === undefined || code === 'INTERNAL_SERVER_ERROR') {
        faults.push(`${name} failed unexpectedly with ${JSON.stringify(given)?.slice(0, 300)}`)
      }
    }
  }
  return faults
}

const METHODS = ['GET', 'PUT', 'POST', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH'] as const
const PATHS = [
  '/',
  '/rpc',
  '/files/',
  '/files/x',
  '/../secret-key',
  '/%00',
  '/?token=x',
  '/index.html',
  `/${'x'.repeat(5_000)}`,
]

async function requestWeirdly({ office }: WatchedOffice, random: Random): Promise<string[]> {
  const faults: string[] = []
  for (let left = BATCH.requests; left > 0; left -= 1) {
    const method = random.pick(METHODS)
    const path = random.pick(PATHS)
    const headers = { Range: random.pick(['bytes=0-', 'bytes=9-1', 'x']), Origin: random.pick(['null', 'http://evil']) }
    const status = await office.ask(method, path, headers)
    if (status >= 500) faults.push(`${method} ${path.slice(0, 40)} was answered with ${status}`)
  }
  return faults
}

/** What was heard is dealt with in some minutes: placed, or given up for a reason that can be read. */
async function settle(watched: WatchedOffice): Promise<void> {
  const open = () => watched.query(`SELECT stanza_id FROM whatsapp_journal WHERE state = 'received'`).length
  const deadline = performance.now() + SETTLES_WITHIN_MS
  for (let turn = 0; performance.now() < deadline && open() > 0; turn += 1) {
    await watched.advance(turn < 20 ? 2 * MINUTE : 10 * MINUTE)
    await sleep(250)
  }
}

/** What was acknowledged is placed or given up. What was not is still WhatsApp's, and comes again. */
async function findLost({ query, control }: WatchedOffice, sent: readonly HostileMessage[]): Promise<string[]> {
  const known = new Set(
    query<{ id: string }>(
      `SELECT external_id AS id FROM messages UNION SELECT stanza_id FROM whatsapp_journal WHERE state <> 'received'`,
    ).map(({ id }) => id),
  )
  const { fromContacts } = await control.record()
  const receipted = new Set(fromContacts.flatMap(({ id, receiptedAt }) => (receiptedAt === null ? [] : [id])))
  const lost = sent
    .filter(({ id, sentAs }) => receipted.has(id) && !known.has(sentAs))
    .map(({ sentAs }) => `${sentAs.slice(0, 40)} was receipted, and is nowhere`)
  const unexplained = query<{ id: string }>(
    `SELECT stanza_id AS id FROM whatsapp_journal WHERE state = 'received' OR (state = 'ignored' AND reason IS NULL)`,
  ).map(({ id }) => `${id.slice(0, 40)} is neither placed nor given up`)
  // A phone is asked for what a server has no more, and has half a minute for its answer: that may go on for long.
  const contents = query<{ name: string; state: string }>(
    `SELECT name, state FROM attachments a
     WHERE (state IN ('pending', 'transferring') AND NOT EXISTS
         (SELECT 1 FROM jobs WHERE jobs.name = 'messages.fetchMedia' AND instr(jobs.data, a.id) > 0 AND jobs.state <> 'failed'))
       OR (state IN ('failed', 'expired') AND error IS NULL)`,
  ).map(({ name, state }) => `the content ${name} is ${state}, and nobody fetches it or says why`)
  return [...lost, ...unexplained, ...contents]
}
