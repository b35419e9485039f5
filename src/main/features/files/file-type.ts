import type { FileKind } from '#shared/domain/file.ts'

/** How many first bytes `detectMime` looks at. */
export const HEAD_LENGTH = 1_024

const UNKNOWN = 'application/octet-stream'

/** Shown inside the page: a browser can only paint or play them. SVG and HTML run scripts and are not here. */
const INLINE = new Set([
  ...['image/avif', 'image/bmp', 'image/gif', 'image/jpeg', 'image/png', 'image/webp'],
  ...['video/mp4', 'video/webm'],
  ...['audio/aac', 'audio/flac', 'audio/mp4', 'audio/mpeg', 'audio/ogg', 'audio/wav', 'audio/webm'],
  'application/pdf',
])

interface Mark {
  mime: string
  /** Where the letters stand, one letter a byte. */
  at: number
  letters: string
}

const MARKS: readonly Mark[] = [
  { mime: 'image/jpeg', at: 0, letters: '\xff\xd8\xff' },
  { mime: 'image/png', at: 0, letters: '\x89PNG\r\n\x1a\n' },
  { mime: 'image/gif', at: 0, letters: 'GIF87a' },
  { mime: 'image/gif', at: 0, letters: 'GIF89a' },
  { mime: 'image/webp', at: 8, letters: 'WEBP' },
  { mime: 'image/tiff', at: 0, letters: 'II*\0' },
  { mime: 'image/tiff', at: 0, letters: 'MM\0*' },
  { mime: 'audio/wav', at: 8, letters: 'WAVE' },
  { mime: 'audio/flac', at: 0, letters: 'fLaC' },
  { mime: 'audio/amr', at: 0, letters: '#!AMR' },
  { mime: 'audio/ogg', at: 0, letters: 'OggS' },
  { mime: 'audio/mpeg', at: 0, letters: 'ID3' },
  { mime: 'application/zip', at: 0, letters: 'PK\x03\x04' },
  { mime: 'application/pdf', at: 0, letters: '%PDF-' },
]

/** The brands of the box format that MP4, QuickTime, HEIC and AVIF share; any other brand is a film. */
const BRANDS: readonly [brand: RegExp, mime: string][] = [
  [/^M4[AB] /u, 'audio/mp4'],
  [/^avi[fs]/u, 'image/avif'],
  [/^(?:hei[cxms]|hev[cxms]|mif1|msf1)/u, 'image/heic'],
  [/^qt {2}/u, 'video/quicktime'],
  [/^3g/u, 'video/3gpp'],
]

/** Formats that are a ZIP inside, and a name for each that may be believed then: none of them is ever shown in the page. */
const ZIPPED =
  /^application\/(?:vnd\.(?:openxmlformats-officedocument|oasis\.opendocument)\.[\w.-]+|epub\+zip|java-archive|vnd\.[\w.-]+\+zip)$/u
/** The older formats of offices, and plain texts: told by their name only, and never shown in the page. */
const BELIEVED =
  /^(?:text\/(?:plain|csv|calendar|vcard|x-vcard|rtf)|application\/(?:msword|rtf|json|vnd\.ms-(?:excel|powerpoint|word)[\w.-]*|x-7z-compressed|vnd\.rar|x-rar-compressed|dicom))$/u

/**
 * What a content is. Its first bytes count, not what it was called: what claims to be a picture, a film, a sound or a PDF and does
 * not begin like one is no known type.
 */
export function detectMime(head: Uint8Array, declared: string): string {
  const claimed = (declared.split(';', 1)[0] ?? '').trim().toLowerCase()
  const found = mimeOfBytes(head)
  if (found === null) return BELIEVED.test(claimed) ? claimed : UNKNOWN
  if (found === 'application/zip') return ZIPPED.test(claimed) ? claimed : found
  // One box, film or sound: only its whole content would tell. Both are harmless.
  if (found === 'video/mp4' && (claimed === 'audio/mp4' || claimed === 'video/3gpp')) return claimed
  if (found === 'video/webm' && claimed === 'audio/webm') return claimed
  return found
}

function mimeOfBytes(head: Uint8Array): string | null {
  const text = Buffer.from(head).toString('latin1')
  const mark = MARKS.find(({ at, letters }) => text.startsWith(letters, at))
  if (mark) return isRiff(mark.mime) && !text.startsWith('RIFF') ? null : mark.mime
  if (text.startsWith('ftyp', 4)) return BRANDS.find(([brand]) => brand.test(text.slice(8, 12)))?.[1] ?? 'video/mp4'
  if (text.startsWith('\x1a\x45\xdf\xa3')) return text.includes('webm') ? 'video/webm' : 'video/x-matroska'
  return mimeOfShortMark(head, text)
}

/** Marks of two bytes fit much else too, so that more is asked of what follows. */
function mimeOfShortMark([first = 0, second = 0, third = 0xff]: Uint8Array, text: string): string | null {
  // A frame of MPEG: eleven ones, then version, layer and rates. Layer 0 is AAC's; what has layer 3 is UTF-16.
  if (first === 0xff && (second & 0xe0) === 0xe0) {
    if ((second & 0xf6) === 0xf0) return 'audio/aac'
    const isKnownLayer = (second & 0x18) !== 0x08 && [0x02, 0x04].includes(second & 0x06)
    const isKnownRate = third >> 4 !== 0x0f && (third & 0x0c) !== 0x0c
    return isKnownLayer && isKnownRate ? 'audio/mpeg' : null
  }
  // A bitmap's header names its own length, 40 or more.
  if (text.startsWith('BM') && /^[\x28-\x7c]\0\0\0/u.test(text.slice(14, 18))) return 'image/bmp'
  return null
}

function isRiff(mime: string): boolean {
  return mime === 'image/webp' || mime === 'audio/wav'
}

/** Voice messages and stickers are told by the message, not by the file. */
export function kindOfMime(mime: string): FileKind {
  if (mime.startsWith('image/')) return 'image'
  if (mime.startsWith('video/')) return 'video'
  if (mime.startsWith('audio/')) return 'audio'
  return 'document'
}

/** What a sender called a picture and is none must not be shown as one. */
export function kindOfContent(said: FileKind, mime: string): FileKind {
  const found = kindOfMime(mime)
  const isAsSaid = { voice: 'audio', sticker: 'image' }[said as string] ?? said
  return isAsSaid === found ? said : 'document'
}

export function mayShowInline(mime: string): boolean {
  return INLINE.has(mime)
}

/** Passes a content on and keeps its first bytes. */
export function watchHead(source: AsyncIterable<Uint8Array>): {
  source: AsyncIterable<Uint8Array>
  head(): Uint8Array
} {
  let head = Buffer.alloc(0)
  async function* pass(): AsyncGenerator<Uint8Array> {
    for await (const chunk of source) {
      if (head.length < HEAD_LENGTH) head = Buffer.concat([head, chunk]).subarray(0, HEAD_LENGTH)
      yield chunk
    }
  }
  return { source: pass(), head: () => head }
}
