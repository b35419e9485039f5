import { z } from 'zod'

/**
 * Why a link is down, in our words (whatsapp.md 3.9 lists what WhatsApp sends for each).
 */
export const LinkTrouble = z.enum([
  'network', // no route, DNS, time-out, dropped
  'server', // WhatsApp answers with an error of its own
  'portal', // something between us and WhatsApp answers in its place (captive portal, proxy)
  'repeated-failure', // the session fails again and again: relinking is offered, keys are kept
])
export type LinkTrouble = z.infer<typeof LinkTrouble>

export const LinkEnd = z.enum([
  'logged-out', // removed on the phone, or by us
  'replaced', // opened elsewhere
  'banned', // 403
  'version-refused', // 405
  'refused', // 406, 409, 411
  'keys-unreadable', // the data key cannot be unwrapped on this PC
])
export type LinkEnd = z.infer<typeof LinkEnd>

export const PairingFailure = z.enum(['expired', 'passkey-required', 'code-refused', 'failed'])
export type PairingFailure = z.infer<typeof PairingFailure>

/**
 * The life of one linked number:
 *
 *   unlinked ──link──▶ pairing ──scan/code──▶ connecting ⇄ connected
 *      ▲                 │ expired, passkey      │   ▲         │ drop
 *      └────────────────┘                       ▼   │         ▼
 *   ended ◀──logged out, replaced, banned──── waiting-to-reconnect
 */
export const LinkState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unlinked'), failure: PairingFailure.nullable() }),
  z.object({
    kind: z.literal('pairing'),
    /** The QR's text, or null until WhatsApp sends the first one. */
    qr: z.string().nullable(),
    /** The eight letters to type on the phone, when the number was given instead. */
    code: z.string().nullable(),
    /** When the current QR stops being valid. */
    expiresAt: z.number().nullable(),
    /** How long the current QR lives in all, for the countdown ring. */
    lifetimeMs: z.number().nullable(),
  }),
  z.object({ kind: z.literal('connecting'), since: z.number(), attempt: z.number() }),
  z.object({
    kind: z.literal('connected'),
    since: z.number(),
    /** Digits of the office's own number, E.164. */
    phoneNumber: z.string().nullable(),
    /** Percent of the first history, null when there is none under way. */
    syncProgress: z.number().nullable(),
    /** Messages of that history taken in so far. */
    syncedMessages: z.number().optional(),
    /** A part of the history does not come and is tried again, or was given up. */
    syncProblem: z.enum(['retrying', 'incomplete']).optional(),
  }),
  z.object({
    kind: z.literal('waiting-to-reconnect'),
    /** When the link went down. */
    since: z.number(),
    retryAt: z.number(),
    attempt: z.number(),
    trouble: LinkTrouble,
    code: z.number().nullable(),
  }),
  z.object({ kind: z.literal('ended'), since: z.number(), end: LinkEnd, code: z.number().nullable() }),
])
export type LinkState = z.infer<typeof LinkState>

/** What the history of a link tells. */
export const LinkEventKind = z.enum(['connected', 'lost', 'ended', 'unlinked'])
export type LinkEventKind = z.infer<typeof LinkEventKind>

/** Whether a link needs a person, and how badly. One light shows the worst. */
export function linkSeverity(state: LinkState): 'good' | 'waiting' | 'broken' | 'off' {
  switch (state.kind) {
    case 'connected':
      return 'good'
    case 'connecting':
    case 'pairing':
      return 'waiting'
    case 'waiting-to-reconnect':
      return state.trouble === 'network' && state.attempt < 3 ? 'waiting' : 'broken'
    case 'ended':
      return 'broken'
    case 'unlinked':
      return 'off'
  }
}

/**
 * What becomes of a message that stands in the queue of a link: it leaves, it waits for a link that comes back or is being made
 * anew, or it is stranded, because there is nothing that it could wait for.
 */
export function queueOutlook(state: LinkState): 'leaves' | 'waits' | 'stranded' {
  switch (state.kind) {
    case 'connected':
      return 'leaves'
    case 'connecting':
    case 'pairing':
    case 'waiting-to-reconnect':
      return 'waits'
    case 'ended':
      return state.end === 'replaced' || state.end === 'version-refused' ? 'waits' : 'stranded'
    case 'unlinked':
      return 'stranded'
  }
}
