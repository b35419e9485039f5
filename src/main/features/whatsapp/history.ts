import type { BaileysEventMap, proto, WAMessage } from '@whiskeysockets/baileys'
import { fromWhatsAppDigits } from '#shared/domain/phone-number.ts'
import type { Logger } from '../../logging/logger.ts'
import type { ChannelFact } from '../channels/channel.ts'
import type { JournalEnd } from './journal.ts'
import { chatKindOf, userOf } from './peer-address.ts'

type HistorySet = BaileysEventMap['messaging-history.set']

interface Entry {
  readonly facts: readonly ChannelFact[]
  readonly stanzaId: string | null
  readonly end: JournalEnd | null
}

interface Piece {
  readonly history: HistorySet
  readonly stanzaId: string | null
}

export interface HistoryImport {
  /** The phone says that a piece of history comes. Until it is stored its stanza stays in the journal. */
  announce(stanzaId: string | null | undefined, notification: proto.Message.IHistorySyncNotification): void
  add(history: HistorySet): void
  isExpecting(stanzaId: string): boolean
  expectNothing(): void
  stop(): void
}

/** Rows of one transaction, and then the event loop is free again. */
const SLICE = 100
const COMPLETE = 100

/** Takes in what was written before this PC was linked, a slice at a time. */
export function createHistoryImport({
  convert,
  store,
  log,
  onSyncProgress,
}: {
  convert: (message: WAMessage, isHistory: true) => Entry
  store: (entries: readonly Entry[]) => void
  log: Logger
  onSyncProgress: (percent: number | null) => void
}): HistoryImport {
  const announced: { stanzaId: string; syncType: unknown; chunkOrder: unknown }[] = []
  const waiting: Piece[] = []
  const importing = new Set<string>()
  let isRunning = false
  let isStopped = false

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
      await new Promise<void>(resolve => setImmediate(resolve))
    }
    store([{ facts: namesOf(history), stanzaId, end: 'stored' }])
    if (stanzaId !== null) importing.delete(stanzaId)
    log.info({ count: messages.length, syncType: history.syncType ?? undefined }, 'history was taken in')
    const progress = history.progress ?? null
    onSyncProgress(progress !== null && progress < COMPLETE ? progress : null)
  }

  function takeStanza({ syncType, chunkOrder }: HistorySet): string | null {
    const exact = announced.findIndex(
      candidate =>
        (candidate.syncType ?? null) === (syncType ?? null) && (candidate.chunkOrder ?? null) === (chunkOrder ?? null),
    )
    const [taken] = announced.splice(Math.max(exact, 0), 1)
    return taken?.stanzaId ?? null
  }

  return {
    announce(stanzaId, { syncType, chunkOrder }) {
      if (stanzaId) announced.push({ stanzaId, syncType, chunkOrder })
    },
    add(history) {
      const stanzaId = takeStanza(history)
      if (stanzaId !== null) importing.add(stanzaId)
      waiting.push({ history, stanzaId })
      if (!isRunning) void run().catch(error => log.error({ error }, 'history could not be taken in'))
    },
    isExpecting: stanzaId => announced.some(candidate => candidate.stanzaId === stanzaId) || importing.has(stanzaId),
    expectNothing() {
      announced.length = 0
    },
    stop() {
      isStopped = true
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
