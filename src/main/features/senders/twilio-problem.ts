import { z } from 'zod'
import { type OutboxProblem, type OutboxProblemKind, toOutboxProblem } from '#shared/domain/outbox.ts'

const TwilioError = z.object({
  code: z.number().nullish(),
  message: z.string().nullish(),
})

/** Twilio's numbers in our words (rows E29–E32). What is not in here is said with Twilio's own words. */
const KIND_OF: Readonly<Record<number, OutboxProblemKind>> = {
  20003: 'wrong-credentials',
  20005: 'account-suspended',
  20404: 'not-found',
  20429: 'rate-limited',
  21211: 'recipient-invalid',
  21212: 'sender-refused',
  21217: 'recipient-invalid',
  21265: 'recipient-invalid',
  21408: 'country-blocked',
  21602: 'text-refused',
  21603: 'sender-refused',
  21604: 'recipient-invalid',
  21606: 'sender-refused',
  21608: 'sandbox',
  21610: 'opted-out',
  21612: 'country-blocked',
  21614: 'not-mobile',
  21617: 'too-large',
  21635: 'not-mobile',
  21654: 'template-parameters',
  21655: 'template-not-found',
  21656: 'template-parameters',
  21659: 'sender-refused',
  21910: 'sender-refused',
  30001: 'rate-limited',
  30002: 'account-suspended',
  30003: 'phone-unreachable',
  30004: 'opted-out',
  30005: 'recipient-invalid',
  30006: 'not-mobile',
  30007: 'filtered',
  30008: 'phone-unreachable',
  63003: 'recipient-invalid',
  63005: 'content-refused',
  63007: 'sender-refused',
  63016: 'outside-window',
  63018: 'rate-limited',
  63024: 'recipient-invalid',
  63032: 'opted-out',
  92006: 'template-not-found',
}

export function twilioCodeProblem(code: number | null, message: string | null): OutboxProblem {
  const kind = code === null ? 'other' : (KIND_OF[code] ?? 'other')
  return toOutboxProblem(kind, { sender: 'twilio', code, detail: message })
}

export function twilioRefusal(status: number, body: unknown): OutboxProblem {
  const error = TwilioError.safeParse(body).data
  if (error?.code) return twilioCodeProblem(error.code, error.message ?? null)
  const detail = error?.message ?? null
  if (status === 401) return toOutboxProblem('wrong-credentials', { sender: 'twilio', code: status, detail })
  if (status === 404) return toOutboxProblem('not-found', { sender: 'twilio', code: status, detail })
  if (status === 429) return toOutboxProblem('rate-limited', { sender: 'twilio', code: status, detail })
  return toOutboxProblem(status >= 500 ? 'provider-down' : 'other', { sender: 'twilio', code: status, detail })
}
