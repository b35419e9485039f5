import type { Clock } from '../ports/clock.ts'
import { wakeIn } from '../ports/wake-in.ts'
import type { GraphAccess } from './graph-access.ts'
import { parseGraphJson } from './graph-json.ts'
import { readMetaError, silentProblem, type UndatedProblem } from './graph-problem.ts'
import { readUsage, type UsageReading } from './graph-usage.ts'
import { GRAPH_VERSION } from './graph-version.ts'

export type GraphMethod = 'GET' | 'POST' | 'DELETE'

/** What is not text is written as JSON, as Meta wants lists and filters. What is undefined is left out. */
export type GraphParams = Readonly<Record<string, unknown>>

/** Far above any page of answers that is asked for. */
const LARGEST_ANSWER = 64 * 1024 * 1024

export interface GraphAnswer {
  /** Null when nothing was answered. */
  readonly status: number | null
  readonly usage: readonly UsageReading[]
  readonly servedVersion: string | null
  /** What was answered, or what went wrong. */
  readonly result: { readonly body: unknown } | { readonly problem: UndatedProblem }
}

/** One request on the wire, once. Throws only the reason of an aborted signal. */
export async function askGraph({
  baseUrl,
  clock,
  method,
  path,
  params,
  access,
  signal,
  timeoutMs,
}: {
  baseUrl: string
  clock: Clock
  method: GraphMethod
  path: string
  params: GraphParams
  access: GraphAccess
  signal: AbortSignal | undefined
  timeoutMs: number
}): Promise<GraphAnswer> {
  signal?.throwIfAborted()
  const address = addressOf(baseUrl, method, path, params, access)
  const timeout = new AbortController()
  const stopWaiting = wakeIn(clock, timeoutMs, () => timeout.abort())
  const request: RequestInit = {
    method,
    headers: {
      accept: 'application/json',
      ...(access.authorization !== undefined && { authorization: access.authorization }),
    },
    ...(method === 'POST' && { body: new URLSearchParams(textsOf(params)) }),
    // Meta redirects nothing here: whoever does is a network's sign-in page, and shall not get the token.
    redirect: 'manual',
    signal: signal ? AbortSignal.any([signal, timeout.signal]) : timeout.signal,
  }
  const answer = await send(address, request).catch(() => undefined)
  stopWaiting()
  signal?.throwIfAborted()
  if (!answer) {
    const problem = unreachable(timeout.signal.aborted ? 'timeout' : 'network')
    return { status: null, usage: [], servedVersion: null, result: { problem } }
  }
  const { response, text } = answer
  const isRedirect = response.status >= 300 && response.status < 400
  return {
    status: response.status,
    usage: readUsage(response.headers),
    servedVersion: otherVersion(response),
    result: isRedirect ? { problem: unreachable('redirected') } : readAnswer(response.status, text),
  }
}

async function send(address: URL, request: RequestInit): Promise<{ response: Response; text: string | undefined }> {
  const response = await fetch(address, request)
  return { response, text: await readText(response) }
}

function addressOf(baseUrl: string, method: GraphMethod, path: string, params: GraphParams, access: GraphAccess): URL {
  const parts = path.split('/')
  if (parts.some(part => part === '' || part === '.' || part === '..')) throw new Error('Not a path of the Graph API')
  const url = new URL(`/${GRAPH_VERSION}/${parts.map(encodeURIComponent).join('/')}`, baseUrl)
  if (method !== 'POST') for (const [name, value] of textsOf(params)) url.searchParams.set(name, value)
  const proof = access.appsecretProof
  if (proof !== undefined) url.searchParams.set('appsecret_proof', proof)
  return url
}

function textsOf(params: GraphParams): [string, string][] {
  return Object.entries(params)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])
}

/** An `error` may come with any status, 200 among them: the body is asked first. */
function readAnswer(status: number, text: string | undefined): GraphAnswer['result'] {
  const body = text === undefined ? undefined : jsonOf(text)
  const isError = typeof body === 'object' && body !== null && 'error' in body
  if (isError && typeof body.error === 'object') return { problem: readMetaError(status, body.error) }
  if (status >= 500) return { problem: { ...silentProblem(status), kind: 'unavailable', isRetryable: true } }
  if (body === undefined || status >= 400 || isError) {
    const where = text === undefined ? 'size' : body === undefined ? 'json' : 'status'
    return { problem: { ...silentProblem(status), kind: 'unexpected-answer', where, isRetryable: true } }
  }
  return { body }
}

function jsonOf(text: string): unknown {
  try {
    return parseGraphJson(text)
  } catch {
    return undefined
  }
}

/** Undefined when it is larger than anything Meta has to say. */
async function readText(response: Response): Promise<string | undefined> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    // Leaving the loop cancels the rest.
    if (size > LARGEST_ANSWER) return undefined
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function unreachable(reason: 'network' | 'timeout' | 'redirected'): UndatedProblem {
  return { ...silentProblem(null), kind: 'unreachable', reason, isRetryable: reason !== 'redirected' }
}

function otherVersion({ headers }: Response): string | null {
  const served = headers.get('facebook-api-version')
  return served === null || served === GRAPH_VERSION ? null : served.slice(0, 20)
}
