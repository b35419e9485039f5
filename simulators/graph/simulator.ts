import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Fault, Faults } from './faults.ts'
import { describeError, MetaError, statusOf } from './meta-error.ts'
import type { GraphRequest } from './paging.ts'
import { answerRequest } from './routes.ts'
import { GraphWorld } from './world.ts'

export const SIMULATED_VERSION = 'v26.0'
const MAX_BODY_BYTES = 16 * 1024 * 1024
const MOST_RECORDED = 5_000

/** What was asked, without the token: parameters that carry one are left out. */
export interface RecordedRequest {
  method: string
  path: string
  params: Record<string, string>
  status: number
  at: number
}

export interface GraphSimulator {
  /** Without the version, as `SANTRAL_GRAPH_URL` takes it. */
  readonly url: string
  readonly world: GraphWorld
  readonly faults: Faults
  readonly requests: RecordedRequest[]
  close(): Promise<void>
}

const SECRETS = new Set(['access_token', 'input_token', 'fb_exchange_token', 'client_secret', 'appsecret_proof'])

/** Meta's Graph API on 127.0.0.1: its shapes, its permissions and its refusals, over a world that tests and the demo make. */
export async function startGraphSimulator({
  port = 0,
  now = Date.now,
}: {
  port?: number
  now?: () => number
} = {}): Promise<GraphSimulator> {
  const world = new GraphWorld(now)
  const faults = new Faults()
  const requests: RecordedRequest[] = []
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = incoming.method as GraphRequest['method']
    const at = new URL(incoming.url ?? '/', url)
    const path = at.pathname.replace(/^\/v\d+\.\d+\//u, '').replace(/^\//u, '')
    if (faults.latencyMs > 0) await new Promise(resolve => setTimeout(resolve, faults.latencyMs))
    const fault = faults.take(method, path)
    const params = new URLSearchParams(at.searchParams)
    for (const [name, value] of await readForm(incoming)) params.set(name, value)
    const { status, text } = fault?.kind === 'error' ? refusal(fault) : answerTo(method, path, at, params, incoming)
    const shown = [...params].filter(([name]) => !SECRETS.has(name))
    requests.push({ method, path, params: Object.fromEntries(shown), status, at: world.now() })
    requests.splice(0, requests.length - MOST_RECORDED)
    if (fault && fault.kind !== 'error') misbehave(fault, text, incoming, response)
    else send(response, status, text, usageOf(path))
    world.events.publish({ type: 'request', method, path, status, at: world.now() })
  }

  function answerTo(
    method: GraphRequest['method'],
    path: string,
    at: URL,
    params: URLSearchParams,
    incoming: IncomingMessage,
  ): { status: number; text: string } {
    const bearer = /^Bearer (.+)$/u.exec(incoming.headers.authorization ?? '')?.[1]
    const token = bearer ?? params.get('access_token')
    try {
      const version = /^\/(v\d+\.\d+)\//u.exec(at.pathname)?.[1]
      if (version !== SIMULATED_VERSION) throw new MetaError({ code: 2635 })
      const segments = path.split('/').map(decodeURIComponent)
      const body = answerRequest(world, faults, { method, path: segments, params, url: at, token })
      return { status: 200, text: toText(body) }
    } catch (error) {
      if (!(error instanceof MetaError)) throw error
      return { status: statusOf(error.words), text: toText(describeError(error, traceId())) }
    }
  }

  function refusal({ kind: _, asOk, ...words }: Extract<Fault, { kind: 'error' }>) {
    const error = new MetaError(words)
    return { status: asOk ? 200 : statusOf(words), text: toText(describeError(error, traceId())) }
  }

  function toText(body: unknown): string {
    const text = JSON.stringify(body)
    return faults.sendsNumericIds ? text.replaceAll(/"((?:\w+_)?id)":"(\d{16,})"/gu, '"$1":$2') : text
  }

  function usageOf(path: string): Record<string, string> {
    return Object.assign(
      {},
      ...faults.usage.filter(usage => `/${path}`.includes(usage.path)).map(({ headers }) => headers),
    )
  }

  let traces = 0
  function traceId(): string {
    traces += 1
    return `ASimTrace${String(traces).padStart(4, '0')}`
  }

  return {
    url,
    world,
    faults,
    requests,
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function send(response: ServerResponse, status: number, text: string, headers: Record<string, string>): void {
  response.writeHead(status, {
    'content-type': 'application/json; charset=UTF-8',
    'facebook-api-version': SIMULATED_VERSION,
    'x-fb-request-id': 'ASimRequest',
    ...headers,
  })
  response.end(text)
}

function misbehave(
  fault: Exclude<Fault, { kind: 'error' }>,
  text: string,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  switch (fault.kind) {
    case 'html':
      response.writeHead(fault.status, { 'content-type': 'text/html' })
      response.end('<!doctype html><title>Sorry, something went wrong.</title>')
      return
    case 'garbage':
      send(response, 200, '{"data":{"unexpected":[1,2', {})
      return
    case 'half':
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
      response.write(text.slice(0, text.length / 2), () => request.socket.destroy())
      return
    case 'drop':
      request.socket.destroy()
      return
    case 'hang':
      return
    case 'redirect':
      response.writeHead(302, { location: 'http://127.0.0.1:9/sign-in' })
      response.end()
  }
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > MAX_BODY_BYTES) throw new Error('The request is too large')
    chunks.push(chunk)
  }
  const text = Buffer.concat(chunks).toString()
  if (!request.headers['content-type']?.includes('json')) return new URLSearchParams(text)
  const entries = Object.entries(JSON.parse(text) as Record<string, unknown>)
  return new URLSearchParams(
    entries.map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
  )
}
