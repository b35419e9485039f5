import type { SenderKind } from '#shared/domain/outbox.ts'
import type { Translate } from '#shared/i18n/keys.ts'

const BRANDS: Readonly<Partial<Record<SenderKind, string>>> = { ses: 'Amazon SES', twilio: 'Twilio', netgsm: 'NetGSM' }

/** Brands are called the same everywhere; a mail server is nobody's brand. */
export function senderName<Home extends 'senders' | 'outbox' | 'frame'>(t: Translate<Home>, kind: SenderKind): string {
  return BRANDS[kind] ?? (t as Translate)('senders:smtpName')
}
