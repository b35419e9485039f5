import { createHash } from 'node:crypto'
import { normalizeMessageContent, type proto, toNumber } from '@whiskeysockets/baileys'
import type { MediaKind, MediaStore } from './media-store.ts'

export interface SentMedia {
  kind: MediaKind
  bytes: Uint8Array
  mime: string
  caption?: string | undefined
  fileName?: string | undefined
  seconds?: number | undefined
  width?: number | undefined
  height?: number | undefined
  waveform?: Uint8Array | undefined
  thumbnail?: Uint8Array | undefined
}

/** A message with a content, sealed and given to the media server before. */
export function mediaMessage(store: MediaStore, media: SentMedia): proto.IMessage {
  const { kind, mime, caption, fileName, seconds, width, height, waveform, thumbnail } = media
  const common = {
    ...store.seal(kind, media.bytes),
    mimetype: mime,
    ...(thumbnail && { jpegThumbnail: thumbnail }),
  }
  const size = width && height ? { width, height } : {}
  const words = caption ? { caption } : {}
  const length = seconds === undefined ? {} : { seconds }
  switch (kind) {
    case 'image':
      return { imageMessage: { ...common, ...words, ...size } }
    case 'video':
      return { videoMessage: { ...common, ...words, ...size, ...length } }
    case 'voice':
      return { audioMessage: { ...common, ...length, ptt: true, ...(waveform && { waveform }) } }
    case 'audio':
      return { audioMessage: { ...common, ...length } }
    case 'sticker':
      return { stickerMessage: { ...common, ...size } }
    case 'document': {
      const documentMessage = { ...common, fileName: fileName ?? 'file', ...words }
      return caption ? { documentWithCaptionMessage: { message: { documentMessage } } } : { documentMessage }
    }
  }
}

/** The content of a message, found by whoever holds the message, and compared with what the message says of it. */
export function openMediaMessage(store: MediaStore, message: proto.IMessage) {
  const found = descriptorOf(message)
  if (!found) throw new Error('This message carries no content')
  const { kind, descriptor } = found
  const bytes = store.open(kind, descriptor.mediaKey ?? new Uint8Array(), descriptor.directPath ?? '')
  const isWhole = createHash('sha256')
    .update(bytes)
    .digest()
    .equals(descriptor.fileSha256 ?? new Uint8Array())
  if (!isWhole || toNumber(descriptor.fileLength) !== bytes.length) {
    throw new Error('The content is not the one that the message tells of')
  }
  return { kind, mime: descriptor.mimetype ?? '', bytes, fileName: descriptor.fileName ?? null }
}

type Descriptor = proto.Message.IDocumentMessage & proto.Message.IAudioMessage

export function descriptorOf(message: proto.IMessage): { kind: MediaKind; descriptor: Descriptor } | undefined {
  const content = normalizeMessageContent(message)
  const found: [MediaKind, Descriptor | null | undefined][] = [
    ['image', content?.imageMessage],
    ['video', content?.videoMessage],
    [content?.audioMessage?.ptt ? 'voice' : 'audio', content?.audioMessage],
    ['document', content?.documentMessage],
    ['sticker', content?.stickerMessage],
  ]
  for (const [kind, descriptor] of found) if (descriptor) return { kind, descriptor }
  return undefined
}
