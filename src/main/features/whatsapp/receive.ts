import { type BaileysEventMap, proto, toNumber, type WAMessage } from '@whiskeysockets/baileys'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { fromWhatsAppDigits } from '#shared/domain/phone-number.ts'
import { type Db, transact } from '../../db/database.ts'
import { databaseProblemKind } from '../../db/database-problem.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelFact, ChannelSink } from '../channels/channel.ts'
import type { AddressPair } from './auth-store.ts'
import type { GroupCommit } from './group-commit.ts'
import { createHistoryImport, type HistorySurroundings } from './history.ts'
import type { Journal, JournalEnd } from './journal.ts'
import { contentOf } from './message-kind.ts'
import { peerOf } from './peer-address.ts'
import { standingOf } from './standing.ts'
import { type Conversion, NOTHING_MORE, statusOf, toChannelFacts, unsupportedMessage } from './to-channel-facts.ts'

/** Some facts that belong to one commit, with the stanza that is dealt with by storing them. */
interface Heard {
  readonly facts: readonly ChannelFact[]
  readonly stanzaId: string | null
  readonly end: JournalEnd | null
  /** Why it ends without a message. */
  readonly reason?: string
  /** Called once it is stored, for what has no stanza in the journal. */
  readonly stored?: () => void
}

export interface Receiver {
  /**
   * Every event of Baileys, at the moment it is emitted and before its buffer: that buffer merges events, holds them for up to 30
   * seconds and is thrown away when the link breaks. Never throws.
   */
  hear<Event extends keyof BaileysEventMap>(event: Event, data: BaileysEventMap[Event]): void
  /** A message that was not told by Baileys but read from the journal. */
  take(message: WAMessage): void
  /** Facts that no stanza stands for: nothing leaves before they are on the disk. */
  tell(facts: readonly ChannelFact[]): void
  learnPairs(pairs: readonly AddressPair[]): void
  /** Stores what was heard. */
  flush(): void
  /** Ends the rows of messages between our own devices, once Baileys has had time to act on them. */
  settle(): void
  /** When something was heard last. */
  readonly lastHeardAt: number
  /** Whether Baileys is still at work on that message between our own devices. */
  isExpecting(stanzaId: string): boolean
  /** The socket that was at work is gone. */
  expectNothing(): void
  /** Tells how far the history is. */
  reportHistory(): void
  stop(): void
}

const { Type: ProtocolType } = proto.Message.ProtocolMessage
/** Baileys itself acts on these, some time after it has told us of them. */
const FOR_BAILEYS = new Set<unknown>([
  ProtocolType.HISTORY_SYNC_NOTIFICATION,
  ProtocolType.APP_STATE_SYNC_KEY_SHARE,
  ProtocolType.LID_MIGRATION_MAPPING_SYNC,
])
const SETTLED_AFTER = 10_000
/** The reason of a second copy that says nothing new. */
export const REPEATED = 'a repeated copy'
/** A burst is gathered for so long. It is in the journal all the while. */
const GATHERED_FOR = 20
/** One transaction stores as much as fits into so long: the window is answered in between. */
const SLICE = 8

export function createReceiver({
  db,
  accountId,
  sink,
  journal,
  commit,
  clock,
  log,
  conversion,
  onCannotStore,
  history: surroundings,
}: {
  db: Db
  accountId: ChannelAccountId
  sink: ChannelSink
  journal: Journal
  commit: GroupCommit
  clock: Clock
  log: Logger
  conversion: () => Conversion
  /** The database itself refuses: whatever comes now must not be acknowledged, so the line is cut. */
  onCannotStore: () => void
  history: HistorySurroundings
}): Receiver {
  const heard: Heard[] = []
  /** While something waits to be stored. */
  let isGathering = false
  let isStopped = false
  /** Stanzas between our own devices: id → when they were seen. */
  let lastHeardAt = 0
  const settling = new Map<string, number>()
  const history = createHistoryImport({ convert, store, hasLost: journal.hasLostHistory, clock, log, surroundings })

  function convert(message: WAMessage, isHistory: boolean): Heard {
    const stanzaId = message.key.id ?? null
    try {
      const converted = toChannelFacts(message, isHistory, conversion())
      if (converted.kind === 'facts') {
        const facts = withoutRepeats(converted.facts)
        if (facts.length === 0) return { facts, stanzaId, end: 'ignored', reason: REPEATED }
        return { facts, stanzaId, end: endOf(facts) }
      }
      log.debug({ reason: converted.reason }, 'a message was ignored on purpose')
      return { facts: [], stanzaId, end: 'ignored', reason: converted.reason }
    } catch (error) {
      log.warn({ error }, 'a message could not be understood; it is kept raw')
      const unsupported = unsupportedMessage(message, isHistory, conversion())
      return {
        facts: unsupported ? [unsupported] : [],
        stanzaId,
        end: unsupported ? 'stored' : 'ignored',
        reason: nameOfError(error),
      }
    }
  }

  /** A second copy that cannot be read says nothing new about a message that is stored. */
  function withoutRepeats(facts: readonly ChannelFact[]): readonly ChannelFact[] {
    return facts.filter(
      fact => fact.kind !== 'message' || fact.message.kind !== 'waiting' || !journal.wasStored(fact.message.externalId),
    )
  }

  function endOf(facts: readonly ChannelFact[]): JournalEnd {
    return facts.every(fact => fact.kind === 'message' && fact.message.kind === 'waiting') ? 'unreadable' : 'stored'
  }

  function store(entries: readonly Heard[]): void {
    try {
      transact(db, tx => storeIn(tx, entries))
    } catch (error) {
      if (entries.length > 1) for (const entry of entries) store([entry])
      else {
        log.error({ error }, 'a received message could not be stored; it stays in the journal')
        if (databaseProblemKind(error)) onCannotStore()
        else
          for (const { stanzaId } of entries) if (stanzaId !== null) journal.noteProblem(stanzaId, nameOfError(error))
      }
    }
  }

  function storeIn(tx: Db, entries: readonly Heard[]): void {
    const facts = entries.flatMap(entry => entry.facts)
    if (facts.length > 0) sink.receive(tx, accountId, facts)
    for (const { stanzaId, end, reason } of entries)
      if (stanzaId !== null && end !== null) journal.end(stanzaId, end, reason)
    for (const fact of facts) {
      if (fact.kind === 'message' && fact.message.kind !== 'waiting') journal.end(fact.message.externalId, 'stored')
    }
  }

  function keep(entry: Heard): void {
    heard.push(entry)
    if (isGathering) return
    isGathering = true
    setTimeout(storeSlices, GATHERED_FOR)
  }

  function storeSlices(): void {
    if (heard.length > 0) storeSlice(SLICE)
    if (heard.length > 0) setImmediate(storeSlices)
    else isGathering = false
  }

  /** Stores what was heard first, in one transaction; when that fails each by itself, so that one cannot keep the others out. */
  function storeSlice(milliseconds: number): void {
    // What was heard is in the journal, and the journal on the disk.
    commit.flush()
    const until = performance.now() + milliseconds
    const slice: Heard[] = []
    try {
      transact(db, tx => {
        do {
          const entry = heard.shift()
          if (entry === undefined) return
          slice.push(entry)
          storeIn(tx, [entry])
        } while (performance.now() < until)
      })
    } catch {
      // Not even begun: the first one finds out why.
      if (slice.length === 0) slice.push(...heard.splice(0, 1))
      for (const entry of slice) store([entry])
    }
    for (const { stored } of slice) stored?.()
  }

  function flush(): void {
    commit.flush()
    while (heard.length > 0) storeSlice(Number.POSITIVE_INFINITY)
  }

  /** Not in the journal: nothing leaves before it is on the disk, and so it is not acknowledged. */
  function keepNow(facts: readonly ChannelFact[]): void {
    if (facts.length > 0) keep({ facts, stanzaId: null, end: null, stored: commit.hold() })
  }

  function hearMessages({ messages }: BaileysEventMap['messages.upsert']): void {
    for (const message of messages) {
      const found = contentOf(message.message)
      const protocol = found?.type === 'protocolMessage' ? (found.content as proto.Message.IProtocolMessage) : undefined
      if (!protocol || !message.key.fromMe || !FOR_BAILEYS.has(protocol.type)) keep(convert(message, false))
      else if (!protocol.historySyncNotification || !history.announce(message, protocol.historySyncNotification))
        settling.set(message.key.id ?? '', clock.now())
    }
  }

  function hearStatuses(updates: BaileysEventMap['messages.update']): void {
    keepNow(
      updates.flatMap(({ key, update }): ChannelFact[] => {
        const status = statusOf(update.status)
        if (!status || !key.id) return []
        const at = toNumber(update.messageTimestamp) * 1_000 || clock.now()
        if (key.fromMe) return [{ kind: 'status', externalId: key.id, status, at }]
        return status === 'read' ? [{ kind: 'read-on-phone', externalId: key.id, at }] : []
      }),
    )
  }

  /** Every call that rings has a place in the conversation; who answered it, and where, WhatsApp does not tell us. */
  function hearCalls(calls: BaileysEventMap['call']): void {
    keepNow(
      calls.flatMap((call): ChannelFact[] => {
        if (call.isGroup || (call.status !== 'offer' && call.status !== 'timeout')) return []
        const { own, book } = conversion()
        const peer = peerOf([call.from, call.callerPn, call.chatId], own, book)
        if (!peer) return []
        const sentAt = call.date.getTime() || clock.now()
        const nothing = {
          ...NOTHING_MORE,
          pushName: null,
          body: '',
          details: { kind: 'call', isVideo: call.isVideo ?? false, isMissed: call.status === 'timeout' } as const,
          quotedExternalId: null,
          adReferral: null,
          raw: null,
          isHistory: false,
        }
        return [
          {
            kind: 'message',
            message: { externalId: call.id, direction: 'in', peer, kind: 'call', sentAt, ...nothing },
          },
        ]
      }),
    )
  }

  function hearPresence({ id, presences }: BaileysEventMap['presence.update']): void {
    const { own, book } = conversion()
    const peer = peerOf([id], own, book)
    const presence = Object.values(presences)[0]?.lastKnownPresence
    if (peer) sink.typing(accountId, peer, presence === 'composing' || presence === 'recording')
  }

  function hearBlocks({ blocklist, type }: BaileysEventMap['blocklist.update']): void {
    const { own, book } = conversion()
    const peers = blocklist.flatMap(jid => peerOf([jid], own, book) ?? [])
    keepNow(peers.map(peer => ({ kind: 'blocked', peer, isBlocked: type === 'add' })))
  }

  function hearHistoryStatus({ status }: BaileysEventMap['messaging-history.status']): void {
    if (status === 'paused') history.hearPause()
  }

  function hearStanding(event: keyof BaileysEventMap, data: unknown): void {
    const standing = standingOf(event, data, clock.now())
    if (standing) sink.standingChanged(accountId, standing)
  }

  function dispatch(event: keyof BaileysEventMap, data: unknown): void {
    hearStanding(event, data)
    if (event === 'messages.upsert') hearMessages(data as BaileysEventMap['messages.upsert'])
    else if (event === 'messages.update') hearStatuses(data as BaileysEventMap['messages.update'])
    else if (event === 'messaging-history.set') history.add(data as BaileysEventMap['messaging-history.set'])
    else if (event === 'messaging-history.status')
      hearHistoryStatus(data as BaileysEventMap['messaging-history.status'])
    else if (event === 'call') hearCalls(data as BaileysEventMap['call'])
    else if (event === 'blocklist.update') hearBlocks(data as BaileysEventMap['blocklist.update'])
    else if (event === 'presence.update') hearPresence(data as BaileysEventMap['presence.update'])
  }

  return {
    hear(event, data) {
      if (isStopped) return
      lastHeardAt = clock.now()
      try {
        dispatch(event, data)
      } catch (error) {
        log.error({ error, event }, 'an event could not be taken')
      }
    },
    take: message => keep(convert(message, false)),
    tell: keepNow,
    learnPairs(pairs) {
      if (isStopped) return
      const facts = pairs.flatMap((pair): ChannelFact[] => {
        const phone = fromWhatsAppDigits(pair.phone)
        const { own } = conversion()
        if (phone === null || pair.lid === own.lid || pair.phone === own.phone) return []
        return [{ kind: 'address-learned', phone, lid: pair.lid }]
      })
      if (facts.length > 0) keep({ facts, stanzaId: null, end: null })
    },
    flush,
    settle() {
      const now = clock.now()
      const settled = [...settling].filter(([, seenAt]) => Math.abs(now - seenAt) >= SETTLED_AFTER)
      for (const [stanzaId] of settled) settling.delete(stanzaId)
      store(settled.map(([stanzaId]) => ({ facts: [], stanzaId, end: 'ignored', reason: 'between our own devices' })))
    },
    get lastHeardAt() {
      return lastHeardAt
    },
    isExpecting: stanzaId => settling.has(stanzaId) || history.isExpecting(stanzaId),
    expectNothing() {
      settling.clear()
      history.expectNothing()
    },
    reportHistory: history.report,
    stop() {
      flush()
      isStopped = true
      history.stop()
    },
  }
}

/** The kind of an error: its words could tell whom it was about. */
export function nameOfError(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

/** The piece of history that this message tells of. */
export function historyIn(message: WAMessage): proto.Message.IHistorySyncNotification | undefined {
  const found = contentOf(message.message)
  if (found?.type !== 'protocolMessage') return undefined
  return (found.content as proto.Message.IProtocolMessage).historySyncNotification ?? undefined
}

/** Whether this is a message between our own devices that only a live Baileys can act on. */
export function isForBaileys(message: WAMessage): boolean {
  const found = contentOf(message.message)
  if (found?.type !== 'protocolMessage' || !message.key.fromMe) return false
  return FOR_BAILEYS.has((found.content as proto.Message.IProtocolMessage).type)
}
