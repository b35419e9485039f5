import { extname } from 'node:path'
import type { FileKind } from '#shared/domain/file.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { word } from '../../i18n/words.ts'

const LONGEST_NAME = 80
/** What the file systems allow, with room for a number that a browser adds. */
const MOST_BYTES = 240

/** Control characters, and those that turn the writing round (`gpj.exe` shown as `exe.jpg`) or are not seen at all. */
const UNSEEN = /[\p{Cc}\p{Zl}\p{Zp}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/gu
/** What some system reads as a folder, a drive, a stream or a pattern. */
const FORBIDDEN = /[/\\:*?"<>|]/gu
/** Windows takes these for devices, whatever their ending. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu

const ENDINGS: Readonly<Record<string, string>> = {
  'application/pdf': '.pdf',
  'audio/aac': '.aac',
  'audio/amr': '.amr',
  'audio/flac': '.flac',
  'audio/mp4': '.m4a',
  'audio/mpeg': '.mp3',
  'audio/ogg': '.ogg',
  'audio/wav': '.wav',
  'audio/webm': '.weba',
  'image/avif': '.avif',
  'image/bmp': '.bmp',
  'image/gif': '.gif',
  'image/heic': '.heic',
  'image/jpeg': '.jpg',
  'image/png': '.png',
  'image/tiff': '.tif',
  'image/webp': '.webp',
  'text/plain': '.txt',
  'video/3gpp': '.3gp',
  'video/mp4': '.mp4',
  'video/quicktime': '.mov',
  'video/webm': '.webm',
}

/**
 * The name that somebody gave, harmless on every system and in every list: one line, no path, nothing hidden. A name of which
 * nothing is left becomes `otherwise`. The ending is kept when a name is too long.
 */
export function safeFileName(given: string, otherwise: string): string {
  const text = given.toWellFormed().normalize('NFC').replace(UNSEEN, '')
  const name = text
    .slice(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1)
    .replace(FORBIDDEN, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[ .]+|[ .]+$/gu, '')
    .replace(DEVICE, '_$&')
  return name === '' ? otherwise : shorten(name)
}

/** What a file is called that came without a name, in the office's language: `Fotoğraf 2026-01-15 12.00.jpg`. */
export function nameOfNameless(
  kind: FileKind,
  mime: string,
  at: number,
  { locale, timeZone }: { locale: Locale; timeZone: string },
): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(at)
  return `${word(locale, `notification.kind.${kind}`)} ${parts.replace(':', '.')}${ENDINGS[mime] ?? ''}`
}

function shorten(name: string): string {
  if (fits(name)) return name
  const found = extname(name)
  // What is no ending any more (`a.very long sentence`) is cut like the rest.
  const ending = found.length > 12 ? '' : found
  const stem = [...name.slice(0, name.length - ending.length)].slice(0, LONGEST_NAME)
  while (!fits(stem.join('') + ending)) stem.pop()
  return stem.join('').trim() + ending
}

function fits(name: string): boolean {
  return [...name].length <= LONGEST_NAME && Buffer.byteLength(name) <= MOST_BYTES
}
