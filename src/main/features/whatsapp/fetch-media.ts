import { proto, type WAMessage, type WASocket } from '@whiskeysockets/baileys'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import type { Clock } from '../../ports/clock.ts'
import { wakeIn } from '../../ports/wake-in.ts'
import type { FetchedMedia, MediaOfMessage } from '../channels/channel.ts'
import { baileysCode } from './baileys-code.ts'
import { deriveMediaKeys, openMedia } from './media-cipher.ts'
import { findMedia, type MediaContent } from './message-media.ts'
import { jidOf } from './peer-address.ts'

export const MEDIA_SERVER = 'https://mmg.whatsapp.net'
/** WhatsApp answers nobody else. */
export const MEDIA_HEADERS = { origin: 'https://web.whatsapp.com' }

const ASK_TIMEOUT_MS = 30_000
const SILENCE_MS = 30_000
/** The server has it no more, or the address has run out: in both cases the phone can help. */
const GONE = new Set([403, 404, 410])

interface Fetching {
  /** Replaces WhatsApp's own. */
  readonly server: string | undefined
  readonly clock: Clock
  readonly signal: AbortSignal
}

/** The content of a message in WhatsApp's form, opened while it comes. */
export function fetchMedia(raw: Uint8Array, { server, clock, signal }: Fetching): FetchedMedia {
  const found = findMedia(proto.Message.decode(raw))
  if (!found) throw new MediaProblem('gone')
  const { content, family, mediaKey } = found
  const address = mediaAddress(content, server ?? MEDIA_SERVER)
  const sha256 = content.fileSha256?.length ? Buffer.from(content.fileSha256).toString('hex') : null
  return { sha256, content: openMedia(download(address, clock, signal), deriveMediaKeys(mediaKey, family)) }
}

/**
 * The sender chooses the address, and could make this PC ask anything in its own network. So only the path is taken, on WhatsApp's
 * own server; where there is none, an address of WhatsApp's.
 */
export function mediaAddress({ directPath, url }: Pick<MediaContent, 'directPath' | 'url'>, server: string): URL {
  const address = URL.parse(directPath || url || '', directPath ? server : undefined)
  const isOurs = address !== null && (address.origin === new URL(server).origin || isWhatsAppHost(address))
  if (!isOurs || address.username !== '' || address.password !== '') throw new MediaProblem('refused-address')
  return address
}

function isWhatsAppHost({ protocol, hostname, port }: URL): boolean {
  return protocol === 'https:' && port === '' && hostname.endsWith('.whatsapp.net')
}

/** A server that says nothing for a while is given up, however much it has sent before. */
export async function* download(address: URL, clock: Clock, signal: AbortSignal): AsyncGenerator<Uint8Array> {
  const silence = new AbortController()
  const listen = () => wakeIn(clock, SILENCE_MS, () => silence.abort())
  const problem = (cause: unknown) => new MediaProblem(silence.signal.aborted ? 'stalled' : 'network', { cause })
  let stopListening = listen()
  try {
    const ended = AbortSignal.any([signal, silence.signal])
    const response = await fetch(address, { headers: MEDIA_HEADERS, redirect: 'error', signal: ended }).catch(error => {
      throw problem(error)
    })
    if (!response.ok || !response.body) {
      await response.body?.cancel()
      throw new MediaProblem(GONE.has(response.status) ? 'gone' : 'network')
    }
    const chunks = response.body[Symbol.asyncIterator]()
    try {
      for (;;) {
        const next = await chunks.next().catch(error => {
          throw problem(error)
        })
        stopListening()
        if (next.done === true) return
        // Whoever takes it may take its time.
        yield next.value
        stopListening = listen()
      }
    } finally {
      await chunks.return?.()
    }
  } finally {
    stopListening()
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

/** NOT_FOUND, DECRYPTION_ERROR and GENERAL_ERROR of a phone, as Baileys numbers them. */
const PHONES_REFUSALS = new Set([404, 412, 418])

/** A line that closes in the meantime ends the waiting too, with a code of its own (428, 408, 515 …): the phone is asked again. */
function isPhonesAnswer(error: unknown): boolean {
  const code = baileysCode(error)
  return code === null || PHONES_REFUSALS.has(code)
}

/** Baileys would wait for ever for a phone that does not answer. */
async function beforeTimeout(work: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const timeout = Promise.withResolvers<never>()
  const end = () => timeout.reject(new MediaProblem('network'))
  signal.addEventListener('abort', end, { once: true })
  try {
    await Promise.race([work, timeout.promise])
  } catch (error) {
    if (error instanceof MediaProblem) throw error
    throw new MediaProblem(isPhonesAnswer(error) ? 'gone' : 'network', { cause: error })
  } finally {
    signal.removeEventListener('abort', end)
  }
}
