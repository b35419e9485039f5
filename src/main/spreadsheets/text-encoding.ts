import type { TextEncoding } from '#shared/domain/table-file.ts'
import type { Bytes } from './table-row.ts'

/** Of so many bytes it is seen whether every second one is zero. */
const LOOKED_AT = 4_000

/**
 * What a text is written in: by its byte order mark, by the zeros of UTF-16, by whether all of it is UTF-8; and what is none of these
 * comes from a Turkish Windows. Reads the whole text, because one letter at the end may decide.
 */
export async function detectEncoding(bytes: Bytes): Promise<TextEncoding> {
  const strict = new TextDecoder('utf-8', { fatal: true })
  let head = new Uint8Array()
  let isUtf8 = true
  for await (const chunk of bytes) {
    if (head.byteLength < LOOKED_AT) head = Buffer.concat([head, chunk]).subarray(0, LOOKED_AT)
    isUtf8 &&= decodes(strict, chunk)
    if (!isUtf8 && head.byteLength >= LOOKED_AT) break
  }
  const told = toldByItsHead(head)
  if (told !== null) return told
  return isUtf8 && decodes(strict, undefined) ? 'utf-8' : 'windows-1254'
}

function toldByItsHead(head: Uint8Array): TextEncoding | null {
  const [first, second] = head
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const zerosAt = (parity: 0 | 1) => head.filter((byte, index) => index % 2 === parity && byte === 0).length
  const pairs = head.byteLength / 2
  if (pairs < 2) return null
  if (zerosAt(1) > pairs * 0.4) return 'utf-16le'
  return zerosAt(0) > pairs * 0.4 ? 'utf-16be' : null
}

function decodes(decoder: TextDecoder, chunk: Uint8Array | undefined): boolean {
  try {
    decoder.decode(chunk, { stream: chunk !== undefined })
    return true
  } catch {
    return false
  }
}

/** The text, piece by piece; a byte order mark is left out, and what is no letter in this encoding shows as one that is not known. */
export async function* decodeText(bytes: Bytes, encoding: TextEncoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of bytes) {
    const text = decoder.decode(chunk, { stream: true })
    if (text !== '') yield text
  }
  const rest = decoder.decode()
  if (rest !== '') yield rest
}

/** The first letters of a text. */
export async function readHead(bytes: Bytes, encoding: TextEncoding, length: number): Promise<string> {
  let head = ''
  for await (const text of decodeText(bytes, encoding)) {
    head += text
    if (head.length >= length) break
  }
  return head.slice(0, length)
}
