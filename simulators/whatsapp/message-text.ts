import { getContentType, normalizeMessageContent, type proto } from '@whiskeysockets/baileys'

/** What a person would read in a message: its text, caption, edited text or reaction; null when there is none. */
export function textOf(message: proto.IMessage | null | undefined): string | null {
  const content = normalizeMessageContent(message ?? undefined)
  if (!content) return null
  return (
    content.conversation ||
    content.extendedTextMessage?.text ||
    content.imageMessage?.caption ||
    content.videoMessage?.caption ||
    content.documentMessage?.caption ||
    content.reactionMessage?.text ||
    content.locationMessage?.name ||
    content.contactMessage?.displayName ||
    content.pollCreationMessage?.name ||
    content.buttonsResponseMessage?.selectedDisplayText ||
    content.listResponseMessage?.title ||
    content.templateButtonReplyMessage?.selectedDisplayText ||
    (content.protocolMessage?.editedMessage ? textOf(content.protocolMessage.editedMessage) : null) ||
    null
  )
}

/** The protobuf field that holds the content, such as `conversation` or `imageMessage`. */
export function kindOf(message: proto.IMessage | null | undefined): string {
  return getContentType(normalizeMessageContent(message ?? undefined)) ?? 'unknown'
}

const MEDIA_KINDS = new Set([
  'imageMessage',
  'videoMessage',
  'audioMessage',
  'documentMessage',
  'stickerMessage',
  'ptvMessage',
  'contactMessage',
  'contactsArrayMessage',
  'locationMessage',
  'liveLocationMessage',
])

/** The `type` attribute of a message stanza. */
export function stanzaTypeOf(message: proto.IMessage): string {
  const kind = kindOf(message)
  if (kind === 'reactionMessage') return 'reaction'
  if (kind.startsWith('pollCreation') || kind === 'pollUpdateMessage') return 'poll'
  if (kind === 'eventMessage') return 'event'
  return MEDIA_KINDS.has(kind) ? 'media' : 'text'
}
