import { normalizeMessageContent, proto, toNumber } from '@whiskeysockets/baileys'
import type { Contact } from './contact.ts'
import { descriptorOf } from './contact-media.ts'
import type { MediaKind } from './media-store.ts'
import { kindOf, textOf } from './message-text.ts'
import type { SimulatorRecord } from './record.ts'

/** One message as the phone of a customer shows it, with everything that was said about it later. */
export interface TalkLine {
  id: string
  from: 'contact' | 'office'
  /** The protobuf field that holds the content. */
  kind: string
  text: string | null
  at: number
  receiptedAt: number | null
  readAt: number | null
  refusedWith: string | null
  media: TalkMedia | null
  details: TalkDetails | null
  quoted: { id: string; text: string | null; kind: string } | null
  reactions: { from: 'contact' | 'office'; emoji: string }[]
  isEdited: boolean
  isDeleted: boolean
  isForwarded: boolean
  isViewOnce: boolean
  isEphemeral: boolean
}

export interface TalkMedia {
  kind: MediaKind
  mime: string
  fileName: string | null
  size: number
  seconds: number | null
  width: number | null
  height: number | null
}

export type TalkDetails =
  | { kind: 'location'; latitude: number; longitude: number; name: string | null; address: string | null }
  | { kind: 'contacts'; people: { name: string; phone: string | null }[] }
  | { kind: 'poll'; question: string; options: string[] }

const { Type: ProtocolType } = proto.Message.ProtocolMessage

/** The chat between one customer and the office, oldest first: edits, deletions and reactions stand where they belong. */
export function talkOf(contact: Contact, record: SimulatorRecord): TalkLine[] {
  const theirs = record.fromContacts.filter(row => row.contact === contact.id)
  const ours = record.fromOffice
    .filter(row => row.contact === contact.id && row.ignoredBecause === null)
    .map(row => ({ ...row, receiptedAt: null, readAt: null, refusedWith: null }))
  const rows = [
    ...theirs.map(row => ({ row, from: 'contact' as const })),
    ...ours.map(row => ({ row, from: 'office' as const })),
  ].sort((one, other) => one.row.at - other.row.at)

  const lines = new Map<string, TalkLine>()
  for (const { row, from } of rows) {
    const message = contact.messageOf(row.id)
    const content = normalizeMessageContent(message)
    if (!message || !content || applies(content, { from, lines, contact })) continue
    const editedText = contact.editedTextOf(row.id)
    const { id, at, receiptedAt, readAt, refusedWith } = row
    const context = contextOf(content)
    const quoted = context?.stanzaId ? lines.get(context.stanzaId) : undefined
    lines.set(id, {
      ...{ id, from, at, receiptedAt, readAt, refusedWith },
      kind: kindOf(message),
      text: editedText ?? textOf(message),
      media: mediaOf(message),
      details: detailsOf(content),
      quoted: quoted ? { id: quoted.id, text: quoted.text, kind: quoted.kind } : null,
      reactions: [],
      isEdited: editedText !== undefined,
      isDeleted: false,
      isForwarded: context?.isForwarded ?? false,
      isViewOnce: Boolean(
        message.ephemeralMessage?.message?.viewOnceMessageV2 ?? message.viewOnceMessageV2 ?? message.viewOnceMessage,
      ),
      isEphemeral: Boolean(message.ephemeralMessage) || (context?.expiration ?? 0) > 0,
    })
  }
  return [...lines.values()]
}

/** Whether it is about an earlier message, which then carries it; the protocol's own talk is about nothing that is shown. */
function applies(
  content: proto.IMessage,
  { from, lines, contact }: { from: TalkLine['from']; lines: ReadonlyMap<string, TalkLine>; contact: Contact },
): boolean {
  const { reactionMessage, protocolMessage, secretEncryptedMessage } = content
  if (reactionMessage) {
    const target = lines.get(reactionMessage.key?.id ?? '')
    if (!target) return true
    const others = target.reactions.filter(reaction => reaction.from !== from)
    target.reactions = reactionMessage.text ? [...others, { from, emoji: reactionMessage.text }] : others
    return true
  }
  // A customer's own sealed edit is known by what was typed (`editedTextOf`).
  if (secretEncryptedMessage) return true
  if (!protocolMessage) return false
  const target = lines.get(protocolMessage.key?.id ?? '')
  // Nobody deletes or changes what the other side said.
  if (target?.from !== from) return true
  if (protocolMessage.type === ProtocolType.REVOKE) target.isDeleted = true
  if (protocolMessage.type === ProtocolType.MESSAGE_EDIT) {
    // A customer may have changed it once more since, sealed.
    const typed = from === 'contact' ? contact.editedTextOf(target.id) : undefined
    target.text = typed ?? textOf(protocolMessage.editedMessage)
    target.isEdited = true
  }
  return true
}

function contextOf(content: proto.IMessage): proto.IContextInfo | undefined {
  const found = Object.values(content).find(
    (value): value is { contextInfo: proto.IContextInfo } =>
      (value as { contextInfo?: unknown } | null)?.contextInfo != null,
  )
  return found?.contextInfo
}

function mediaOf(message: proto.IMessage): TalkMedia | null {
  const found = descriptorOf(message)
  if (!found?.descriptor.mediaKey?.length) return null
  const { kind, descriptor } = found
  const { width, height } = descriptor as { width?: number | null; height?: number | null }
  return {
    kind,
    mime: descriptor.mimetype ?? '',
    fileName: descriptor.fileName ?? null,
    size: toNumber(descriptor.fileLength),
    seconds: descriptor.seconds ?? null,
    width: width ?? null,
    height: height ?? null,
  }
}

function detailsOf(content: proto.IMessage): TalkDetails | null {
  const { locationMessage: place, contactMessage, contactsArrayMessage } = content
  if (place) {
    const [latitude, longitude] = [place.degreesLatitude ?? 0, place.degreesLongitude ?? 0]
    return { kind: 'location', latitude, longitude, name: place.name || null, address: place.address || null }
  }
  const cards = contactsArrayMessage?.contacts ?? (contactMessage ? [contactMessage] : [])
  if (cards.length > 0) {
    const people = cards.map(({ displayName, vcard }) => ({ name: displayName ?? '', phone: phoneIn(vcard ?? '') }))
    return { kind: 'contacts', people }
  }
  const poll = content.pollCreationMessage ?? content.pollCreationMessageV2 ?? content.pollCreationMessageV3
  if (!poll) return null
  return {
    kind: 'poll',
    question: poll.name ?? '',
    options: (poll.options ?? []).map(option => option.optionName ?? ''),
  }
}

function phoneIn(vcard: string): string | null {
  return /^(?:[\w-]+\.)?TEL[^:]*:(?<number>.+)$/imu.exec(vcard)?.groups?.['number']?.trim() ?? null
}
