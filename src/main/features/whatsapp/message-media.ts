import { type proto, toNumber } from '@whiskeysockets/baileys'
import type { FileKind } from '#shared/domain/file.ts'
import type { ChannelMedia } from '../channels/channel.ts'
import type { MediaFamily } from './media-cipher.ts'
import { contentOf } from './message-kind.ts'

/** The fields that WhatsApp's kinds of media have, each of them some. */
export type MediaContent = proto.Message.IImageMessage &
  proto.Message.IVideoMessage &
  proto.Message.IAudioMessage &
  proto.Message.IDocumentMessage &
  proto.Message.IStickerMessage

interface MediaField {
  readonly kind: FileKind
  readonly family: MediaFamily
  readonly mime: string
}

/** By the field of `proto.Message` that is set; with what its content is when the sender does not say. */
const FIELDS: Readonly<Record<string, MediaField>> = {
  imageMessage: { kind: 'image', family: 'Image', mime: 'image/jpeg' },
  videoMessage: { kind: 'video', family: 'Video', mime: 'video/mp4' },
  ptvMessage: { kind: 'video', family: 'Video', mime: 'video/mp4' },
  audioMessage: { kind: 'audio', family: 'Audio', mime: 'audio/ogg' },
  documentMessage: { kind: 'document', family: 'Document', mime: 'application/octet-stream' },
  stickerMessage: { kind: 'sticker', family: 'Image', mime: 'image/webp' },
}

/** The content that a message carries, wrappers taken off; undefined when there is none, or no key to it. */
export function findMedia(message: proto.IMessage | null | undefined) {
  const found = contentOf(message)
  const field = found && FIELDS[found.type]
  const content = found?.content as MediaContent | undefined
  if (!field || !content?.mediaKey?.length || (!content.directPath && !content.url)) return undefined
  return { ...field, content, mediaKey: content.mediaKey }
}

export function readMedia(message: proto.IMessage | null | undefined): ChannelMedia | null {
  const found = findMedia(message)
  if (!found) return null
  const { content, kind, mime } = found
  const size = toNumber(content.fileLength)
  return {
    kind: kind === 'audio' && content.ptt ? 'voice' : kind,
    mime: content.mimetype || mime,
    name: content.fileName || content.title || null,
    size: size > 0 ? size : null,
    seconds: content.seconds ?? null,
    width: content.width ?? null,
    height: content.height ?? null,
    waveform: content.waveform?.length ? content.waveform : null,
    thumbnail: content.jpegThumbnail?.length ? content.jpegThumbnail : null,
  }
}

/** Whether the sender lets it be seen once only, in whichever way that is said. */
export function isSeenOnce(message: proto.IMessage | null | undefined): boolean {
  const inner = message?.ephemeralMessage?.message ?? message
  if (inner?.viewOnceMessage || inner?.viewOnceMessageV2 || inner?.viewOnceMessageV2Extension) return true
  return findMedia(message)?.content.viewOnce === true
}
