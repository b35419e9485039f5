import { randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { proto, type WASocket } from '@whiskeysockets/baileys'
import { z } from 'zod'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OutgoingMedia, OutgoingText } from '../channels/channel.ts'
import { contextOf, SECRET_LENGTH } from './encode-text.ts'
import { answerOf, MEDIA_HEADERS } from './fetch-media.ts'
import { deriveMediaKeys, type MediaFamily, measure, sealMedia } from './media-cipher.ts'
import { createPatience } from './patience.ts'
import type { OwnAddress } from './peer-address.ts'

const FAMILIES: Readonly<Record<OutgoingMedia['kind'], MediaFamily>> = {
  image: 'Image',
  sticker: 'Image',
  video: 'Video',
  voice: 'Audio',
  audio: 'Audio',
  document: 'Document',
}

/** A server that takes nothing for so long, or does not answer what it has taken, is given up. */
const SILENCE_MS = 60_000

const Uploaded = z.object({ url: z.url(), direct_path: z.string().startsWith('/') })

type Stored = Pick<
  proto.Message.IImageMessage,
  'url' | 'directPath' | 'mediaKey' | 'mediaKeyTimestamp' | 'fileSha256' | 'fileEncSha256' | 'fileLength' | 'mimetype'
>

/** Seals a content, gives it to WhatsApp's media server and builds the message that carries its key. */
export async function encodeMedia({
  message,
  media,
  own,
  socket,
  server,
  clock,
  signal,
}: {
  message: OutgoingText
  media: OutgoingMedia
  own: OwnAddress
  socket: Pick<WASocket, 'refreshMediaConn'>
  /** Replaces WhatsApp's own. */
  server: string | undefined
  clock: Clock
  signal: AbortSignal
}): Promise<Uint8Array> {
  const mediaKey = randomBytes(SECRET_LENGTH)
  const keys = deriveMediaKeys(mediaKey, FAMILIES[media.kind])
  // Read three times rather than written twice: nothing of it is put anywhere else on this disk.
  const plain = await measure(await media.read())
  const sealed = await measure(sealMedia(await media.read(), keys))
  const place = await upload({
    path: `/mms/${FAMILIES[media.kind].toLowerCase()}`,
    sealed,
    read: async () => Readable.from(sealMedia(await media.read(), keys)),
    socket,
    server,
    clock,
    signal,
  })
  const stored: Stored = {
    ...place,
    mediaKey,
    mediaKeyTimestamp: Math.floor(clock.now() / 1_000),
    fileSha256: plain.sha256,
    fileEncSha256: sealed.sha256,
    fileLength: plain.size,
    mimetype: media.mime,
  }
  return proto.Message.encode({
    ...contentOf(message, media, stored, contextOf(message, own)),
    messageContextInfo: { messageSecret: randomBytes(SECRET_LENGTH) },
  }).finish()
}

function contentOf(
  { body }: OutgoingText,
  { kind, name, width, height, seconds, waveform, thumbnail }: OutgoingMedia,
  stored: Stored,
  contextInfo: proto.IContextInfo | undefined,
): proto.IMessage {
  const common = { ...stored, ...(contextInfo && { contextInfo }) }
  const caption = body === '' ? {} : { caption: body }
  const size = width !== null && height !== null ? { width, height } : {}
  const preview = thumbnail === null ? {} : { jpegThumbnail: thumbnail }
  const length = seconds === null ? {} : { seconds: Math.max(1, Math.round(seconds)) }
  switch (kind) {
    case 'image':
      return { imageMessage: { ...common, ...caption, ...size, ...preview } }
    case 'video':
      return { videoMessage: { ...common, ...caption, ...size, ...preview, ...length } }
    case 'voice':
      // Some phones play a voice message only when its codec is named.
      return {
        audioMessage: {
          ...common,
          mimetype: voiceMime(stored.mimetype),
          ...length,
          ptt: true,
          ...(waveform === null ? {} : { waveform }),
        },
      }
    case 'audio':
      return { audioMessage: { ...common, ...length, ptt: false } }
    case 'sticker':
      return { stickerMessage: { ...common, ...size } }
    case 'document': {
      const document = { ...common, ...caption, ...preview, fileName: name, title: name }
      // With a caption it travels in a wrapper of its own.
      return body === ''
        ? { documentMessage: document }
        : { documentWithCaptionMessage: { message: { documentMessage: document } } }
    }
  }
}

function voiceMime(mime: string | null | undefined): string {
  return mime?.split(';', 1)[0] === 'audio/ogg' ? 'audio/ogg; codecs=opus' : (mime ?? '')
}

async function upload({
  path,
  sealed,
  read,
  socket,
  server,
  clock,
  signal,
}: {
  path: string
  sealed: { sha256: Buffer; size: number }
  read: () => Promise<Readable>
  socket: Pick<WASocket, 'refreshMediaConn'>
  server: string | undefined
  clock: Clock
  signal: AbortSignal
}): Promise<{ url: string; directPath: string }> {
  const { auth, hosts } = await socket.refreshMediaConn(false)
  const token = sealed.sha256.toString('base64url')
  const servers = server === undefined ? hosts.map(({ hostname }) => `https://${hostname}`) : [server]
  let problem = new MediaProblem('network')
  for (const place of servers) {
    const address = new URL(`${path}/${token}`, place)
    address.searchParams.set('auth', auth)
    address.searchParams.set('token', token)
    const headers = {
      ...MEDIA_HEADERS,
      'content-type': 'application/octet-stream',
      'content-length': String(sealed.size),
    }
    const patience = createPatience(clock, SILENCE_MS)
    const body = Readable.toWeb(Readable.from(patience.renewedBy(await read()))) as ReadableStream<Uint8Array>
    const request: RequestInit & { duplex: 'half' } = {
      method: 'POST',
      headers,
      body,
      duplex: 'half',
      redirect: 'error',
      signal: AbortSignal.any([signal, patience.signal]),
    }
    try {
      const response = await answerOf(fetch(address, request))
      const answer = Uploaded.safeParse(await response.json().catch(() => null))
      if (response.ok && answer.success) return { url: answer.data.url, directPath: answer.data.direct_path }
      // Its permission may have run out: the next try asks for a new one.
      if (response.status === 401 || response.status === 403) await socket.refreshMediaConn(true)
    } catch (error) {
      if (!(error instanceof MediaProblem)) throw error
      problem = patience.signal.aborted ? new MediaProblem('stalled', { cause: error }) : error
    } finally {
      patience.stop()
    }
  }
  throw problem
}
