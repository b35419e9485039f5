import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'

const TIMEOUT = 30_000
const LARGEST_ANSWER = 4 * 1024 * 1024

/**
 * What came of a request. The difference that everything hangs on: `not-sent` is certain, after `no-answer` nobody knows whether the
 * other side has it.
 */
export type HttpAnswer =
  | { readonly kind: 'answer'; readonly status: number; readonly body: unknown; readonly headers: Headers }
  | { readonly kind: 'not-sent'; readonly reason: 'unreachable' | 'certificate' }
  | { readonly kind: 'no-answer'; readonly reason: 'timeout' | 'broken' }

/** Before a connection stands, no byte of a request has left. */
const NOT_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EHOSTDOWN',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
])
const CERTIFICATE = /^(?:CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT_)/u

export function isCertificateCode(code: unknown): boolean {
  return typeof code === 'string' && CERTIFICATE.test(code)
}

export async function askHttp(
  clock: Clock,
  url: URL | string,
  init: RequestInit & { signal: AbortSignal },
): Promise<HttpAnswer> {
  init.signal.throwIfAborted()
  const timeout = new AbortController()
  const stopWaiting = wakeIn(clock, TIMEOUT, () => timeout.abort())
  try {
    // Nobody redirects an API: whoever does is a network's sign-in page, and shall not get the password.
    const signal = AbortSignal.any([init.signal, timeout.signal])
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    const text = await readText(response)
    return { kind: 'answer', status: response.status, body: jsonOf(text), headers: response.headers }
  } catch (error) {
    init.signal.throwIfAborted()
    const code = codeOf(error)
    if (isCertificateCode(code)) return { kind: 'not-sent', reason: 'certificate' }
    if (code !== undefined && NOT_CONNECTED.has(code)) return { kind: 'not-sent', reason: 'unreachable' }
    return { kind: 'no-answer', reason: timeout.signal.aborted ? 'timeout' : 'broken' }
  } finally {
    stopWaiting()
  }
}

/** What the other side says of how long to wait. */
export function retryAfterOf(headers: Headers): number | undefined {
  const seconds = Number(headers.get('retry-after'))
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 3_600) * 1_000 : undefined
}

function codeOf(error: unknown): string | undefined {
  const { cause } = (error ?? {}) as { cause?: unknown }
  const from = (cause ?? error) as { code?: unknown; errors?: { code?: unknown }[] }
  const code = from.code ?? from.errors?.[0]?.code
  return typeof code === 'string' ? code : undefined
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > LARGEST_ANSWER) return ''
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
