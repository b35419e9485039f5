import type { OutboxProblem, OutboxProblemKind } from '#shared/domain/outbox.ts'
import { toOutboxProblem } from '#shared/domain/outbox.ts'
import { isCertificateCode } from './http.ts'

export interface SmtpFailure {
  readonly code?: string | undefined
  readonly response?: string | undefined
  readonly responseCode?: number | undefined
  readonly command?: string | undefined
  readonly message?: string
}

/**
 * An answer of a mail server, in our words. Four hundreds are passing and five hundreds final, by what was asked; the words of a
 * server differ, so the enhanced code (`5.2.2`) is read where it gives one.
 */
export function smtpProblem(failure: SmtpFailure): { problem: OutboxProblem; isPassing: boolean } {
  const { response, responseCode, message } = failure
  const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})\b/u.exec(response ?? '')?.[1]
  const code = responseCode === undefined ? (failure.code ?? null) : [responseCode, enhanced].filter(Boolean).join(' ')
  const kind = kindOf(failure, enhanced)
  const isPassing = responseCode === undefined ? PASSING.has(kind) : responseCode < 500
  const detail = response ?? (kind === 'certificate' || kind === 'other' ? (message ?? null) : null)
  return { problem: toOutboxProblem(kind, { sender: 'smtp', code, detail }), isPassing }
}

const PASSING: ReadonlySet<OutboxProblemKind> = new Set(['unreachable', 'timeout', 'provider-down'])

function kindOf(
  { code, responseCode, command = '', response = '', message = '' }: SmtpFailure,
  enhanced?: string,
): OutboxProblemKind {
  if (responseCode === undefined) return kindOfSilence(code, message)
  const subject = enhanced?.slice(2)
  if (code === 'EAUTH' || command.startsWith('AUTH')) return responseCode < 500 ? 'provider-down' : 'wrong-credentials'
  if (responseCode === 530) return /tls/iu.test(response) ? 'tls-needed' : 'wrong-credentials'
  if (code === 'ETLS') return 'tls-needed'
  if (subject === '2.2') return 'mailbox-full'
  if (subject === '3.4' || (responseCode === 552 && command === 'DATA')) return 'too-large'
  if (responseCode === 421) return 'provider-down'
  if (responseCode < 500 && command === 'RCPT TO') return 'greylisted'
  if (responseCode < 500) return /gr[ae]y|try again|later/iu.test(response) ? 'greylisted' : 'provider-down'
  if (command === 'MAIL FROM') return 'sender-refused'
  if (command === 'RCPT TO') {
    if (/relay/iu.test(response)) return 'sender-refused'
    return responseCode === 552 ? 'mailbox-full' : 'recipient-refused'
  }
  if (command === 'DATA') return subject?.startsWith('1.') ? 'recipient-refused' : 'content-refused'
  return 'provider-down'
}

function kindOfSilence(code: string | undefined, message: string): OutboxProblemKind {
  if (isCertificateCode(code) || /certificate|altnames|self[- ]signed/iu.test(message)) return 'certificate'
  // A server that speaks plain where TLS is awaited answers with what is no TLS.
  if (code === 'ETLS' || /wrong version number|packet length too long|SSL routines/iu.test(message)) return 'tls-needed'
  if (code === 'ETIMEDOUT') return 'timeout'
  if (code === 'EMESSAGE' && /size/iu.test(message)) return 'too-large'
  if (code === 'EENVELOPE') return 'recipient-invalid'
  if (code === 'EAUTH') return 'wrong-credentials'
  return 'unreachable'
}
