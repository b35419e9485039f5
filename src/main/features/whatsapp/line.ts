import {
  type AuthenticationCreds,
  type BaileysEventMap,
  type BinaryNode,
  proto,
  type SignalKeyStore,
  type WAMessageKey,
  type WASocket,
  type WAVersion,
} from '@whiskeysockets/baileys'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { ChannelSink } from '../channels/channel.ts'
import { ackTime } from './acks.ts'
import { baileysCode } from './baileys-code.ts'
import type { JournalledStanza } from './journal.ts'
import type { LinkParts, LinkWorld } from './link-parts.ts'
import { openSocket, type SocketEars } from './live-socket.ts'
import { isForeignChat } from './peer-address.ts'

/** What a line tells whoever opened it, until it is hung up. */
export interface LineEars {
  onConnectionUpdate(update: BaileysEventMap['connection.update'], socket: WASocket): void
  onCredsUpdate(update: BaileysEventMap['creds.update']): void
  onPasskeyDemand(): void
  onQueryRefused(): void
  /** Once. */
  onClosed(close: { code: number | null; isPortal: boolean; reason: string | undefined }): void
}

/** One socket, wired to the parts that outlive it. */
export interface Line {
  readonly socket: WASocket
  answers(): Promise<boolean>
  /** Whether the server is known to have heard of it. */
  tellRead(messages: WAMessageKey[]): Promise<boolean>
  logOut(): Promise<void>
  cut(): void
  close(): Promise<void>
  /** From here on the line is silent; what it still says of messages is heard by the receiver alone. */
  hangUp(): void
  /** Gives Baileys a stanza of the journal as if it had just come. */
  emitAgain(stanza: JournalledStanza): void
}

export function openLine({
  accountId,
  world,
  parts,
  sink,
  version,
  creds,
  keys,
  ears,
}: {
  accountId: ChannelAccountId
  world: LinkWorld
  parts: LinkParts
  sink: ChannelSink
  version: WAVersion
  creds: AuthenticationCreds
  keys: SignalKeyStore
  ears: LineEars
}): Line {
  const { receiver, journal, acks, recording, commit } = parts
  let isHungUp = false
  let isEmittingAgain = false

  function close(code: number | null, isPortal: boolean, reason?: string): void {
    if (isHungUp) return
    isHungUp = true
    ears.onClosed({ code, isPortal, reason })
  }

  const isIgnored = (jid: string) => isForeignChat(jid, world.ignoresGroups())

  function record(node: BinaryNode): void {
    if (!isEmittingAgain && !isIgnored(node.attrs.from ?? '')) journal.record(node)
  }

  const socketEars: SocketEars = {
    onEvent(event, data) {
      receiver.hear(event, data)
      if (isHungUp) return
      if (event === 'creds.update') ears.onCredsUpdate(data as BaileysEventMap['creds.update'])
      if (event !== 'connection.update') return
      const update = data as BaileysEventMap['connection.update']
      ears.onConnectionUpdate(update, live.socket)
      const error = update.lastDisconnect?.error
      if (update.connection === 'close') close(baileysCode(error), false, error?.message)
    },
    whenWritten: commit.whenWritten,
    onMessageStanza: record,
    onMessageAck(node) {
      const { id, error, t } = node.attrs
      if (acks.receive(node) || error || !id) return
      // Nobody waits any more, and it was sent all the same.
      receiver.tell([{ kind: 'status', externalId: id, status: 'sent', at: ackTime(t, world.clock) }])
    },
    onPasskeyDemand: () => isHungUp || ears.onPasskeyDemand(),
    onQueryRefused: () => isHungUp || ears.onQueryRefused(),
    onPortal: httpStatus => close(httpStatus, true),
  }

  receiver.expectNothing()
  commit.dropFrames()
  recording.isFailing = false
  const live = openSocket({
    creds,
    keys,
    version,
    url: world.whatsappUrl,
    timings: world.timings,
    caches: parts.caches,
    logger: parts.baileysLogger,
    makeSignalRepository: parts.makeSignalRepository,
    isIgnored,
    getMessage(externalId) {
      const sent = sink.findSent(accountId, externalId)
      return sent ? proto.Message.decode(sent) : undefined
    },
    ears: socketEars,
  })

  return {
    socket: live.socket,
    answers: live.answers,
    async tellRead(messages) {
      await live.socket.readMessages(messages)
      // Nobody confirms them, but what is asked after them is answered after them: then they are there, whatever becomes of us.
      return live.answers()
    },
    logOut: live.logOut,
    cut: live.cut,
    close: live.close,
    hangUp() {
      isHungUp = true
    },
    emitAgain({ node }) {
      isEmittingAgain = true
      live.socket.ws.emit('CB:message', node)
      isEmittingAgain = false
    },
  }
}
