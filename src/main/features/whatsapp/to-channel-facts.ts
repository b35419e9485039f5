import { proto, toNumber, type WAMessage } from '@whiskeysockets/baileys'
import type { ChannelFact, ChannelMessage, PeerAddress } from '../channels/channel.ts'
import { readAdReferral } from './ad-referral.ts'
import { openEdit } from './edited-message.ts'
import { contentOf, isNoise, readContent } from './message-kind.ts'
import { isSeenOnce, readMedia } from './message-media.ts'
import { type AddressBook, chatKindOf, lidJid, type OwnAddress, peerOf, phoneJid } from './peer-address.ts'

export interface Conversion {
  readonly own: OwnAddress
  readonly book: AddressBook
  /** The provider's form of an earlier message, for opening its edit. */
  findOriginal(externalId: string, direction: 'in' | 'out'): proto.IMessage | undefined
  readonly ignoresGroups: boolean
  /** For the rare message without a time. */
  readonly now: number
}

/** Facts, or the reason why there are none on purpose. */
export type Converted =
  | { readonly kind: 'facts'; readonly facts: readonly ChannelFact[] }
  | { readonly kind: 'ignored'; readonly reason: string }

/** The last millisecond that a `Date` can be. */
const LAST_INSTANT = 8.64e15

/** Of a message that is nothing but its text, or that is not here yet. */
export const NOTHING_MORE = { media: null, details: null, isForwarded: false, isViewOnce: false, isEphemeral: false }

/** The reason of what the office's setting leaves out. */
export const GROUP_IGNORED = 'a group, by setting'

const { StubType } = proto.WebMessageInfo
const { Type: ProtocolType } = proto.Message.ProtocolMessage

const CALL_STUBS = new Set<number>([StubType.CALL_MISSED_VOICE, StubType.CALL_MISSED_VIDEO])

/** Turns what WhatsApp says into our words. Throws for what it cannot make sense of: the caller keeps that raw. */
export function toChannelFacts(message: WAMessage, isHistory: boolean, conversion: Conversion): Converted {
  const chatKind = chatKindOf(message.key.remoteJid)
  if (chatKind !== 'person' && !isReadGroup(message, conversion)) {
    if (chatKind === 'unknown') throw new Error('A message of an unknown kind of chat')
    return ignored(chatKind === 'group' ? GROUP_IGNORED : `chat of kind ${chatKind}`)
  }
  const found = contentOf(message.message)
  const held = found?.type === 'protocolMessage' ? messagesHeldByPhone(found.content) : []
  if (held.length > 0) return joined(held.map(inner => toChannelFacts(inner, false, conversion)))

  const peer = peerOfMessage(message, conversion)
  if (!peer) return ignored('the own chat')
  if (!message.key.id) throw new Error('A message without an id')

  if (found?.type === 'protocolMessage')
    return aboutAnEarlierMessage(message, found.content, peer, isHistory, conversion)
  if (found?.type === 'secretEncryptedMessage') return facts(sealedEdit(message, found.content, peer, conversion))
  if (found?.type === 'reactionMessage') return reactionTo(message, found.content, peer, conversion)
  if (found && isNoise(found.type)) return ignored(found.type)
  const shown = found
    ? readableMessage(message, peer, isHistory, conversion)
    : placeholder(message, peer, isHistory, conversion)
  if (!shown) return ignored(`stub ${message.messageStubType ?? 'without content'}`)
  return facts({ kind: 'message', message: shown }, ...whatElseIsKnown(message, peer, isHistory))
}

/** The place of a message that could not be converted: nothing that a person sent is dropped. */
export function unsupportedMessage(message: WAMessage, isHistory: boolean, conversion: Conversion): ChannelFact | null {
  const peer = peerOfMessage(message, conversion)
  if (!peer || !message.key.id) return null
  return {
    kind: 'message',
    message: { ...skeleton(message, peer, isHistory, conversion), kind: 'unsupported', raw: encode(message.message) },
  }
}

/** With the setting off, what a person says in a group stands in the conversation with that person; our own words do not. */
function isReadGroup(message: WAMessage, { ignoresGroups }: Conversion): boolean {
  return chatKindOf(message.key.remoteJid) === 'group' && !ignoresGroups && !message.key.fromMe
}

function peerOfMessage(message: WAMessage, conversion: Conversion): PeerAddress | null {
  const { remoteJid, remoteJidAlt, participant, participantAlt } = message.key
  const jids = isReadGroup(message, conversion) ? [participant, participantAlt] : [remoteJid, remoteJidAlt]
  return peerOf(jids, conversion.own, conversion.book)
}

function readableMessage(
  message: WAMessage,
  peer: PeerAddress,
  isHistory: boolean,
  conversion: Conversion,
): ChannelMessage {
  const { kind, body, context, details } = readContent(message.message as proto.IMessage)
  const base = skeleton(message, peer, isHistory, conversion)
  const isViewOnce = isSeenOnce(message.message)
  // What the sender lets be seen once is not kept here.
  const media = isViewOnce ? null : readMedia(message.message)
  return {
    ...base,
    kind,
    // The file has its name itself.
    body: body === media?.name ? '' : body,
    details,
    media,
    isForwarded: (context?.isForwarded ?? false) || (context?.forwardingScore ?? 0) > 0,
    isViewOnce,
    isEphemeral: (message.message?.ephemeralMessage ?? null) !== null || (context?.expiration ?? 0) > 0,
    quotedExternalId: context?.stanzaId || null,
    adReferral: base.direction === 'in' ? readAdReferral(context) : null,
    raw: encode(message.message),
  }
}

/** A message whose content did not come: it may follow under the same id. */
function placeholder(
  message: WAMessage,
  peer: PeerAddress,
  isHistory: boolean,
  conversion: Conversion,
): ChannelMessage | null {
  const base = skeleton(message, peer, isHistory, conversion)
  const stub = message.messageStubType ?? 0
  if (message.key.isViewOnce) return { ...base, kind: 'view_once' }
  if (stub === StubType.CIPHERTEXT) return { ...base, kind: 'waiting' }
  if (CALL_STUBS.has(stub)) {
    const details = { kind: 'call', isVideo: stub === StubType.CALL_MISSED_VIDEO, isMissed: true } as const
    return { ...base, kind: 'call', details }
  }
  // Deleted before this PC was linked: its place stays.
  if (stub === StubType.REVOKE) return { ...base, kind: 'text' }
  return null
}

function skeleton(
  message: WAMessage,
  peer: PeerAddress,
  isHistory: boolean,
  { now }: Conversion,
): Omit<ChannelMessage, 'kind'> {
  return {
    externalId: message.key.id as string,
    direction: message.key.fromMe ? 'out' : 'in',
    peer,
    pushName: (!message.key.fromMe && (message.pushName || message.verifiedBizName)) || null,
    body: '',
    ...NOTHING_MORE,
    sentAt: sentAtOf(message, now),
    quotedExternalId: null,
    adReferral: null,
    raw: null,
    isHistory,
  }
}

/** History tells what became of a message in the same breath. */
function whatElseIsKnown(message: WAMessage, peer: PeerAddress, isHistory: boolean): ChannelFact[] {
  const externalId = message.key.id as string
  const direction = message.key.fromMe ? 'out' : 'in'
  const at = sentAtOf(message, 0)
  if (message.messageStubType === StubType.REVOKE) return [{ kind: 'deleted', externalId, direction, peer, at }]
  const status = isHistory && direction === 'out' ? statusOf(message.status) : null
  return status ? [{ kind: 'status', externalId, status, at }] : []
}

function aboutAnEarlierMessage(
  message: WAMessage,
  content: unknown,
  peer: PeerAddress,
  isHistory: boolean,
  conversion: Conversion,
): Converted {
  const protocol = content as proto.Message.IProtocolMessage
  const externalId = protocol.key?.id
  const direction = message.key.fromMe ? 'out' : 'in'
  if (protocol.type === ProtocolType.REVOKE && externalId) {
    return facts({ kind: 'deleted', externalId, direction, peer, at: sentAtOf(message, conversion.now) })
  }
  if (protocol.type === ProtocolType.MESSAGE_EDIT && externalId && protocol.editedMessage) {
    const { body } = readContent(protocol.editedMessage)
    const at = instantOf(toNumber(protocol.timestampMs)) ?? sentAtOf(message, conversion.now)
    return facts({ kind: 'edited', externalId, direction, peer, body, at })
  }
  if (protocol.type === ProtocolType.SHARE_PHONE_NUMBER) {
    // The number itself stands beside the LID in the stanza, and so in `peer`.
    const details = { kind: 'number_shared' } as const
    const shared = { ...skeleton(message, peer, isHistory, conversion), kind: 'number_shared', details } as const
    return facts({ kind: 'message', message: shared })
  }
  return ignored(`protocol message ${protocol.type ?? 'without a type'}`)
}

function reactionTo(message: WAMessage, content: unknown, peer: PeerAddress, { now }: Conversion): Converted {
  const { key, text } = content as proto.Message.IReactionMessage
  if (!key?.id) return ignored('a reaction to nothing')
  const from = message.key.fromMe ? 'out' : 'in'
  return facts({ kind: 'reaction', externalId: key.id, from, peer, emoji: text || null, at: sentAtOf(message, now) })
}

function sealedEdit(message: WAMessage, content: unknown, peer: PeerAddress, conversion: Conversion): ChannelFact {
  const sealed = content as proto.Message.ISecretEncryptedMessage
  const externalId = sealed.targetMessageKey?.id
  const direction = message.key.fromMe ? 'out' : 'in'
  const original = externalId ? conversion.findOriginal(externalId, direction) : undefined
  const edited = openEdit(sealed, original, authorsOf(direction, peer, conversion.own))
  if (!edited || !externalId) throw new Error('A sealed message that cannot be opened')
  // Not the stanza's time: it knows whole seconds only, and of two edits within one the later would count as the older.
  const at = instantOf(edited.timestampMs) ?? sentAtOf(message, conversion.now)
  return { kind: 'edited', externalId, direction, peer, body: readContent(edited.content).body, at }
}

/** LID first: it is the form of today. */
function authorsOf(direction: 'in' | 'out', peer: PeerAddress, own: OwnAddress): string[] {
  const { lid, phone } = direction === 'in' ? peer : own
  return [...(lid === null ? [] : [lidJid(lid)]), ...(phone === null ? [] : [phoneJid(phone)])]
}

/** What the office's phone answers when asked for a message that came without content (an ad lead). */
function messagesHeldByPhone(content: unknown): WAMessage[] {
  const { type, peerDataOperationRequestResponseMessage: answer } = content as proto.Message.IProtocolMessage
  if (type !== ProtocolType.PEER_DATA_OPERATION_REQUEST_RESPONSE_MESSAGE) return []
  return (answer?.peerDataOperationResult ?? []).flatMap(({ placeholderMessageResendResponse: held }) =>
    held?.webMessageInfoBytes ? [proto.WebMessageInfo.decode(held.webMessageInfoBytes) as WAMessage] : [],
  )
}

/** WhatsApp's status number of a message of ours. */
export function statusOf(status: number | null | undefined): 'sent' | 'delivered' | 'read' | null {
  const { Status } = proto.WebMessageInfo
  if (status === Status.SERVER_ACK) return 'sent'
  if (status === Status.DELIVERY_ACK) return 'delivered'
  return status === Status.READ || status === Status.PLAYED ? 'read' : null
}

/** Null for what no calendar has: whoever made it up would break every page that shows it. */
function instantOf(milliseconds: number): number | null {
  return milliseconds > 0 && milliseconds <= LAST_INSTANT ? milliseconds : null
}

function sentAtOf(message: WAMessage, otherwise: number): number {
  return instantOf(toNumber(message.messageTimestamp) * 1_000) ?? otherwise
}

function encode(message: proto.IMessage | null | undefined): Uint8Array | null {
  return message ? proto.Message.encode(message).finish() : null
}

function facts(...list: ChannelFact[]): Converted {
  return { kind: 'facts', facts: list }
}

function ignored(reason: string): Converted {
  return { kind: 'ignored', reason }
}

function joined(parts: readonly Converted[]): Converted {
  const all = parts.flatMap(part => (part.kind === 'facts' ? part.facts : []))
  return all.length > 0 ? { kind: 'facts', facts: all } : ignored('messages held by the phone, none of a person')
}
