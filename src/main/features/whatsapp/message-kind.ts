import { getContentType, normalizeMessageContent, type proto } from '@whiskeysockets/baileys'
import type { MessageKind } from '#shared/domain/message.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { readDetails } from './message-cards.ts'

/** What a message shows, whatever it was wrapped in. */
export interface ReadContent {
  readonly kind: MessageKind
  /** Text, caption, or the name of what was sent. */
  readonly body: string
  readonly context: proto.IContextInfo | null
  readonly details: MessageDetails | null
}

type Content = Record<string, unknown>
type Reader = (content: Content) => { kind: MessageKind; body: string | null | undefined }

const text =
  (read: (content: Content) => unknown): Reader =>
  content => ({
    kind: 'text',
    body: asText(read(content)),
  })
const shown =
  (kind: MessageKind, ...names: string[]): Reader =>
  content => ({
    kind,
    body: names.map(name => asText(content[name])).find(value => value) ?? '',
  })

const poll = shown('poll', 'name')

/** By the field of `proto.Message` that is set (whatsapp.md 3.5). What is not here is kept raw and shown as unsupported. */
const READERS: Readonly<Record<string, Reader>> = {
  extendedTextMessage: text(content => content.text),
  buttonsResponseMessage: text(content => content.selectedDisplayText),
  listResponseMessage: text(content => asText(content.title) ?? content.description),
  templateButtonReplyMessage: text(content => content.selectedDisplayText),
  interactiveResponseMessage: text(content => at(content, 'body', 'text')),
  buttonsMessage: text(content => content.contentText),
  listMessage: text(content => lines(content.title, content.description)),
  interactiveMessage: text(content => at(content, 'body', 'text')),
  templateMessage: text(
    content =>
      asText(at(content, 'hydratedTemplate', 'hydratedContentText')) ??
      asText(at(content, 'hydratedFourRowTemplate', 'hydratedContentText')) ??
      at(content, 'interactiveMessageTemplate', 'body', 'text'),
  ),
  highlyStructuredMessage: text(content => at(content, 'hydratedHsm', 'hydratedTemplate', 'hydratedContentText')),
  imageMessage: shown('image', 'caption'),
  videoMessage: shown('video', 'caption'),
  ptvMessage: shown('video', 'caption'),
  documentMessage: shown('document', 'caption', 'fileName'),
  stickerMessage: shown('sticker'),
  stickerPackMessage: shown('sticker', 'name'),
  audioMessage: content => ({ kind: content.ptt === true ? 'voice' : 'audio', body: '' }),
  locationMessage: shown('location', 'name', 'address', 'comment'),
  liveLocationMessage: shown('location', 'caption'),
  contactMessage: shown('contact', 'displayName'),
  contactsArrayMessage: shown('contact', 'displayName'),
  pollCreationMessage: poll,
  pollCreationMessageV2: poll,
  pollCreationMessageV3: poll,
  pollCreationMessageV5: poll,
  orderMessage: shown('order', 'orderTitle', 'message'),
  productMessage: content => ({ kind: 'product', body: asText(at(content, 'product', 'title')) }),
  eventMessage: shown('event', 'name'),
  albumMessage: shown('album'),
  groupInviteMessage: shown('invite', 'groupName', 'caption'),
  callLogMesssage: shown('call'),
  requestPhoneNumberMessage: shown('number_request'),
}

/**
 * Messages about messages, and the protocol's own talk: none of them has a place of its own in a conversation. Edits and deletions are
 * read elsewhere.
 */
const NOISE = new Set([
  'protocolMessage',
  'reactionMessage',
  'encReactionMessage',
  'pollUpdateMessage',
  'pinInChatMessage',
  'keepInChatMessage',
  'encEventResponseMessage',
  'messageHistoryBundle',
  'messageHistoryNotice',
  'placeholderMessage',
])

/** The one field that is set, wrappers taken off; undefined when there is none. */
export function contentOf(message: proto.IMessage | null | undefined): { type: string; content: unknown } | undefined {
  let current = normalizeMessageContent(message ?? undefined)
  // Baileys takes off the wrappers it knows; a newer one has the same shape: a message in a field of its own.
  for (let depth = 0; depth < 5; depth += 1) {
    const type = current && (getContentType(current) ?? (current.call ? 'call' : undefined))
    if (!current || !type) return undefined
    const content: unknown = current[type as keyof proto.IMessage]
    const wrapped = (content as { message?: proto.IMessage } | null)?.message
    if (typeof wrapped !== 'object' || wrapped === null || type in READERS) return { type, content }
    current = normalizeMessageContent(wrapped)
  }
  return undefined
}

export function isNoise(type: string): boolean {
  return NOISE.has(type)
}

export function readContent(message: proto.IMessage): ReadContent {
  const found = contentOf(message)
  const nothing = { body: '', context: null, details: null }
  if (!found) return { ...nothing, kind: 'unsupported' }
  if (found.type === 'conversation') return { ...nothing, kind: 'text', body: asText(found.content) ?? '' }
  if (found.type === 'call') return { ...nothing, kind: 'call' }
  const content = found.content as Content
  const context = (content.contextInfo as proto.IContextInfo | null | undefined) ?? null
  const read = READERS[found.type]?.(content)
  // A text without words is something that we do not understand yet.
  if (!read || (read.kind === 'text' && !read.body)) return { ...nothing, kind: 'unsupported', context }
  return { kind: read.kind, body: read.body ?? '', context, details: readDetails(found.type, content) }
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

function at(content: unknown, ...path: string[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Content | null | undefined)?.[name], content)
}

function lines(...parts: unknown[]): string {
  return parts
    .map(asText)
    .filter(part => part !== undefined)
    .join('\n')
}
