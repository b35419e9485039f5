import { z } from 'zod'

/** Statuses of row E4. An incoming message is `delivered` until somebody reads it, then `read`. */
export const MessageStatus = z.enum(['queued', 'sent', 'delivered', 'read', 'failed'])
export type MessageStatus = z.infer<typeof MessageStatus>

export const Channel = z.enum(['whatsapp', 'sms'])
export type Channel = z.infer<typeof Channel>

export const MessageDirection = z.enum(['in', 'out'])
export type MessageDirection = z.infer<typeof MessageDirection>

/**
 * What a message is. Every kind that is not yet shown in full keeps a place in the conversation: nothing is dropped.
 * `waiting` could not be read yet and has been asked again from the sender's phone; `unsupported` is kept raw.
 */
export const MessageKind = z.enum([
  'text',
  'image',
  'video',
  'voice',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
  'poll',
  'order',
  'product',
  'event',
  'album',
  'invite',
  'call',
  /** The office asks for a number that WhatsApp hides; the customer gives it. */
  'number_request',
  'number_shared',
  'view_once',
  'waiting',
  'unsupported',
])
export type MessageKind = z.infer<typeof MessageKind>

/** Why a message failed, as a key that the page words. `provider` carries the provider's own code as well. */
export const SendFailure = z.enum([
  'not-on-channel',
  'reach-out-locked',
  'stale-session',
  'rate-limited',
  'expired',
  'logged-out',
  'blocked',
  'unknown-outcome',
  'file-gone',
  'upload-failed',
  'too-late',
  'provider',
])
export type SendFailure = z.infer<typeof SendFailure>

const rank: Record<MessageStatus, number> = { failed: 0, queued: 1, sent: 2, delivered: 3, read: 4 }

/** Receipts come late, merged and out of order: a status only ever moves forward; a failed message may still turn out sent. */
export function isStatusAdvance(from: MessageStatus, to: MessageStatus): boolean {
  if (to === 'failed') return from === 'queued'
  return rank[to] > rank[from]
}

/** The longest text that WhatsApp takes in one message. */
export const LONGEST_MESSAGE = 65_536

/** The longest text that WhatsApp takes under a picture. */
export const LONGEST_CAPTION = 1_024

/** How much of a message a list or a notification shows (row E18). */
export const PREVIEW_LENGTH = 100

const PLAIN_LETTERS = /^[\x20-\x7e\xa0-\xac\xae-\u024f]*$/u
const characters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** One line of plain text for lists and notifications. Cuts whole characters, never half an emoji. */
export function previewOf(body: string): string {
  const line = body.replace(/\s+/gu, ' ').trim()
  if (line.length <= PREVIEW_LENGTH) return line
  // Each of these is a character by itself, so that nobody has to look for where they end.
  if (PLAIN_LETTERS.test(line)) return `${line.slice(0, PREVIEW_LENGTH - 1)}…`
  let shown = ''
  let count = 0
  for (const { segment } of characters.segment(line)) {
    count += 1
    if (count > PREVIEW_LENGTH) return `${withoutLast(shown)}…`
    shown += segment
  }
  return shown
}

/** The same of a message: a document without words is told by its name. */
export function previewOfMessage(
  kind: MessageKind,
  body: string,
  fileName: string | null | (() => string | null),
): string {
  if (body.trim() !== '' || kind !== 'document') return previewOf(body)
  return previewOf((typeof fileName === 'function' ? fileName() : fileName) ?? '')
}

function withoutLast(text: string): string {
  const last = [...characters.segment(text)].at(-1)
  return text.slice(0, last?.index ?? 0)
}
