import {
  type AuthenticationCreds,
  Browsers,
  type ConnectionState,
  initAuthCreds,
  makeWASocket,
  type proto,
  type SignalDataTypeMap,
  type SignalKeyStore,
  type UserFacingSocketConfig,
  WA_CERT_DETAILS,
  type WAMessage,
  type WASocket,
} from '@whiskeysockets/baileys'
import { pino } from 'pino'
import type { WhatsAppSimulator } from './simulator.ts'

type SimulatorAddress = Pick<WhatsAppSimulator, 'url' | 'rootKeyHex'>

/** What a test keeps of one message event. */
export interface ReceivedMessage {
  type: string
  message: WAMessage
}

/**
 * An unmodified Baileys with keys in memory and no cleverness around it, to test the simulator against. `connect` makes a new socket on the
 * same identity, as a restart of the application would.
 */
export class BareClient {
  readonly creds: AuthenticationCreds = initAuthCreds()
  readonly keys = createMemoryKeyStore()
  readonly messages: ReceivedMessage[] = []
  readonly updates: { id: string; status: number | null | undefined; stub: string[] | null | undefined }[] = []
  readonly acks: { id: string; error: string | undefined }[] = []
  readonly states: Partial<ConnectionState>[] = []
  readonly qrs: string[] = []
  readonly history: { text: string | undefined; isFromMe: boolean }[] = []
  readonly outbox = new Map<string, proto.IMessage>()
  socket: WASocket | undefined
  readonly #simulator: SimulatorAddress
  readonly #config: Partial<UserFacingSocketConfig>
  readonly #watchers = new Set<() => void>()

  constructor(simulator: SimulatorAddress, config: Partial<UserFacingSocketConfig> = {}) {
    this.#simulator = simulator
    this.#config = config
    WA_CERT_DETAILS.PUBLIC_KEY = Buffer.from(simulator.rootKeyHex, 'hex')
  }

  connect(): WASocket {
    const socket = makeWASocket({
      auth: { creds: this.creds, keys: this.keys },
      logger: pino({ level: process.env.SIMULATOR_TEST_LOG ?? 'silent' }),
      waWebSocketUrl: this.#simulator.url,
      browser: Browsers.windows('Chrome'),
      markOnlineOnConnect: false,
      emitOwnEvents: false,
      syncFullHistory: false,
      retryRequestDelayMs: 10,
      getMessage: async ({ id }) => (id ? this.outbox.get(id) : undefined),
      ...this.#config,
    })
    this.socket = socket
    socket.ev.on('creds.update', update => Object.assign(this.creds, update))
    socket.ev.on('connection.update', update => {
      this.states.push(update)
      if (update.qr) this.qrs.push(update.qr)
      this.#notify()
    })
    socket.ev.on('messages.upsert', ({ messages, type }) => {
      for (const message of messages) this.messages.push({ type, message })
      this.#notify()
    })
    socket.ev.on('messages.update', updates => {
      for (const { key, update } of updates) {
        this.updates.push({ id: key.id ?? '', status: update.status, stub: update.messageStubParameters })
      }
      this.#notify()
    })
    socket.ev.on('messaging-history.set', ({ messages }) => {
      for (const message of messages) {
        this.history.push({ text: message.message?.conversation ?? undefined, isFromMe: message.key.fromMe === true })
      }
      this.#notify()
    })
    socket.ws.on('CB:ack,class:message', (ack: { attrs: Record<string, string> }) => {
      this.acks.push({ id: ack.attrs.id ?? '', error: ack.attrs.error })
      this.#notify()
    })
    return socket
  }

  /** Connects, shows a QR code, is scanned, is sent off with 515, logs in. */
  async linkByQr(phone: { scan(qr: string): Promise<unknown> }): Promise<WASocket> {
    this.connect()
    await phone.scan(await this.nextQr())
    return this.reconnectAfter(515)
  }

  async reconnectAfter(status: number): Promise<WASocket> {
    await this.closed(status)
    return this.login()
  }

  async login(): Promise<WASocket> {
    this.states.length = 0
    const socket = this.connect()
    await this.waitFor(
      () => this.states.some(({ connection }) => connection === 'open') || undefined,
      'an open connection',
    )
    return socket
  }

  nextQr(): Promise<string> {
    return this.waitFor(() => this.qrs.at(-1), 'a QR code')
  }

  /** Waits until the connection has closed and, when a number is given, that Baileys reports it. */
  async closed(expected?: number): Promise<number | undefined> {
    const state = await this.waitFor(() => this.states.find(({ connection }) => connection === 'close'), 'the close')
    const status = statusOf(state)
    if (expected !== undefined && status !== expected) throw new Error(`Closed with ${status} instead of ${expected}`)
    return status
  }

  /** The texts that came from others, in the order they came. */
  get texts(): string[] {
    return this.messages.flatMap(({ message }) => {
      const text = message.message?.conversation || message.message?.extendedTextMessage?.text
      return text && !message.key.fromMe ? [text] : []
    })
  }

  waitForText(text: string): Promise<ReceivedMessage> {
    return this.waitFor(
      () =>
        this.messages.find(
          ({ message }) =>
            message.message?.conversation === text || message.message?.extendedTextMessage?.text === text,
        ),
      `the text "${text}"`,
    )
  }

  waitFor<Found>(look: () => Found | undefined, what: string, timeoutMs = 10_000): Promise<Found> {
    const first = look()
    if (first !== undefined) return Promise.resolve(first)
    return new Promise((resolve, reject) => {
      const watcher = () => {
        const found = look()
        if (found === undefined) return
        stop()
        resolve(found)
      }
      const timer = setTimeout(() => {
        stop()
        reject(new Error(`Waited ${timeoutMs} ms in vain for ${what}`))
      }, timeoutMs)
      const stop = () => {
        clearTimeout(timer)
        this.#watchers.delete(watcher)
      }
      this.#watchers.add(watcher)
    })
  }

  async stop(): Promise<void> {
    await this.socket?.end(undefined)
  }

  #notify(): void {
    for (const watcher of [...this.#watchers]) watcher()
  }
}

function statusOf({ lastDisconnect }: Partial<ConnectionState>): number | undefined {
  const error = lastDisconnect?.error as { output?: { statusCode?: number } } | undefined
  return error?.output?.statusCode
}

function createMemoryKeyStore() {
  let rows = new Map<string, unknown>()
  const store: SignalKeyStore = {
    get: async (type, ids) => {
      const found: Record<string, SignalDataTypeMap[typeof type]> = {}
      for (const id of ids) {
        const value = rows.get(`${type}/${id}`)
        if (value !== undefined) found[id] = value as SignalDataTypeMap[typeof type]
      }
      return found
    },
    set: async changes => {
      for (const [type, entries] of Object.entries(changes)) {
        for (const [id, value] of Object.entries(entries ?? {})) {
          if (value === null || value === undefined) rows.delete(`${type}/${id}`)
          else rows.set(`${type}/${id}`, value)
        }
      }
    },
  }
  /** Remembers the keys of this moment; what it returns brings them back, as a kill before the last write would. */
  function snapshot(): () => void {
    const kept = new Map(rows)
    return () => {
      rows = new Map(kept)
    }
  }
  return { ...store, snapshot }
}
