import type { SenderCard } from '#shared/contract/senders.ts'
import type { SenderKind } from '#shared/domain/outbox.ts'
import { needsSecretAgain, SenderSettings, type SmtpSecurity, usesSecret } from '#shared/domain/sender-settings.ts'

/** Every field of every kind as it is typed; a form shows those of its kind. */
export interface SenderValues {
  host: string
  port: number | string
  security: SmtpSecurity
  hasLogin: boolean
  user: string
  fromName: string
  fromAddress: string
  replyTo: string
  region: string
  accessKeyId: string
  configurationSet: string
  accountSid: string
  smsFrom: string
  messagingServiceSid: string
  whatsappFrom: string
  userCode: string
  header: string
  secret: string
  price: number | string
  currency: string
}

export type WrongField = Exclude<keyof SenderValues, 'security' | 'hasLogin' | 'price' | 'currency'>
/** Why a field is wrong: by its own name, or because none of several was filled. */
export type WrongWords = WrongField | 'nothingToSendFrom'

const MICROS = 1_000_000
const PORTS: Readonly<Record<SmtpSecurity, number>> = { tls: 465, starttls: 587, none: 25 }

const BLANK: SenderValues = {
  ...{ host: '', port: PORTS.tls, security: 'tls', hasLogin: true, user: '', fromName: '', fromAddress: '' },
  ...{ replyTo: '', region: 'eu-central-1', accessKeyId: '', configurationSet: '', accountSid: '', smsFrom: '' },
  ...{ messagingServiceSid: '', whatsappFrom: '', userCode: '', header: '', secret: '', price: '' },
  currency: 'TRY',
}

/** What stands in the form at first. A secret never comes back from the core. */
export function toValues(card: SenderCard | undefined, currency: string): SenderValues {
  if (!card) return { ...BLANK, currency }
  const { settings, segmentCost } = card
  const known = Object.fromEntries(Object.entries(settings).map(([name, value]) => [name, value ?? '']))
  return {
    ...BLANK,
    ...known,
    hasLogin: settings.kind !== 'smtp' || settings.user !== null,
    price: segmentCost ? segmentCost.micros / MICROS : '',
    currency: segmentCost?.currency ?? currency,
  }
}

/** Whoever picks another security means its usual port, unless a port of their own stands there. */
export function portFor(security: SmtpSecurity, before: SenderValues): number | string {
  return before.port === PORTS[before.security] || before.port === '' ? PORTS[security] : before.port
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

/** Numbers are pasted with spaces; names keep theirs. */
function numberOrName(text: string): string | null {
  return orNull(text.trim().startsWith('+') ? text.replaceAll(/[\s()-]/gu, '') : text)
}

function raw(kind: SenderKind, values: SenderValues): Record<string, unknown> {
  const { fromName, fromAddress } = values
  const from = { fromName, fromAddress: fromAddress.trim(), replyTo: orNull(values.replyTo) }
  switch (kind) {
    case 'smtp': {
      const { host, port, security, hasLogin, user } = values
      return { kind, host, port: Number(port), security, user: hasLogin ? user : null, ...from }
    }
    case 'ses': {
      const { region, accessKeyId, configurationSet } = values
      return { kind, region, accessKeyId, configurationSet: orNull(configurationSet), ...from }
    }
    case 'twilio':
      return {
        ...{ kind, accountSid: values.accountSid, smsFrom: numberOrName(values.smsFrom) },
        messagingServiceSid: orNull(values.messagingServiceSid),
        whatsappFrom: numberOrName(values.whatsappFrom),
      }
    default:
      return { kind, userCode: values.userCode, header: values.header }
  }
}

/** The settings, or which fields are wrong, by the very rules of the contract. */
export function readSettings(
  kind: SenderKind,
  values: SenderValues,
): { settings: SenderSettings; wrong: null } | { settings: null; wrong: Partial<Record<WrongField, WrongWords>> } {
  const parsed = SenderSettings.safeParse(raw(kind, values))
  if (!parsed.success) {
    const names = parsed.error.issues.map(({ path }) => path[0] as WrongField)
    return { settings: null, wrong: Object.fromEntries(names.map(name => [name, name])) }
  }
  const settings = parsed.data
  const hasNoWay =
    settings.kind === 'twilio' && !settings.smsFrom && !settings.messagingServiceSid && !settings.whatsappFrom
  if (hasNoWay) return { settings: null, wrong: { smsFrom: 'nothingToSendFrom' } }
  return { settings, wrong: null }
}

/** Whether the secret has to be typed: there is none yet, or it would be shown to somebody else. */
export function isSecretNeeded(card: SenderCard | undefined, settings: SenderSettings): boolean {
  if (!usesSecret(settings)) return false
  return !card?.hasSecret || needsSecretAgain(card.settings, settings)
}

/** Null where nobody said; a number field that was emptied holds an empty text. */
export function readPrice({ price, currency }: SenderValues): { micros: number; currency: string } | null {
  return price === '' ? null : { micros: Math.round(Number(price) * MICROS), currency }
}
