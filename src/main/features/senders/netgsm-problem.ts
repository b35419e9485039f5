import { type OutboxProblem, type OutboxProblemKind, toOutboxProblem } from '#shared/domain/outbox.ts'

const SEND_CODES: Readonly<Record<string, OutboxProblemKind>> = {
  20: 'text-refused',
  30: 'wrong-credentials',
  40: 'sender-refused',
  50: 'iys-not-allowed',
  51: 'iys-no-brand',
  70: 'bad-request',
  80: 'rate-limited',
  85: 'rate-limited',
  100: 'provider-down',
  101: 'provider-down',
}

/** What NetGSM says when it takes a message, or does not. */
export function netgsmRefusal(code: string, description: string | null): OutboxProblem {
  return toOutboxProblem(SEND_CODES[code] ?? 'other', { sender: 'netgsm', code, detail: description })
}

/** In how many of these nothing was sent and waiting helps. */
export function isPassingAtNetgsm(code: string): boolean {
  return ['80', '85', '100', '101'].includes(code)
}

const REPORT_STATES: Readonly<Record<number, OutboxProblemKind>> = {
  2: 'expired-at-provider',
  3: 'recipient-invalid',
  4: 'provider-down',
  11: 'filtered',
  12: 'phone-unreachable',
  13: 'duplicate',
  14: 'no-credit',
  15: 'opted-out',
  16: 'iys-refused',
  17: 'iys-not-allowed',
}

/** Null where it is on its way or has arrived. */
export function netgsmReportProblem(status: number): OutboxProblem | null {
  if (status === 0 || status === 1) return null
  return toOutboxProblem(REPORT_STATES[status] ?? 'other', { sender: 'netgsm', code: status })
}
