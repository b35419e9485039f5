import { createCipheriv, createDecipheriv, createHash, createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { MediaProblem } from '#shared/domain/media-problem.ts'

/** WhatsApp makes other keys from the same secret for each of these. */
export type MediaFamily = 'Image' | 'Video' | 'Audio' | 'Document' | 'History'

const MAC_LENGTH = 10

export interface MediaKeys {
  readonly iv: Buffer
  readonly cipher: Buffer
  readonly mac: Buffer
}

export function deriveMediaKeys(secret: Uint8Array, family: MediaFamily): MediaKeys {
  const bytes = Buffer.from(hkdfSync('sha256', secret, new Uint8Array(0), `WhatsApp ${family} Keys`, 112))
  return { iv: bytes.subarray(0, 16), cipher: bytes.subarray(16, 48), mac: bytes.subarray(48, 80) }
}

/**
 * Opens a content while it comes. Its last bytes prove that it is whole and unchanged: they come last, so whoever reads may keep
 * nothing until the end. Throws MediaProblem.
 */
export async function* openMedia(source: AsyncIterable<Uint8Array>, keys: MediaKeys): AsyncGenerator<Uint8Array> {
  const cipher = createDecipheriv('aes-256-cbc', keys.cipher, keys.iv)
  const mac = createHmac('sha256', keys.mac).update(keys.iv)
  let held = Buffer.alloc(0)
  for await (const chunk of source) {
    const bytes = Buffer.concat([held, chunk])
    const end = Math.max(0, bytes.length - MAC_LENGTH)
    const sealed = bytes.subarray(0, end)
    held = bytes.subarray(end)
    mac.update(sealed)
    const opened = cipher.update(sealed)
    if (opened.length > 0) yield opened
  }
  const expected = mac.digest().subarray(0, MAC_LENGTH)
  if (held.length !== MAC_LENGTH || !timingSafeEqual(held, expected)) throw new MediaProblem('wrong-content')
  yield finish(cipher)
}

/** The content sealed as WhatsApp's servers keep it. */
export async function* sealMedia(source: AsyncIterable<Uint8Array>, keys: MediaKeys): AsyncGenerator<Uint8Array> {
  const cipher = createCipheriv('aes-256-cbc', keys.cipher, keys.iv)
  const mac = createHmac('sha256', keys.mac).update(keys.iv)
  for await (const chunk of source) {
    const sealed = cipher.update(chunk)
    mac.update(sealed)
    if (sealed.length > 0) yield sealed
  }
  const last = cipher.final()
  yield Buffer.concat([last, mac.update(last).digest().subarray(0, MAC_LENGTH)])
}

export async function measure(source: AsyncIterable<Uint8Array>): Promise<{ sha256: Buffer; size: number }> {
  const hash = createHash('sha256')
  let size = 0
  for await (const chunk of source) {
    hash.update(chunk)
    size += chunk.length
  }
  return { sha256: hash.digest(), size }
}

function finish(cipher: ReturnType<typeof createDecipheriv>): Buffer {
  try {
    return cipher.final()
  } catch (error) {
    throw new MediaProblem('wrong-content', { cause: error })
  }
}
