import { z } from 'zod'

/** What a file is to a person: how it is shown, and whether there is something to look at or to listen to. */
export const FileKind = z.enum(['image', 'video', 'voice', 'audio', 'document', 'sticker'])
export type FileKind = z.infer<typeof FileKind>

/**
 * Where the content is:
 *
 *   pending ──▶ transferring ──▶ ready
 *      ▲             │
 *      └── failed ◀──┴──▶ expired   (the server has it no more: only the phone can send it again)
 */
export const FileState = z.enum(['pending', 'transferring', 'ready', 'failed', 'expired'])
export type FileState = z.infer<typeof FileState>

/** Why a content did not come, as a key that the page words. */
export const FileFailure = z.enum([
  'gone',
  'wrong-content',
  'too-large',
  'refused-address',
  'network',
  'stalled',
  'disk-full',
  'other',
])
export type FileFailure = z.infer<typeof FileFailure>

/** Came from the person, went to the person, or was put there by somebody of the office. */
export const FileDirection = z.enum(['in', 'out', 'manual'])
export type FileDirection = z.infer<typeof FileDirection>

/** The labels that the program itself gives (row D27); the page words them. Any other label is the office's own text. */
export const FixedFileLabel = z.enum(['sent_documents', 'received_documents'])
export type FixedFileLabel = z.infer<typeof FixedFileLabel>

/** No file is larger, whichever way it comes. WhatsApp itself takes documents of 2 GB. */
export const LARGEST_FILE = 100 * 1024 * 1024

/** A small picture that stands for a file until it is opened. */
export const LARGEST_THUMBNAIL = 32 * 1024

/** Heights of a voice message's waveform, each 0 to 100. */
export const LONGEST_WAVEFORM = 128
