import { type AuthenticationCreds, proto, unpadRandomMax16, type WAVersion } from '@whiskeysockets/baileys'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { LinkState } from '#shared/domain/link-state.ts'
import type { Db } from '../../db/database.ts'
import type { Logger } from '../../logging/logger.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelSink } from '../channels/channel.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import { type Acks, createAcks } from './acks.ts'
import { type AuthStore, createAuthStore } from './auth-store.ts'
import { toBaileysLogger } from './baileys-log.ts'
import { createBoundedCache } from './bounded-cache.ts'
import { fetchHistory } from './fetch-history.ts'
import { createGroupCommit, type GroupCommit } from './group-commit.ts'
import type { HistorySurroundings } from './history.ts'
import { createJournal, type Journal } from './journal.ts'
import type { SocketCaches, SocketTimings } from './live-socket.ts'
import type { Pace } from './pace.ts'
import { type OwnAddress, userOf } from './peer-address.ts'
import { createPresenceWatch, type PresenceWatch } from './presence-watch.ts'
import { createReceiver, type Receiver } from './receive.ts'
import { createSender, type RestingPresence, type Sender } from './send.ts'
import { createSerial } from './serial.ts'
import { type MakeSignalRepository, repairedSignalRepository } from './signal-repository.ts'

/** What every linked number is given. */
export interface LinkWorld {
  readonly db: Db
  readonly secretBox: SecretBox
  readonly clock: Clock
  readonly log: Logger
  readonly random: () => number
  readonly whatsappUrl: string | undefined
  /** Another server than WhatsApp's for contents. */
  readonly mediaUrl: string | undefined
  readonly timings: SocketTimings
  readonly pace: Pace
  readonly ignoresGroups: () => boolean
  /** Whether customers see that the office is online. */
  readonly showsOnline: () => boolean
}

/** Asks WhatsApp which version it wants; null when that cannot be known. */
export type FindVersion = () => Promise<WAVersion | null>

export interface WhatsAppLinkOptions {
  readonly accountId: ChannelAccountId
  readonly world: LinkWorld
  readonly sink: ChannelSink
  readonly version: WAVersion | undefined
  readonly findVersion: FindVersion
  readonly resting: LinkState | null
  readonly lastConnectedAt: number | null
}

/** What lives as long as the link, over all its sockets. */
export interface LinkParts {
  readonly commit: GroupCommit
  readonly journal: Journal
  readonly store: AuthStore
  readonly acks: Acks
  readonly sender: Sender
  readonly watch: PresenceWatch
  readonly receiver: Receiver
  /** Set when a stanza or a ratchet could not be written: then nothing more is decrypted on that line, so that it is delivered again. */
  readonly recording: { isFailing: boolean }
  readonly caches: SocketCaches
  readonly makeSignalRepository: MakeSignalRepository
  readonly baileysLogger: ReturnType<typeof toBaileysLogger>
}

const HOUR = 60 * 60_000

export function assembleLink({
  accountId,
  world,
  sink,
  creds,
  onCannotStore,
  giveToBaileys,
  onSync,
}: {
  accountId: ChannelAccountId
  world: LinkWorld
  sink: ChannelSink
  creds: () => AuthenticationCreds | undefined
  onCannotStore: () => void
} & Pick<HistorySurroundings, 'giveToBaileys' | 'onSync'>): LinkParts {
  const { db, clock, random, log, secretBox } = world
  const recording = { isFailing: false }
  const commit = createGroupCommit({
    db,
    onFailed(error) {
      // Nothing of it was acknowledged and nothing more is decrypted on this line: WhatsApp delivers it again on the next.
      recording.isFailing = true
      log.error({ error }, 'what came in could not be written; the line is cut')
      onCannotStore()
    },
  })
  const journal = createJournal({ db, accountId, clock, commit })
  const store = createAuthStore({
    db,
    accountId,
    secretBox,
    journal,
    commit,
    onPairsLearned: pairs => receiver.learnPairs(pairs),
  })
  const receiver: Receiver = createReceiver({
    db,
    accountId,
    sink,
    journal,
    commit,
    clock,
    log,
    onCannotStore,
    history: {
      giveToBaileys,
      onSync,
      retryMs: world.timings.historyRetryMs,
      fetch: (notification, signal) => fetchHistory(notification, { server: world.mediaUrl, clock, signal }),
    },
    conversion: () => ({
      own: ownAddressOf(creds()),
      book: store,
      now: clock.now(),
      ignoresGroups: world.ignoresGroups(),
      findOriginal,
    }),
  })
  const acks = createAcks(clock)

  function findOriginal(externalId: string, direction: 'in' | 'out'): proto.IMessage | undefined {
    const padded = journal.findPlaintextOf(externalId)
    if (padded) {
      const message = proto.Message.decode(unpadRandomMax16(padded))
      return message.deviceSentMessage?.message ?? message
    }
    const sent = direction === 'out' ? sink.findSent(accountId, externalId) : null
    return sent ? proto.Message.decode(sent) : undefined
  }

  return {
    commit,
    journal,
    store,
    acks,
    receiver,
    recording,
    watch: createPresenceWatch({ clock, showsOnline: world.showsOnline }),
    sender: createSender({ acks, clock, random, pace: world.pace, presence: () => presenceOf(world), log }),
    caches: {
      retries: createBoundedCache({ clock, lifetimeMs: HOUR, capacity: 5_000 }),
      placeholders: createBoundedCache({ clock, lifetimeMs: HOUR, capacity: 5_000 }),
      devices: createBoundedCache({ clock, lifetimeMs: HOUR / 12, capacity: 5_000 }),
    },
    makeSignalRepository: repairedSignalRepository({
      journal,
      ratchet: createSerial(),
      clock,
      canRecord: () => !recording.isFailing,
    }),
    baileysLogger: toBaileysLogger(log),
  }
}

/** As what the office is seen. WhatsApp leaves the phone silent while it is online here, so it is not by itself. */
export function presenceOf({ showsOnline }: Pick<LinkWorld, 'showsOnline'>): RestingPresence {
  return showsOnline() ? 'available' : 'unavailable'
}

export function ownAddressOf(creds: AuthenticationCreds | undefined): OwnAddress {
  return { phone: userOf(creds?.me?.id), lid: userOf(creds?.me?.lid) }
}
