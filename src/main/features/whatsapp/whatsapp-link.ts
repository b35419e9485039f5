import {
  type AuthenticationCreds,
  jidNormalizedUser,
  type WAMessage,
  type WAMessageKey,
  type WAVersion,
} from '@whiskeysockets/baileys'
import type { LinkState } from '#shared/domain/link-state.ts'
import { fromWhatsAppDigits } from '#shared/domain/phone-number.ts'
import type { ChannelLink, LinkMedia, Outgoing, OutgoingText, PeerAddress, SendOutcome } from '../channels/channel.ts'
import type { LinkPeople } from '../channels/link-people.ts'
import { catchUp } from './catch-up.ts'
import { judgeClose } from './close-reason.ts'
import { encodeChange } from './encode-change.ts'
import { encodeReaction } from './encode-reaction.ts'
import { encodeText } from './encode-text.ts'
import { type Line, type LineEars, openLine } from './line.ts'
import { createLinkMedia } from './link-media.ts'
import { assembleLink, type LinkParts, ownAddressOf, presenceOf, type WhatsAppLinkOptions } from './link-parts.ts'
import { createLinkPeople } from './link-people.ts'
import { PINNED_VERSION } from './live-socket.ts'
import { createNamedTimers, type NamedTimers } from './named-timers.ts'
import { type Pairing, type PairingMethod, startPairing } from './pairing.ts'
import { jidOf } from './peer-address.ts'
import { replayJournal } from './replay.ts'
import {
  advance,
  GOOD_OPEN_MS,
  reconnectDelay,
  restingSession,
  type Session,
  type SessionEvent,
} from './session-state.ts'

/** Longer than this no step of connecting takes on a live line. */
const WATCHDOG_MS = 45_000
/** How often what Baileys gave no word of is looked for, and how old it must be by then. */
const SWEEP_MS = 30_000
const QUIET_MS = 10_000

/** One linked number: drives the session's state machine, with one line at a time. */
export class WhatsAppLink implements ChannelLink {
  readonly media: LinkMedia
  readonly people: LinkPeople
  readonly #options: WhatsAppLinkOptions
  readonly #parts: LinkParts
  readonly #timers: NamedTimers<'retry' | 'watchdog' | 'good-open' | 'sweep'>
  #session: Session
  #creds: AuthenticationCreds | undefined
  #line: Line | undefined
  #pairing: { readonly method: PairingMethod; readonly current: Pairing } | undefined
  #version: WAVersion
  #hasLookedForVersion = false
  /** Grows with every line that is opened or given up: what was started for an earlier one does not go on. */
  #generation = 0

  constructor(options: WhatsAppLinkOptions) {
    this.#options = options
    this.#timers = createNamedTimers(options.world.clock)
    this.#version = options.version ?? PINNED_VERSION
    this.#parts = assembleLink({
      accountId: options.accountId,
      world: options.world,
      sink: options.sink,
      creds: () => this.#creds,
      onCannotStore: () => this.#line?.cut(),
      onSync: sync => this.#apply({ kind: 'sync-progressed', sync }),
      giveToBaileys: async message => this.#line?.socket.upsertMessage(message, 'append'),
    })
    this.#session = restingSession(options)
    const { world } = options
    const openSocket = () => this.#openSocket()
    this.media = createLinkMedia({ world, own: () => ownAddressOf(this.#creds), openSocket })
    this.people = createLinkPeople({ clock: world.clock, watch: this.#parts.watch, openSocket })
  }

  get state(): LinkState {
    return this.#session.state
  }

  /** The own id, as WhatsApp's message ids are made from it. */
  get ownId(): string | undefined {
    return this.#creds?.me?.id
  }

  #openSocket() {
    return this.state.kind === 'connected' ? this.#line?.socket : undefined
  }

  start(): void {
    if (!this.#readCreds()) return
    const { state } = this.#session
    // A newer program, or the right user of this PC, may be welcome again; the others wait for a person.
    const mayTry = state.kind !== 'ended' || state.end === 'version-refused' || state.end === 'keys-unreadable'
    if (mayTry) this.#connect()
  }

  startPairing(method: PairingMethod): void {
    const { secretBox } = this.#options.world
    this.#giveUpLine()
    if (secretBox.state === 'cannot-unwrap') secretBox.startAfresh()
    this.#apply({ kind: 'pairing-started' })
    this.#openPairing(method)
  }

  cancelPairing(): void {
    if (this.state.kind === 'pairing') this.#endPairing({ kind: 'pairing-failed', failure: null })
  }

  reconnect(): void {
    const { kind } = this.state
    if (kind === 'connected' || kind === 'connecting' || kind === 'pairing') return
    this.#giveUpLine()
    if (this.#readCreds()) this.#connect()
  }

  async unlink(): Promise<void> {
    const line = this.#line
    const wasOpen = this.state.kind === 'connected'
    line?.hangUp()
    if (line && wasOpen) await line.logOut()
    this.#giveUpLine()
    this.#parts.store.wipe()
    this.#creds = undefined
    this.#apply({ kind: 'unlinked' })
  }

  async stop(): Promise<void> {
    const line = this.#line
    this.#line = undefined
    line?.hangUp()
    this.#giveUpLine()
    this.#parts.receiver.stop()
    await line?.close()
    this.#parts.commit.stop()
  }

  encodeText(message: OutgoingText): Uint8Array {
    return encodeText(message, ownAddressOf(this.#creds))
  }

  async send(message: Outgoing, signal: AbortSignal): Promise<SendOutcome> {
    const line = this.#line
    if (this.state.kind !== 'connected' || !line) return { kind: 'unanswered' }
    // What is stored is what goes out: a recipient who asks again must get the same bytes.
    const { sink, accountId } = this.#options
    const encoded = sink.findSent(accountId, message.externalId) ?? this.#encode(message)
    return this.#parts.sender.send(line.socket, message, encoded, signal)
  }

  #encode(message: Outgoing): Uint8Array {
    if ('target' in message) return encodeReaction(message)
    return 'changed' in message ? encodeChange(message) : this.encodeText(message)
  }

  async markRead(messages: readonly { externalId: string; from: PeerAddress }[]): Promise<boolean> {
    if (this.state.kind !== 'connected' || !this.#line) return false
    const keys: WAMessageKey[] = []
    for (const { externalId, from } of messages) {
      // A receipt belongs to the address under which the message came, whatever else is known of its sender by now.
      const sender = (await this.#parts.journal.findSender(externalId)) ?? jidOf(from)
      if (sender !== null) keys.push({ remoteJid: jidNormalizedUser(sender), id: externalId, fromMe: false })
    }
    if (keys.length === 0) return true
    return this.#line?.tellRead(keys) ?? false
  }

  async showPresence(): Promise<void> {
    const socket = this.#openSocket()
    if (!socket) return
    await socket.sendPresenceUpdate(presenceOf(this.#options.world))
    await this.#parts.watch.renew(socket)
  }

  checkAfterWake(): void {
    const { kind } = this.state
    if (kind === 'connected') void this.#cutUnlessItAnswers()
    if (kind === 'waiting-to-reconnect') this.reconnect()
  }

  /**
   * The line may be dead without anybody having noticed: finding out takes half a minute, breaking it milliseconds. But a clock that
   * seems to have jumped may only mean that the program was very busy: a line that answers is left alone.
   */
  async #cutUnlessItAnswers(): Promise<void> {
    const line = this.#line
    if (line && !(await line.answers()) && line === this.#line) line.cut()
  }

  #apply(event: SessionEvent): void {
    const before = this.#session.state
    this.#session = advance(this.#session, event)
    if (this.#session.state !== before) this.#options.sink.linkChanged(this.#options.accountId, this.#session.state)
  }

  /** False when there is nothing to connect with. */
  #readCreds(): boolean {
    try {
      this.#creds = this.#parts.store.readCreds()
      return this.#creds?.me !== undefined
    } catch (error) {
      if (!this.#options.world.secretBox.isUnreadable(error)) throw error
      this.#options.world.log.warn({ error }, 'the keys of a linked number cannot be read')
      this.#apply({ kind: 'keys-unreadable', at: this.#now() })
      return false
    }
  }

  #connect(): void {
    this.#generation += 1
    this.#apply({ kind: 'connect-started', at: this.#now() })
    this.#timers.set('watchdog', WATCHDOG_MS, () =>
      this.#closed({ code: null, isPortal: false, areCodesUsedUp: false }),
    )
    void this.#replayAndOpen(this.#generation)
  }

  async #replayAndOpen(generation: number): Promise<void> {
    const leftovers = await this.#replay(this.#now())
    if (generation !== this.#generation || !this.#readCreds() || !this.#creds) return
    const creds = this.#creds
    this.#openLine(creds, this.#parts.store.keys, {
      onConnectionUpdate: ({ connection }) => {
        if (connection === 'open') this.#opened(leftovers)
      },
      // Baileys merges only after it has told us, and looks at the difference: its own object is left alone.
      onCredsUpdate: update => this.#parts.store.writeCreds({ ...creds, ...update }),
      onPasskeyDemand: () => {},
      onQueryRefused: () => {},
    })
  }

  #openPairing(method: PairingMethod): void {
    this.#generation += 1
    const { log, timings } = this.#options.world
    const { store } = this.#parts
    const current = startPairing({
      method,
      store,
      log,
      qrMs: timings.qrMs,
      now: () => this.#now(),
      apply: event => {
        if (this.#pairing?.current !== current) return
        this.#timers.clear('watchdog')
        if (event.kind === 'paired') this.#parts.journal.forgetLostHistory()
        if (event.kind === 'pairing-failed') this.#endPairing(event)
        else this.#apply(event)
      },
    })
    this.#pairing = { method, current }
    this.#creds = current.creds
    this.#timers.set('watchdog', WATCHDOG_MS, () =>
      this.#closed({ code: null, isPortal: false, areCodesUsedUp: false }),
    )
    this.#openLine(current.creds, current.keys, {
      onConnectionUpdate: (update, socket) => current.hearConnection(update, socket),
      onCredsUpdate: update => current.hearCreds(update),
      onPasskeyDemand: () => this.#endPairing({ kind: 'pairing-failed', failure: 'passkey-required' }),
      onQueryRefused: () => {
        if (method.kind === 'code' && !current.isPaired) {
          this.#endPairing({ kind: 'pairing-failed', failure: 'code-refused' })
        }
      },
    })
  }

  #openLine(creds: AuthenticationCreds, keys: LinkParts['store']['keys'], ears: Omit<LineEars, 'onClosed'>): void {
    const { accountId, world, sink } = this.#options
    this.#line = openLine({
      accountId,
      world,
      sink,
      parts: this.#parts,
      version: this.#version,
      creds,
      keys,
      ears: {
        ...ears,
        onClosed: ({ code, isPortal, reason }) =>
          this.#closed({ code, isPortal, areCodesUsedUp: this.#pairing?.current.areCodesUsedUp(reason) ?? false }),
      },
    })
  }

  #opened(leftovers: readonly WAMessage[]): void {
    this.#timers.clear('watchdog')
    const digits = ownAddressOf(this.#creds).phone
    this.#apply({ kind: 'opened', at: this.#now(), phoneNumber: digits === null ? null : fromWhatsAppDigits(digits) })
    this.#timers.set('good-open', GOOD_OPEN_MS, () => {
      this.#hasLookedForVersion = false
      this.#apply({ kind: 'stayed-open' })
    })
    this.#parts.receiver.reportHistory()
    this.#planSweep()
    // Not from within Baileys' own event.
    setImmediate(() => void this.#catchUp(leftovers))
  }

  async #catchUp(leftovers: readonly WAMessage[]): Promise<void> {
    const line = this.#line
    const { world, accountId, sink } = this.#options
    if (line) await catchUp({ line, leftovers, creds: this.#creds, world, accountId, sink, parts: this.#parts })
  }

  #planSweep(): void {
    this.#timers.set('sweep', SWEEP_MS, () => {
      this.#planSweep()
      const { receiver } = this.#parts
      receiver.settle()
      // While Baileys works through what came in, nothing was passed over yet.
      if (Math.abs(this.#now() - receiver.lastHeardAt) < QUIET_MS) return
      void this.#replay(this.#now() - SWEEP_MS).then(leftovers => this.#catchUpWith(leftovers))
    })
  }

  async #catchUpWith(leftovers: readonly WAMessage[]): Promise<void> {
    if (leftovers.length > 0 && this.state.kind === 'connected') await this.#catchUp(leftovers)
  }

  async #replay(receivedUntil: number): Promise<WAMessage[]> {
    const { log } = this.#options.world
    const { journal, receiver, store, makeSignalRepository, baileysLogger: logger } = this.#parts
    const creds = this.#creds
    if (!creds) return []
    try {
      const parts = { log, journal, receiver, keys: store.keys, makeSignalRepository, logger }
      return await replayJournal({ ...parts, creds, receivedUntil })
    } catch (error) {
      log.error({ error }, 'the journal could not be replayed')
      return []
    }
  }

  #closed(close: Parameters<typeof judgeClose>[0]): void {
    const { world } = this.#options
    const verdict = judgeClose(close)
    const method = this.#pairing?.method
    world.log.info({ code: close.code, verdict: verdict.kind, state: this.state.kind }, 'the line closed')
    this.#giveUpLine()
    this.#apply({ kind: 'closed', at: this.#now(), verdict, random: world.random() })
    const { state } = this.#session
    if (state.kind === 'connecting') this.#connect()
    if (state.kind === 'waiting-to-reconnect')
      this.#timers.set('retry', state.retryAt - this.#now(), () => this.reconnect())
    if (state.kind === 'pairing' && method) {
      const delay = reconnectDelay(this.#session.attempt, world.random())
      this.#timers.set('retry', delay, () => this.#openPairing(method))
    }
    if (state.kind === 'unlinked') this.#resumeEarlierLink()
    if (state.kind === 'ended') this.#ended(state)
  }

  #ended({ end }: Extract<LinkState, { kind: 'ended' }>): void {
    if (end === 'logged-out') {
      this.#parts.store.wipe()
      this.#creds = undefined
    }
    if (end === 'version-refused' && !this.#hasLookedForVersion) {
      this.#hasLookedForVersion = true
      void this.#tryNewerVersion(this.#generation)
    }
  }

  async #tryNewerVersion(generation: number): Promise<void> {
    const version = await this.#options.findVersion()
    if (generation !== this.#generation || !version || version.join() === this.#version.join()) return
    this.#version = version
    this.reconnect()
  }

  #endPairing(event: Extract<SessionEvent, { kind: 'pairing-failed' }>): void {
    this.#giveUpLine()
    this.#apply(event)
    this.#resumeEarlierLink()
  }

  /** Linking anew was given up: the link that was to be replaced still has its keys. */
  #resumeEarlierLink(): void {
    if (this.#readCreds()) this.#connect()
  }

  /** No line, no timer, nobody waiting: whatever comes next starts from here. What was heard is stored first. */
  #giveUpLine(): void {
    this.#generation += 1
    this.#timers.clearAll()
    this.#parts.acks.abandon()
    this.#parts.receiver.flush()
    this.#parts.receiver.expectNothing()
    this.#line?.hangUp()
    this.#line?.cut()
    this.#line = undefined
    this.#pairing = undefined
  }

  #now(): number {
    return this.#options.world.clock.now()
  }
}
