import type { OutboxProblemKind } from '#shared/domain/outbox.ts'
import type { DeliveryReason, DeliveryState } from '#shared/domain/report-sending.ts'
import type { OutboxRow } from '../outbox/queries.ts'
import type { DeliveryRow, MessageRow } from './queries.ts'

export interface Standing {
  readonly state: DeliveryState
  readonly reason: DeliveryReason | null
  readonly detail: string | null
  readonly at: number
}

/** How a delivery stands is read from what carries it: two places that say the same would one day differ. */
export function standingOf(
  delivery: DeliveryRow,
  run: { readonly state: 'making' | 'ready' | 'failed' },
  carriers: { readonly mail: OutboxRow | undefined; readonly messages: readonly MessageRow[] },
): Standing {
  const bare = { detail: null, at: delivery.updatedAt }
  if (delivery.problem !== null) return { state: 'failed', reason: delivery.problem, ...bare }
  if (delivery.documentId === null)
    return run.state === 'failed'
      ? { state: 'failed', reason: 'not-made', ...bare }
      : { state: 'waiting', reason: null, ...bare }
  return delivery.channel === 'email'
    ? ofMail(carriers.mail, delivery.updatedAt)
    : ofMessages(carriers.messages, delivery.updatedAt)
}

function ofMessages(messages: readonly MessageRow[], since: number): Standing {
  const at = Math.max(since, ...messages.map(({ updatedAt }) => updatedAt))
  const failed = messages.find(({ state }) => state === 'failed')
  if (failed) {
    const isUnknown = failed.reason === 'unknown-outcome' || failed.reason === 'restored'
    return { state: isUnknown ? 'unknown' : 'failed', reason: failed.reason, detail: failed.detail, at }
  }
  const bare = { reason: null, detail: null, at }
  if (messages.some(({ state }) => state === 'queued')) return { state: 'waiting', ...bare }
  return { state: messages.every(({ state }) => state !== 'sent') ? 'delivered' : 'sent', ...bare }
}

function ofMail(mail: OutboxRow | undefined, since: number): Standing {
  if (!mail) return { state: 'failed', reason: 'cancelled', detail: null, at: since }
  const bare = { reason: null, detail: null, at: mail.updatedAt }
  switch (mail.state) {
    case 'queued':
    case 'sending':
      return { state: 'waiting', ...bare }
    case 'sent':
    case 'delivered':
      return { state: mail.state, ...bare }
    case 'cancelled':
    case 'expired':
      return { state: 'failed', ...bare, reason: mail.state }
    case 'unknown':
    case 'failed': {
      const kind = mail.problem?.kind ?? 'other'
      return { state: mail.state, reason: REASONS[kind], detail: mail.problem?.detail ?? null, at: mail.updatedAt }
    }
  }
}

const REASONS: Record<OutboxProblemKind, DeliveryReason> = {
  'no-sender': 'no-sender',
  'wrong-credentials': 'sender-setup',
  'secret-missing': 'sender-setup',
  certificate: 'sender-setup',
  'tls-needed': 'sender-setup',
  unreachable: 'passing',
  timeout: 'passing',
  'account-suspended': 'sender-setup',
  sandbox: 'sender-setup',
  'sender-refused': 'sender-setup',
  'no-credit': 'sender-setup',
  quota: 'sender-setup',
  'ip-refused': 'sender-setup',
  'rate-limited': 'passing',
  'provider-down': 'passing',
  greylisted: 'passing',
  'no-address': 'address',
  'recipient-invalid': 'address',
  'recipient-refused': 'address',
  'mailbox-full': 'mailbox',
  'opted-out': 'address',
  'not-mobile': 'address',
  'country-blocked': 'address',
  'phone-unreachable': 'address',
  'outside-window': 'refused',
  'template-parameters': 'content',
  'template-not-found': 'content',
  'not-found': 'refused',
  'content-refused': 'content',
  filtered: 'content',
  'too-large': 'content',
  'text-refused': 'content',
  'attachment-missing': 'file-gone',
  'iys-not-allowed': 'refused',
  'iys-no-brand': 'refused',
  'iys-refused': 'refused',
  duplicate: 'refused',
  'expired-at-provider': 'expired',
  'bad-request': 'refused',
  'outcome-unknown': 'unknown-outcome',
  restored: 'restored',
  other: 'refused',
}
