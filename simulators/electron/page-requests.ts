import type * as Electron from 'electron'
import type { DevtoolsEvents, DevtoolsSession } from './chrome-devtools.ts'
import { happened } from './control.ts'
import { refuseUnknown } from './refuse-unknown.ts'
import { fromChromium, mappedScheme, mapScheme } from './scheme-mapping.ts'

type SchemeHandler = (request: Request) => Response | Promise<Response>
type RequestGuard = (details: { url: string }, answer: (decision: { cancel?: boolean }) => void) => void

const privileged = new Set<string>()
const handlers = new Map<string, SchemeHandler>()
let guard: { covers: RegExp[]; ask: RequestGuard } | undefined
let isReady = false

export function forbidNewSchemes(): void {
  isReady = true
}

export const protocol = refuseUnknown('protocol', {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]) {
    if (isReady) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme, privileges } of schemes) {
      if (!privileges?.standard || !privileges.secure) {
        throw new Error('The Electron double serves standard, secure schemes only')
      }
      privileged.add(scheme)
      mapScheme(scheme)
    }
  },
  handle(scheme: string, handler: SchemeHandler) {
    if (!isReady) throw new Error('protocol.handle needs the app to be ready')
    if (!privileged.has(scheme)) throw new Error(`The Electron double serves privileged schemes only, not ${scheme}`)
    if (handlers.has(scheme)) throw new Error(`The scheme ${scheme} is handled already`)
    handlers.set(scheme, handler)
  },
})

export const webRequest = refuseUnknown('session.webRequest', {
  onBeforeRequest({ urls }: { urls: string[] }, ask: RequestGuard) {
    guard = { covers: urls.map(toPattern), ask }
  },
})

function toPattern(pattern: string): RegExp {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, String.raw`\$&`).replaceAll('*', '.*')
  return new RegExp(`^${escaped}$`)
}

/** Answers a request of a page: from the scheme's handler, or not at all. The double has no network. */
export async function answerRequest(
  session: DevtoolsSession,
  { requestId, request }: DevtoolsEvents['Fetch.requestPaused'],
): Promise<void> {
  const address = fromChromium(request.url)
  const handler = handlers.get(mappedScheme(request.url) ?? '')
  if (!handler) {
    const isCancelled = await isRefused(address)
    happened('network-request', { url: address, isCancelled })
    const errorReason = isCancelled ? 'BlockedByClient' : 'InternetDisconnected'
    await session.send('Fetch.failRequest', { requestId, errorReason })
    return
  }
  const { method } = request
  const headers = headersOf(request)
  const response = await handler(new Request(address, { method, headers, ...bodyOf(request) }))
  await session.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  })
}

/** Main sees the origin that its page has there. */
function headersOf({ headers }: DevtoolsEvents['Fetch.requestPaused']['request']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      name.toLowerCase() === 'origin' ? fromChromium(value) : value,
    ]),
  )
}

function bodyOf({ hasPostData, postDataEntries }: DevtoolsEvents['Fetch.requestPaused']['request']): RequestInit {
  if (!hasPostData) return {}
  if (!postDataEntries?.every(({ bytes }) => bytes !== undefined)) {
    // Chromium shows what a script made in memory, not what it reads from a file of the person.
    throw new Error('The Electron double carries no bodies that come from a file')
  }
  const parts = postDataEntries.map(({ bytes = '' }) => Buffer.from(bytes, 'base64'))
  return { body: new Uint8Array(Buffer.concat(parts)) }
}

async function isRefused(url: string): Promise<boolean> {
  const asked = guard
  if (!asked?.covers.some(pattern => pattern.test(url))) return false
  return new Promise(resolve => asked.ask({ url }, ({ cancel }) => resolve(cancel === true)))
}
