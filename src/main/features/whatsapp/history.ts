import { deflateSync } from 'node:zlib'
import { type BaileysEventMap, proto, type WAMessage } from '@whiskeysockets/baileys'
import { fromWhatsAppDigits } from '#shared/domain/phone-number.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelFact } from '../channels/channel.ts'
import { isKeptOutside } from './fetch-history.ts'
import { createHistoryPieces } from './history-pieces.ts'
import { HISTORY_LOST, type JournalEnd } from './journal.ts'
import { chatKindOf, userOf } from './peer-address.ts'

type HistorySet = BaileysEventMap['messaging-history.set']

interface Entry {
  readonly facts: readonly ChannelFact[]
  readonly stanzaId: string | null
  readonly end: JournalEnd | null
  readonly reason?: string
}

interface Piece {
  readonly history: HistorySet
  readonly stanzaId: string | null
}

/** How far the first history is. */
export interface HistorySync {
  /** Null when none is under way. */
  readonly percent: number | null
  /** Messages taken in so far. */
  readonly count: number
  readonly problem: 'retrying' | 'incomplete' | null
}

/** What a history is taken from and told to. */
export interface HistorySurroundings {
  fetch(notification: proto.Message.IHistorySyncNotification, signal: AbortSignal): Promise<Buffer>
  /** Gives a message to Baileys as if it had just come; nothing happens without a line. */
  giveToBaileys(message: WAMessage): Promise<void>
  onSync(sync: HistorySync): void
  /** Before a piece that did not come is tried again. */
  readonly retryMs: number
}

export interface HistoryImport {
  /**
   * The phone says that a piece of history comes. Until it is stored its stanza stays in the journal. Called before Baileys looks at
   * the message, which is changed where we fetch the piece ourselves. False when it is none that anybody takes in.
   */
  announce(message: WAMessage, notification: proto.Message.IHistorySyncNotification): boolean
  add(history: HistorySet): void
  /** The phone has sent nothing more for a while, and will not. */
  hearPause(): void
  isExpecting(stanzaId: string): boolean
  expectNothing(): void
  /** Tells how far it is, to whoever has just begun to listen. */
  report(): void
  stop(): void
}

/** Rows of one transaction, and then the event loop is free again. */
const SLICE = 100
/** So many messages are taken in between two words on how far it is. */
const REPORTED_EVERY = 500
const COMPLETE = 100

const { HistorySyncType } = proto.Message
/** In place of a piece that we fetch: Baileys goes on, and its word on this one is passed over. */
const HELD = 'held'
const NOTHING = deflateSync(
  proto.HistorySync.encode({ syncType: proto.HistorySync.HistorySyncType.NON_BLOCKING_DATA }).finish(),
)

/** Takes in what was written before this PC was linked, a slice at a time. */
export function createHistoryImport({
  convert,
  store,
  hasLost,
  clock,
  log,
  surroundings: { fetch, giveToBaileys, onSync, retryMs },
}: {
  convert: (message: WAMessage, isHistory: true) => Entry
  store: (entries: readonly Entry[]) => void
  hasLost: () => boolean
  clock: Clock
  log: Logger
  surroundings: HistorySurroundings
}): HistoryImport {
  const announced = new Set<string>()
  const waiting: Piece[] = []
  const importing = new Set<string>()
  let isRunning = false
  let isStopped = false
  /** Of the whole, as the phone says with each piece. */
  let percent: number | null = null
  let count = 0
  let isIncomplete = false

  const pieces = createHistoryPieces({
    fetch,
    clock,
    retryMs,
    log,
    onFetched({ stanzaId, message, notification }, packed) {
      const fetched = { ...notification, directPath: null, initialHistBootstrapInlinePayload: packed }
      const type = proto.Message.ProtocolMessage.Type.HISTORY_SYNC_NOTIFICATION
      const given = { ...message, message: { protocolMessage: { type, historySyncNotification: fetched } } }
      giveToBaileys(given).catch(error => {
        log.warn({ error }, 'Baileys did not take a piece of history; it is in the journal')
        announced.delete(stanzaId)
        report()
      })
    },
    onLost({ stanzaId }) {
      store([{ facts: [], stanzaId, end: 'ignored', reason: HISTORY_LOST }])
      isIncomplete = true
    },
    onChanged: report,
  })

  const isUnderWay = () =>
    pieces.count > 0 || announced.size > 0 || importing.size > 0 || (percent !== null && percent < COMPLETE)

  function report(): void {
    if (isStopped) return
    onSync({
      percent: isUnderWay() ? Math.min(percent ?? 0, COMPLETE - 1) : null,
      count,
      problem: pieces.isRetrying ? 'retrying' : isIncomplete ? 'incomplete' : null,
    })
  }

  async function run(): Promise<void> {
    isRunning = true
    for (let next = waiting.shift(); next && !isStopped; next = waiting.shift()) await importPiece(next)
    isRunning = false
  }

  async function importPiece({ history, stanzaId }: Piece): Promise<void> {
    // Who is who comes first, so that one person's two addresses are one lead from the first message on.
    store([{ facts: pairsOf(history), stanzaId: null, end: null }])
    const messages = history.messages.filter(message => chatKindOf(message.key.remoteJid) === 'person')
    for (let start = 0; start < messages.length; start += SLICE) {
      if (isStopped) return
      const slice = messages.slice(start, start + SLICE).map(message => ({ ...convert(message, true), stanzaId: null }))
      store(slice)
      count += slice.length
      if ((start + SLICE) % REPORTED_EVERY === 0) report()
      await new Promise<void>(resolve => setImmediate(resolve))
    }
    if (isStopped) return
    store([{ facts: namesOf(history), stanzaId, end: 'stored' }])
    if (stanzaId !== null) importing.delete(stanzaId)
    log.info({ count: messages.length, syncType: history.syncType ?? undefined }, 'history was taken in')
    percent = history.progress ?? null
    report()
  }

  return {
    announce(message, notification) {
      const stanzaId = message.key.id
      if (!stanzaId || notification.syncType === HistorySyncType.FULL) return false
      const isOutside = isKeptOutside(notification)
      if (!isUnderWay()) {
        percent = null
        count = 0
      }
      if (isOutside) {
        pieces.add({ stanzaId, message: { ...message }, notification: { ...notification } })
        notification.initialHistBootstrapInlinePayload = NOTHING
      } else announced.add(stanzaId)
      // Baileys gives it back with what was in the piece.
      notification.peerDataRequestSessionId = isOutside ? HELD : stanzaId
      return true
    },
    add(history) {
      const told = history.peerDataRequestSessionId ?? null
      if (told === HELD) return
      if (told !== null) {
        announced.delete(told)
        importing.add(told)
      }
      waiting.push({ history, stanzaId: told })
      if (!isRunning) void run().catch(error => log.error({ error }, 'history could not be taken in'))
    },
    hearPause() {
      percent = null
      report()
    },
    isExpecting: stanzaId => announced.has(stanzaId) || pieces.has(stanzaId) || importing.has(stanzaId),
    expectNothing() {
      announced.clear()
      pieces.drop()
    },
    report() {
      isIncomplete = hasLost()
      report()
    },
    stop() {
      isStopped = true
      pieces.drop()
    },
  }
}

function pairsOf({ chats, lidPnMappings }: HistorySet): ChannelFact[] {
  const pairs = [
    ...(lidPnMappings ?? []).map(({ lid, pn }) => ({ lid, pn })),
    ...chats.flatMap(({ lidJid, pnJid }) => (lidJid && pnJid ? [{ lid: lidJid, pn: pnJid }] : [])),
  ]
  return pairs.flatMap(({ lid, pn }): ChannelFact[] => {
    const lidUser = userOf(lid)
    const phone = fromWhatsAppDigits(userOf(pn) ?? '')
    return lidUser !== null && phone !== null ? [{ kind: 'address-learned', phone, lid: lidUser }] : []
  })
}

/** Names are known for people without a message as well; whoever has no conversation yet is passed over by the office. */
function namesOf({ contacts }: HistorySet): ChannelFact[] {
  return contacts.flatMap(({ id, lid, phoneNumber, notify, verifiedName }): ChannelFact[] => {
    const pushName = notify || verifiedName
    if (!pushName || chatKindOf(id) !== 'person') return []
    const ids = [id, lid, phoneNumber].filter(value => value !== undefined)
    const lidOf = ids.find(value => value.endsWith('@lid'))
    const phoneOf = ids.find(value => value.endsWith('@s.whatsapp.net'))
    const peer = { phone: fromWhatsAppDigits(userOf(phoneOf) ?? ''), lid: userOf(lidOf) }
    return peer.phone === null && peer.lid === null ? [] : [{ kind: 'push-name', peer, pushName }]
  })
}
