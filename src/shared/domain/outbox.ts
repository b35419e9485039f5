import { z } from 'zod'

/** How something leaves through the outbox. WhatsApp here is the official one, through Twilio; the linked number has a queue of its own. */
export const OutboundChannel = z.enum(['email', 'sms', 'twilio_whatsapp'])
export type OutboundChannel = z.infer<typeof OutboundChannel>

/** Chosen by whoever queues: a reminder that names its appointment and rule in the id can be queued only once. */
export const OutboundId = z
  .string()
  .regex(/^[\w.:-]{1,200}$/u)
  .brand<'OutboundId'>()
export type OutboundId = z.infer<typeof OutboundId>

/**
 * queued → sending → sent → delivered
 *    │        │        └→ failed
 *    │        ├→ queued (it surely did not go out) · failed
 *    │        └→ unknown → queued | sent (a person decides)
 *    └→ cancelled · expired
 */
export const OutboxState = z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'unknown',
  'cancelled',
  'expired',
])
export type OutboxState = z.infer<typeof OutboxState>

/** Who carries it. */
export const SenderKind = z.enum(['smtp', 'ses', 'twilio', 'netgsm'])
export type SenderKind = z.infer<typeof SenderKind>

/** What went wrong, in our words; each has a sentence and a next step in both languages. */
export const OutboxProblemKind = z.enum([
  // Of the office's own set-up.
  'no-sender',
  'wrong-credentials',
  'secret-missing',
  'certificate',
  'tls-needed',
  'unreachable',
  'timeout',
  'account-suspended',
  'sandbox',
  'sender-refused',
  'no-credit',
  'quota',
  'ip-refused',
  // Passing.
  'rate-limited',
  'provider-down',
  'greylisted',
  // Of the recipient.
  'no-address',
  'recipient-invalid',
  'recipient-refused',
  'mailbox-full',
  'opted-out',
  'not-mobile',
  'country-blocked',
  'phone-unreachable',
  // Of the message.
  'outside-window',
  'template-parameters',
  'template-not-found',
  'not-found',
  'content-refused',
  'filtered',
  'too-large',
  'text-refused',
  'attachment-missing',
  'iys-not-allowed',
  'iys-no-brand',
  'iys-refused',
  'duplicate',
  'expired-at-provider',
  'bad-request',
  // Of us.
  'outcome-unknown',
  'restored',
  'other',
])
export type OutboxProblemKind = z.infer<typeof OutboxProblemKind>

export const OutboxProblem = z.object({
  kind: OutboxProblemKind,
  sender: SenderKind.nullable(),
  /** The provider's own number or name of it. */
  code: z.string().max(60).nullable(),
  /** The provider's own words: shown as they are, never believed. */
  detail: z.string().max(500).nullable(),
})
export type OutboxProblem = z.infer<typeof OutboxProblem>

export function toOutboxProblem(
  kind: OutboxProblemKind,
  {
    sender = null,
    code = null,
    detail = null,
  }: { sender?: SenderKind | null; code?: string | number | null; detail?: string | null } = {},
): OutboxProblem {
  return {
    kind,
    sender,
    code: code === null ? null : String(code).slice(0, 60),
    detail: detail === null ? null : detail.slice(0, 500),
  }
}

/** An approved template at the provider instead of a text of our own. */
export const ProviderTemplate = z.object({
  contentSid: z.string().min(1).max(60),
  variables: z.record(z.string(), z.string()),
})
export type ProviderTemplate = z.infer<typeof ProviderTemplate>

/** What a person may do about a message in that state. */
export function decisionsFor(state: OutboxState): { canRetry: boolean; canMarkSent: boolean; canCancel: boolean } {
  return {
    canRetry: state === 'failed' || state === 'unknown' || state === 'expired' || state === 'cancelled',
    canMarkSent: state === 'unknown',
    canCancel: state === 'queued',
  }
}
