import { z } from 'zod'
import { type OutboundChannel, OutboxProblem, type SenderKind } from './outbox.ts'

const MailAddress = z.email().max(200)
const fromWhom = {
  fromName: z
    .string()
    .trim()
    .max(80)
    .regex(/^[^\r\n<>"]*$/u),
  fromAddress: MailAddress,
  /** Where answers go; null: to the sender's own address. */
  replyTo: MailAddress.nullable(),
}

/** A name with a dot, an address, or this very PC. */
export const HostName = z
  .string()
  .trim()
  .max(253)
  .regex(/^(?:localhost|(?:[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?\.)+[a-z\d-]{1,63})$/iu)

/** `tls` from the first byte (465), `starttls` after greeting (587); `none` only inside the office. */
export const SmtpSecurity = z.enum(['tls', 'starttls', 'none'])
export type SmtpSecurity = z.infer<typeof SmtpSecurity>

export const SmtpSettings = z.object({
  host: HostName,
  port: z.number().int().min(1).max(65_535),
  security: SmtpSecurity,
  /** Null: the server asks for no login. */
  user: z.string().trim().min(1).max(200).nullable(),
  ...fromWhom,
})
export type SmtpSettings = z.infer<typeof SmtpSettings>

export const SesSettings = z.object({
  region: z
    .string()
    .trim()
    .regex(/^[a-z]{2}(?:-[a-z]+){1,2}-\d$/u),
  accessKeyId: z
    .string()
    .trim()
    .regex(/^[A-Z\d]{16,128}$/u),
  configurationSet: z
    .string()
    .trim()
    .regex(/^[\w-]{1,64}$/u)
    .nullable(),
  ...fromWhom,
})
export type SesSettings = z.infer<typeof SesSettings>

const E164 = z
  .string()
  .trim()
  .regex(/^\+[1-9]\d{6,14}$/u)

export const TwilioSettings = z.object({
  accountSid: z
    .string()
    .trim()
    .regex(/^AC[\da-f]{32}$/u),
  /** A number, or a name that is registered where the SMS go. */
  smsFrom: z
    .union([
      E164,
      z
        .string()
        .trim()
        .regex(/^(?=.*[A-Za-z])[A-Za-z\d ]{1,11}$/u),
    ])
    .nullable(),
  messagingServiceSid: z
    .string()
    .trim()
    .regex(/^MG[\da-f]{32}$/u)
    .nullable(),
  whatsappFrom: E164.nullable(),
})
export type TwilioSettings = z.infer<typeof TwilioSettings>

export const NetgsmSettings = z.object({
  userCode: z
    .string()
    .trim()
    .min(3)
    .max(40)
    .regex(/^[\w.@-]+$/u),
  /** The sender's name, as NetGSM has approved it. */
  header: z.string().trim().min(3).max(11),
})
export type NetgsmSettings = z.infer<typeof NetgsmSettings>

export const SenderSettings = z.discriminatedUnion('kind', [
  SmtpSettings.extend({ kind: z.literal('smtp') }),
  SesSettings.extend({ kind: z.literal('ses') }),
  TwilioSettings.extend({ kind: z.literal('twilio') }),
  NetgsmSettings.extend({ kind: z.literal('netgsm') }),
])
export type SenderSettings = z.infer<typeof SenderSettings>

/** What the office pays for one segment. */
export const SegmentCost = z.object({
  micros: z.number().int().min(0).max(100_000_000),
  currency: z.string().regex(/^[A-Z]{3}$/u),
})
export type SegmentCost = z.infer<typeof SegmentCost>

/** Of several that could carry the same, one is chosen. */
export const CHANNELS_OF: Readonly<Record<SenderKind, readonly OutboundChannel[]>> = {
  smtp: ['email'],
  ses: ['email'],
  twilio: ['sms', 'twilio_whatsapp'],
  netgsm: ['sms'],
}

/** The settings that say to whom the secret is shown: where one of them changes, it has to be given again. */
const BOUND_TO_SECRET: Readonly<Record<SenderKind, readonly string[]>> = {
  smtp: ['host', 'user'],
  ses: ['region', 'accessKeyId'],
  twilio: ['accountSid'],
  netgsm: ['userCode'],
}

export function needsSecretAgain(before: SenderSettings, after: SenderSettings): boolean {
  const value = (settings: SenderSettings, name: string) => (settings as Record<string, unknown>)[name]
  return BOUND_TO_SECRET[after.kind].some(name => value(before, name) !== value(after, name))
}

/** A mail server that asks for no login needs no secret. */
export function usesSecret(settings: SenderSettings): boolean {
  return settings.kind !== 'smtp' || settings.user !== null
}

/** One line of a set-up checklist that tests itself (row E42). */
export const SenderCheckName = z.enum([
  'reachable',
  'encrypted',
  'login',
  'account',
  'production',
  'quota',
  'sender',
  'whatsapp',
  'templates',
  'balance',
  'header',
])
export type SenderCheckName = z.infer<typeof SenderCheckName>

export const SenderCheck = z.object({
  name: SenderCheckName,
  outcome: z.enum(['passed', 'warning', 'failed']),
  /** A name or a number to show with it. */
  subject: z.string().max(200).nullable(),
  count: z.number().nullable(),
  problem: OutboxProblem.nullable(),
})
export type SenderCheck = z.infer<typeof SenderCheck>

export function toCheck(
  name: SenderCheckName,
  outcome: SenderCheck['outcome'],
  {
    subject = null,
    count = null,
    problem = null,
  }: { subject?: string | null; count?: number | null; problem?: OutboxProblem | null } = {},
): SenderCheck {
  return { name, outcome, subject, count, problem }
}
