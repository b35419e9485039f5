import type { IncomingMessage } from 'node:http'
import {
  type AuthenticationCreds,
  type BaileysEventMap,
  type BinaryNode,
  Browsers,
  type CacheStore,
  makeWASocket,
  type PossiblyExtendedCacheStore,
  type proto,
  S_WHATSAPP_NET,
  type SignalKeyStore,
  type SocketConfig,
  type WASocket,
  type WAVersion,
} from '@whiskeysockets/baileys'
import { TRANSACTION_OPTIONS } from './replay.ts'
import type { MakeSignalRepository } from './signal-repository.ts'

/** WhatsApp Web's version that this Baileys speaks. Pinned: only a refusal (405) is a reason to look for a newer one. */
export const PINNED_VERSION: WAVersion = [2, 3000, 1043857760]

/** A browser that exists: WhatsApp silently refuses pairing codes to any other name. */
const BROWSER = Browsers.windows('Chrome')

export interface SocketTimings {
  readonly queryMs: number
  readonly connectMs: number
  readonly keepAliveMs: number
  /** How long a line that may be dead is listened to, after the PC woke. */
  readonly wakeProbeMs: number
  /** How long each QR is shown; undefined = WhatsApp's own times (60 s, then 20 s each). */
  readonly qrMs: number | undefined
  /** Before a piece of the phone's history that did not come is tried again; it doubles from there. */
  readonly historyRetryMs: number
}

export const DEFAULT_TIMINGS: SocketTimings = {
  queryMs: 15_000,
  connectMs: 20_000,
  keepAliveMs: 25_000,
  wakeProbeMs: 3_000,
  qrMs: undefined,
  historyRetryMs: 5_000,
}

/** Kept per linked number, outside of any socket. */
export interface SocketCaches {
  readonly retries: CacheStore
  readonly placeholders: CacheStore
  readonly devices: PossiblyExtendedCacheStore
}

export interface SocketEars {
  /** Every event at the moment it is emitted. */
  onEvent<Event extends keyof BaileysEventMap>(event: Event, data: BaileysEventMap[Event]): void
  /** Every frame that leaves passes here: see `group-commit.ts`. */
  whenWritten(leave: () => void): void
  /** Before Baileys sees it. */
  onMessageStanza(node: BinaryNode): void
  onMessageAck(node: BinaryNode): void
  onPasskeyDemand(): void
  /** The server refused a query. While a pairing code is waited for, that is the only sign that it is worth nothing. */
  onQueryRefused(): void
  /** Not WhatsApp but something in between answered the upgrade. */
  onPortal(httpStatus: number): void
}

export interface LiveSocket {
  readonly socket: WASocket
  /** Whether the server gives a sign of life when asked for one. */
  answers(): Promise<boolean>
  /** Breaks the connection at once: `end()` of Baileys waits 30 seconds for the answer of a dead line. */
  cut(): void
  /** Tells WhatsApp that this device is gone for good; not for longer than a person would wait. */
  logOut(): Promise<void>
  /** Takes leave, and cuts when nobody answers. */
  close(): Promise<void>
}

const LEAVE_TAKING = 500
const LOGOUT_TIMEOUT = 5_000

export function openSocket({
  creds,
  keys,
  url,
  version,
  timings,
  caches,
  logger,
  makeSignalRepository,
  getMessage,
  isIgnored,
  ears,
}: {
  creds: AuthenticationCreds
  keys: SignalKeyStore
  url: string | undefined
  version: WAVersion
  timings: SocketTimings
  caches: SocketCaches
  logger: SocketConfig['logger']
  makeSignalRepository: MakeSignalRepository
  getMessage: (externalId: string) => proto.IMessage | undefined
  /** Whose messages are refused before they are decrypted. */
  isIgnored: (jid: string) => boolean
  ears: SocketEars
}): LiveSocket {
  const socket = makeWASocket({
    auth: { creds, keys },
    logger,
    version,
    browser: BROWSER,
    ...(url !== undefined && { waWebSocketUrl: url }),
    // The phone would prepare everything it has, and Baileys ignores the full part of it anyway.
    syncFullHistory: false,
    // Otherwise the office's phone goes silent.
    markOnlineOnConnect: false,
    emitOwnEvents: false,
    getMessage: key => Promise.resolve(key.id ? getMessage(key.id) : undefined),
    shouldIgnoreJid: isIgnored,
    msgRetryCounterCache: caches.retries,
    placeholderResendCache: caches.placeholders,
    userDevicesCache: caches.devices,
    makeSignalRepository,
    transactionOpts: TRANSACTION_OPTIONS,
    defaultQueryTimeoutMs: timings.queryMs,
    connectTimeoutMs: timings.connectMs,
    keepAliveIntervalMs: timings.keepAliveMs,
    ...(timings.qrMs !== undefined && { qrTimeout: timings.qrMs }),
  })

  // Before the buffer: what waits in it is merged, held back for up to 30 seconds, and lost when the link breaks.
  const { ev, ws } = socket
  const emit = ev.emit.bind(ev)
  ev.emit = (event, data) => {
    ears.onEvent(event, data)
    return emit(event, data)
  }
  ws.prependListener('CB:message', (node: BinaryNode) => {
    ears.onMessageStanza(node)
    // Baileys reads what waited for us one after the other, and what comes live beside it: a change would overtake the message
    // that it changes, and be about nothing. So everything goes the first way, in the order in which it came.
    node.attrs['offline'] ??= '1'
  })
  ws.on('CB:ack,class:message', ears.onMessageAck)
  ws.on('CB:notification,type:passkey_prologue_request', ears.onPasskeyDemand)
  ws.on('CB:iq,type:error', ears.onQueryRefused)
  // Baileys waits for ever when the upgrade is answered with a plain HTTP status.
  ws.on('unexpected-response', (_request: unknown, response: IncomingMessage) => {
    response.resume()
    ears.onPortal(response.statusCode ?? 0)
  })

  // Baileys leaves a frame that it cannot read to nobody. What was in it is not acknowledged, and comes again with the next line.
  const [read] = ws.listeners('message')
  if (read) {
    ws.removeAllListeners('message')
    ws.on('message', (data: Uint8Array) => {
      const reading = read(data) as unknown as Promise<void>
      reading.catch((error: unknown) => logger.warn({ error }, 'a frame cannot be read'))
    })
  }

  const raw = rawSocketOf(socket)
  if (raw) {
    const send = raw.send.bind(raw)
    raw.send = (frame, done) => ears.whenWritten(() => send(frame, done))
  }

  const cut = () => rawSocketOf(socket)?.terminate()
  return {
    socket,
    async answers() {
      const attrs = { to: S_WHATSAPP_NET, type: 'get', xmlns: 'w:p' }
      const ping = socket.query({ tag: 'iq', attrs, content: [{ tag: 'ping', attrs: {} }] }, timings.wakeProbeMs)
      // A query that is not answered in time comes back as undefined.
      return (await ping.catch(() => undefined)) !== undefined
    },
    cut,
    logOut: () => settled(socket.logout(), LOGOUT_TIMEOUT),
    async close() {
      const left = socket.end(undefined)
      const timer = setTimeout(cut, LEAVE_TAKING)
      await left
      clearTimeout(timer)
    },
  }
}

interface RawSocket {
  send(frame: Uint8Array, done?: (error?: Error) => void): void
  terminate(): void
}

/** Baileys keeps the WebSocket to itself, but has no way to break it or to hold its frames. */
function rawSocketOf({ ws }: WASocket): RawSocket | undefined {
  return (ws as unknown as { socket?: RawSocket | null }).socket ?? undefined
}

/** Waits for it to end well or badly, but not for ever. */
async function settled(work: Promise<unknown>, timeoutMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<void>(resolve => {
    timer = setTimeout(resolve, timeoutMs)
  })
  await Promise.race([work.catch(() => {}), timeout])
  clearTimeout(timer)
}
