import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import { ZodError } from 'zod'
import { type VerbName, verbs } from './control-verbs.ts'
import type { GraphSimulator } from './simulator.ts'

const MAX_BODY_BYTES = 16 * 1024 * 1024
const VERB_PATH = /^\/verbs\/(\w+)$/
const SHOWN_LEADS = 5

/**
 * The simulator's verbs over plain HTTP on 127.0.0.1, for tests in other processes and for the form page: `POST /verbs/<name>`,
 * `GET /state`, `GET /record`, `GET /events` (server-sent events). With `pages`, everything else is a file of that folder.
 */
export async function startControlServer(
  simulator: GraphSimulator,
  options: { port?: number; pages?: string } = {},
): Promise<{ url: string; close(): Promise<void> }> {
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
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

async function answer(simulator: GraphSimulator, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const name = VERB_PATH.exec(url.pathname)?.[1]
  if (name !== undefined && request.method === 'POST') {
    sendJson(response, 200, (await runVerb(simulator, name, await readJson(request))) ?? {})
    return true
  }
  if (request.method !== 'GET') return false
  switch (url.pathname) {
    case '/state':
      sendJson(response, 200, describeState(simulator))
      return true
    case '/record':
      sendJson(response, 200, simulator.requests)
      return true
    case '/events':
      streamEvents(simulator, response)
      return true
    default:
      return false
  }
}

/** Also for a test in the same process. */
export async function runVerb(simulator: GraphSimulator, name: string, body: unknown): Promise<unknown> {
  if (!Object.hasOwn(verbs, name)) throw new Error(`There is no verb "${name}"`)
  const { input, run } = verbs[name as VerbName]
  // Each verb's own input schema parses for its own handler; the union of all pairs cannot express that.
  const runParsed = run as (simulator: GraphSimulator, input: unknown) => unknown
  return runParsed(simulator, input.parse(body))
}

export function describeState({ url, world }: GraphSimulator) {
  const now = world.seconds()
  const adsOf = (formId: string) =>
    [...world.ads.values()]
      .filter(ad => ad.formId === formId)
      .map(ad => ({ id: ad.id, name: ad.name, campaign: world.originOf(ad.id)?.campaign.name ?? '' }))
  return {
    url,
    pages: [...world.pages.values()].map(({ id, name, category }) => ({ id, name, category })),
    forms: [...world.forms.values()].map(({ leads, id, pageId, name, status, locale, questions, disclaimer }) => ({
      id,
      page: world.pageOf(pageId).name,
      name,
      status,
      locale,
      questions,
      disclaimer,
      ads: adsOf(id),
      counts: leads.counts(now),
      newest: leads
        .newest(SHOWN_LEADS, now)
        .map(({ id: leadId, createdAt, fieldData }) => ({ id: leadId, createdAt, fieldData })),
    })),
  }
}

function streamEvents({ world }: GraphSimulator, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
  response.write(': listening\n\n')
  const unsubscribe = world.events.subscribe(event => response.write(`data: ${JSON.stringify(event)}\n\n`))
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
