import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import { ZodError } from 'zod'
import { contactOf, describeContact, describePhone, type VerbName, verbs } from './control-verbs.ts'
import type { WhatsAppSimulator } from './simulator.ts'
import { talkOf } from './talk.ts'

const MAX_BODY_BYTES = 16 * 1024 * 1024
const VERB_PATH = /^\/verbs\/(\w+)$/

export interface ControlServer {
  url: string
  close(): Promise<void>
}

/** A line of one chat, as it went over the line; as a phone shows it: `talk.ts`. */
export interface ChatLine {
  id: string
  from: 'contact' | 'office'
  text: string | null
  kind: string
  at: number
  receiptedAt: number | null
  readAt: number | null
  editedAt: number | null
  deletedAt: number | null
  isForwarded: boolean
}

/**
 * The simulator's verbs over plain HTTP on 127.0.0.1, for tests in other processes and for a page in a browser: `POST /verbs/<name>`,
 * `GET /state`, `GET /record`, `GET /chat?contact=…`, `GET /talk?contact=…`, `GET /media?contact=…&id=…`, `GET /events` (server-sent events). With `pages`, everything else is a file of that
 * folder, so that such a page has the same origin.
 */
export async function startControlServer(
  simulator: WhatsAppSimulator,
  options: { port?: number; pages?: string } = {},
): Promise<ControlServer> {
  const serveFile = options.pages === undefined ? undefined : sirv(options.pages, { dev: true })
  const server = createServer((request, response) => {
    answer(simulator, request, response).then(
      isAnswered => {
        if (isAnswered) return
        const notFound = () => sendJson(response, 404, { error: 'There is nothing here' })
        if (serveFile) serveFile(request, response, notFound)
        else notFound()
      },
      (error: unknown) => sendJson(response, 400, { error: wordsFor(error) }),
    )
  })
  // Whoever keeps a connection may ask again at any time: closed just then, the question would fail.
  server.keepAliveTimeout = 0
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function answer(
  simulator: WhatsAppSimulator,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const name = VERB_PATH.exec(url.pathname)?.[1]
  if (name !== undefined && request.method === 'POST') {
    sendJson(response, 200, await runVerb(simulator, name, await readJson(request)))
    return true
  }
  if (request.method !== 'GET') return false
  switch (url.pathname) {
    case '/state':
      sendJson(response, 200, describeState(simulator))
      return true
    case '/record':
      sendJson(response, 200, describeRecord(simulator))
      return true
    case '/chat':
      sendJson(response, 200, describeChat(simulator, url.searchParams.get('contact') ?? ''))
      return true
    case '/talk':
      sendJson(response, 200, talkOf(contactOf(simulator, url.searchParams.get('contact') ?? ''), simulator.record))
      return true
    case '/media':
      sendMedia(simulator, url.searchParams, response)
      return true
    case '/events':
      streamEvents(simulator, response)
      return true
    default:
      return false
  }
}

async function runVerb(simulator: WhatsAppSimulator, name: string, body: unknown): Promise<unknown> {
  if (!Object.hasOwn(verbs, name)) throw new Error(`There is no verb "${name}"`)
  const { input, run } = verbs[name as VerbName]
  // Each verb's own input schema parses for its own handler; the union of all pairs cannot express that.
  const runParsed = run as (simulator: WhatsAppSimulator, input: unknown) => unknown
  return (await runParsed(simulator, input.parse(body))) ?? {}
}

export function describeState(simulator: WhatsAppSimulator) {
  return {
    url: simulator.url,
    rootKeyHex: simulator.rootKeyHex,
    connections: simulator.connectionCount,
    hasQrOnScreen: simulator.qrOnScreen !== null,
    refusal: simulator.faults.refusal,
    isFrozen: simulator.faults.isFrozen,
    phones: [...simulator.phones.values()].map(describePhone),
    contacts: [...simulator.contacts.values()].map(describeContact),
  }
}

export function describeRecord({ record }: WhatsAppSimulator) {
  return { fromContacts: record.fromContacts, fromOffice: record.fromOffice }
}

function describeChat({ record }: WhatsAppSimulator, contact: string): ChatLine[] {
  const theirs = record.fromContacts.filter(row => row.contact === contact)
  // A change is no line of its own: the line it is about tells it.
  const ours = record.fromOffice.filter(row => row.contact === contact && row.kind !== 'protocolMessage')
  const lines: ChatLine[] = [
    ...theirs.map(({ id, text, kind, at, receiptedAt, readAt }) => ({
      id,
      from: 'contact' as const,
      text,
      kind,
      at,
      receiptedAt,
      readAt,
      editedAt: null,
      deletedAt: null,
      isForwarded: false,
    })),
    ...ours.map(({ id, text, kind, at, editedAt, deletedAt, isForwarded }) => ({
      id,
      from: 'office' as const,
      text,
      kind,
      at,
      receiptedAt: null,
      readAt: null,
      editedAt,
      deletedAt,
      isForwarded,
    })),
  ]
  return lines.sort((a, b) => a.at - b.at)
}

/** A content of either side, opened as the phone opens it. The page shows it, so what it is is never guessed. */
function sendMedia(simulator: WhatsAppSimulator, query: URLSearchParams, response: ServerResponse): void {
  const media = contactOf(simulator, query.get('contact') ?? '').openMedia(query.get('id') ?? '')
  response.writeHead(200, {
    'content-type': /^(?:image|audio|video|application\/pdf)/u.test(media.mime)
      ? media.mime
      : 'application/octet-stream',
    'content-length': media.bytes.length,
    'x-content-type-options': 'nosniff',
    'content-security-policy': 'sandbox',
    ...(media.fileName && { 'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(media.fileName)}` }),
  })
  response.end(media.bytes)
}

function streamEvents({ events }: WhatsAppSimulator, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': listening\n\n')
  const unsubscribe = events.subscribe(event => response.write(`data: ${JSON.stringify(event)}\n\n`))
  response.on('close', unsubscribe)
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error('The request is too large')
    chunks.push(chunk)
  }
  return size === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString())
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

function wordsFor(error: unknown): string {
  if (error instanceof ZodError)
    return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  return error instanceof Error ? error.message : String(error)
}
