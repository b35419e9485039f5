import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { proto } from '@whiskeysockets/baileys'
import { ODD_ANSWERS } from './odd-answers.ts'

/**
 * What goes wrong with a download: a status, other bytes than were sent, far too many, half of them, one byte after the other, or an
 * answer that no such server would give (`odd-answers.ts`, one after the other).
 */
export const MEDIA_FAULTS = ['404', '410', 'wrong-bytes', 'too-large', 'half', 'stalls', 'odd'] as const
export type MediaFault = (typeof MEDIA_FAULTS)[number]

export const MEDIA_KINDS = ['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const
export type MediaKind = (typeof MEDIA_KINDS)[number]

const FAMILIES = {
  image: 'Image',
  video: 'Video',
  audio: 'Audio',
  voice: 'Audio',
  document: 'Document',
  sticker: 'Image',
  history: 'History',
} satisfies Record<MediaKind | 'history', string>
/** What is sealed: contents of messages, and pieces of a phone's history. */
export type SealedKind = keyof typeof FAMILIES

const MAC_LENGTH = 10
const LARGEST_UPLOAD = 200 * 1024 * 1024
/** More than any client takes. */
const ENDLESS = 150 * 1024 * 1024
/** In which a slow server gives a content. */
const PIECES = 8

export interface StoredMedia {
  mediaKey: Buffer
  directPath: string
  fileSha256: Buffer
  fileEncSha256: Buffer
  fileLength: number
}

/** WhatsApp's media server: sealed contents under paths of their own. Who has no key can do nothing with them. */
export class MediaStore {
  readonly #contents = new Map<string, Buffer>()
  readonly #faults: MediaFault[] = []
  /** What a phone has given once more is there: whatever is planned to be gone is another content. */
  readonly #renewed = new Set<string>()
  #oddAnswers = 0
  /** The phones have deleted their pictures: nothing is uploaded again. */
  isLostOnPhones = false
  /** How long everything takes that is fetched or given; it comes in eight pieces. */
  slownessMs = 0
  downloads = 0
  uploads = 0

  /** The next `count` downloads meet this fault. */
  fail(fault: MediaFault, count = 1): void {
    for (let left = count; left > 0; left -= 1) this.#faults.push(fault)
  }

  clearFaults(): void {
    this.#faults.length = 0
    this.isLostOnPhones = false
    this.slownessMs = 0
  }

  /** Seals a content as a phone does, and keeps it. */
  seal(kind: SealedKind, bytes: Uint8Array): StoredMedia {
    const mediaKey = randomBytes(32)
    const keys = keysOf(mediaKey, kind)
    const cipher = createCipheriv('aes-256-cbc', keys.cipher, keys.iv)
    const ciphertext = Buffer.concat([cipher.update(bytes), cipher.final()])
    const sealed = Buffer.concat([ciphertext, macOf(keys, ciphertext)])
    return {
      mediaKey,
      directPath: this.#keep(sealed),
      fileSha256: createHash('sha256').update(bytes).digest(),
      fileEncSha256: createHash('sha256').update(sealed).digest(),
      fileLength: bytes.length,
    }
  }

  /** Opens what a client has given to the server, as the phone of whoever got the message does. */
  open(kind: MediaKind, mediaKey: Uint8Array, directPath: string): Buffer {
    const sealed = this.#contents.get(directPath)
    if (!sealed) throw new Error(`There is no content at ${directPath}`)
    const keys = keysOf(mediaKey, kind)
    const ciphertext = sealed.subarray(0, -MAC_LENGTH)
    if (!macOf(keys, ciphertext).equals(sealed.subarray(-MAC_LENGTH))) throw new Error('The content has another seal')
    const cipher = createDecipheriv('aes-256-cbc', keys.cipher, keys.iv)
    return Buffer.concat([cipher.update(ciphertext), cipher.final()])
  }

  /** A phone gives the same content to the server once more; undefined when it has it no longer. */
  renew(directPath: string): string | undefined {
    const sealed = this.#contents.get(directPath)
    if (!sealed || this.isLostOnPhones) return undefined
    const renewed = this.#keep(sealed)
    this.#renewed.add(renewed)
    return renewed
  }

  /** Says whether the request was one of a media server. */
  answer(request: IncomingMessage, response: ServerResponse): boolean {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    if (request.method === 'POST' && pathname.startsWith('/mms/')) {
      void this.#take(request, response)
      return true
    }
    if (request.method !== 'GET' || !pathname.startsWith('/v/')) return false
    this.#give(pathname, response)
    return true
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    let size = 0
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        size += chunk.length
        if (size > LARGEST_UPLOAD) return void response.writeHead(413).end()
        chunks.push(chunk)
      }
    } catch {
      // It broke off: there is nobody to answer.
      return
    }
    const sealed = Buffer.concat(chunks)
    await sleep(this.slownessMs)
    const path = this.#keep(sealed)
    this.uploads += 1
    response.writeHead(200, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ url: `https://mmg.whatsapp.net${path}`, direct_path: path }))
  }

  #give(path: string, response: ServerResponse): void {
    this.downloads += 1
    const sealed = this.#contents.get(path)
    const fault = this.#takeFault(path)
    if (!sealed || fault === '404') return void response.writeHead(404).end()
    if (fault === 'odd') return this.#giveOddly(sealed, response)
    if (fault === '410') return void response.writeHead(410).end()
    if (fault === 'too-large') return pour(response)
    if (fault === 'wrong-bytes') return void response.writeHead(200).end(randomBytes(sealed.length))
    response.writeHead(200, { 'content-length': sealed.length })
    if (fault !== 'half' && fault !== 'stalls') return void this.#sendAll(sealed, response)
    response.write(sealed.subarray(0, sealed.length / 2))
    if (fault === 'half') setImmediate(() => response.destroy())
  }

  #takeFault(path: string): MediaFault | undefined {
    const [next] = this.#faults
    const isToBeGone = next === '404' || next === '410'
    return isToBeGone && this.#renewed.has(path) ? undefined : this.#faults.shift()
  }

  async #sendAll(sealed: Buffer, response: ServerResponse): Promise<void> {
    if (this.slownessMs > 0) {
      const size = Math.ceil(sealed.length / PIECES)
      for (let piece = 0; piece < PIECES - 1; piece += 1) {
        response.write(sealed.subarray(piece * size, (piece + 1) * size))
        await sleep(this.slownessMs / PIECES)
      }
      response.end(sealed.subarray((PIECES - 1) * size))
    } else response.end(sealed)
  }

  #giveOddly(sealed: Buffer, response: ServerResponse): void {
    ODD_ANSWERS[this.#oddAnswers % ODD_ANSWERS.length]?.(sealed, response)
    this.#oddAnswers += 1
  }

  #keep(sealed: Buffer): string {
    const path = `/v/t62.7118-24/${randomBytes(12).toString('hex')}.enc`
    this.#contents.set(path, sealed)
    return path
  }
}

/** The answer to a device that asks for a content again: the new address, sealed with the key of the content. */
export function retryNotification(id: string, mediaKey: Uint8Array, directPath: string | undefined) {
  const { ResultType } = proto.MediaRetryNotification
  const result = directPath === undefined ? ResultType.NOT_FOUND : ResultType.SUCCESS
  const plain = proto.MediaRetryNotification.encode({
    stanzaId: id,
    result,
    ...(directPath && { directPath }),
  }).finish()
  const key = Buffer.from(hkdfSync('sha256', mediaKey, new Uint8Array(0), 'WhatsApp Media Retry Notification', 32))
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id))
  return { iv, ciphertext: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) }
}

function keysOf(mediaKey: Uint8Array, kind: SealedKind) {
  const bytes = Buffer.from(hkdfSync('sha256', mediaKey, new Uint8Array(0), `WhatsApp ${FAMILIES[kind]} Keys`, 112))
  return { iv: bytes.subarray(0, 16), cipher: bytes.subarray(16, 48), mac: bytes.subarray(48, 80) }
}

function macOf({ iv, mac }: ReturnType<typeof keysOf>, ciphertext: Buffer): Buffer {
  return createHmac('sha256', mac).update(iv).update(ciphertext).digest().subarray(0, MAC_LENGTH)
}

/** Bytes until the client has enough. */
function pour(response: ServerResponse): void {
  const block = Buffer.alloc(1024 * 1024)
  let sent = 0
  const more = () => {
    while (sent < ENDLESS) {
      sent += block.length
      if (!response.write(block)) return
    }
    response.end()
  }
  response.writeHead(200)
  response.on('drain', more)
  more()
}
