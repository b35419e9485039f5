import { proto, type WAMessage, type WASocket } from '@whiskeysockets/baileys'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import type { FetchedMedia, MediaOfMessage } from '../channels/channel.ts'
import { deriveMediaKeys, openMedia } from './media-cipher.ts'
import { findMedia, type MediaContent } from './message-media.ts'
import { jidOf } from './peer-address.ts'

export const MEDIA_SERVER = 'https://mmg.whatsapp.net'
/** WhatsApp answers nobody else. */
export const MEDIA_HEADERS = { origin: 'https://web.whatsapp.com' }

const ASK_TIMEOUT_MS = 30_000
/** The server has it no more, or the address has run out: in both cases the phone can help. */
const GONE = new Set([403, 404, 410])

/** The content of a message in WhatsApp's form, opened while it comes. `server` replaces WhatsApp's own. */
export function fetchMedia(raw: Uint8Array, server: string | undefined, signal: AbortSignal): FetchedMedia {
  const found = findMedia(proto.Message.decode(raw))
  if (!found) throw new MediaProblem('gone')
  const { content, family, mediaKey } = found
  const address = mediaAddress(content, server ?? MEDIA_SERVER)
  const sha256 = content.fileSha256?.length ? Buffer.from(content.fileSha256).toString('hex') : null
  return { sha256, content: openMedia(download(address, signal), deriveMediaKeys(mediaKey, family)) }
}

/**
 * The sender chooses the address, and could make this PC ask anything in its own network. So only the path is taken, on WhatsApp's
 * own server; where there is none, an address of WhatsApp's.
 */
export function mediaAddress({ directPath, url }: MediaContent, server: string): URL {
  const address = URL.parse(directPath || url || '', directPath ? server : undefined)
  const isOurs = address !== null && (address.origin === new URL(server).origin || isWhatsAppHost(address))
  if (!isOurs || address.username !== '' || address.password !== '') throw new MediaProblem('refused-address')
  return address
}

function isWhatsAppHost({ protocol, hostname, port }: URL): boolean {
  return protocol === 'https:' && port === '' && hostname.endsWith('.whatsapp.net')
}

async function* download(address: URL, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const response = await answerOf(fetch(address, { headers: MEDIA_HEADERS, redirect: 'error', signal }))
  if (!response.ok || !response.body) {
    await response.body?.cancel()
    throw new MediaProblem(GONE.has(response.status) ? 'gone' : 'network')
  }
  try {
    yield* response.body
  } catch (error) {
    throw new MediaProblem('network', { cause: error })
  }
}

export async function answerOf(asked: Promise<Response>): Promise<Response> {
  try {
    return await asked
  } catch (error) {
    throw new MediaProblem('network', { cause: error })
  }
}

/** Asks the phone that sent it to give it to the server once more. Answers with the message that knows the new address. */
export async function askForMedia(
  socket: Pick<WASocket, 'updateMediaMessage'>,
  { externalId, direction, peer, raw }: MediaOfMessage,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const remoteJid = jidOf(peer)
  const content = proto.Message.decode(raw)
  if (remoteJid === null || !findMedia(content)) throw new MediaProblem('gone')
  const message: WAMessage = { key: { remoteJid, id: externalId, fromMe: direction === 'out' }, message: content }
  await beforeTimeout(
    socket.updateMediaMessage(message),
    AbortSignal.any([signal, AbortSignal.timeout(ASK_TIMEOUT_MS)]),
  )
  return proto.Message.encode(content).finish()
}

/** Baileys would wait for ever for a phone that does not answer. */
async function beforeTimeout(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const timeout = Promise.withResolvers<never>()
  const end = () => timeout.reject(new MediaProblem('network'))
  signal.addEventListener('abort', end, { once: true })
  try {
    await Promise.race([work, timeout.promise])
  } catch (error) {
    throw error instanceof MediaProblem ? error : new MediaProblem('gone', { cause: error })
  } finally {
    signal.removeEventListener('abort', end)
  }
}
