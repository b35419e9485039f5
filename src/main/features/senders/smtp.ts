import { isIP } from 'node:net'
import { Readable } from 'node:stream'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { toOutboxProblem } from '#shared/domain/outbox.ts'
import { type SmtpSettings, toCheck } from '#shared/domain/sender-settings.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OutgoingMessage, SendOutcome } from '../outbox/sender.ts'
import { CannotCompose, composeMail } from './compose-mail.ts'
import type { Provider } from './provider.ts'
import { type SmtpFailure, smtpProblem } from './smtp-problem.ts'

const SECOND = 1_000
const TIMES = {
  connectionTimeout: 20 * SECOND,
  greetingTimeout: 20 * SECOND,
  dnsTimeout: 10 * SECOND,
  socketTimeout: 90 * SECOND,
}

/** Passwords and patients' names go in the clear only where nobody outside listens. */
const IS_INSIDE = /^(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/u

/** The office's own mail server, or the one of whoever keeps its mail. */
export function createSmtpProvider({
  clock,
  blobs,
  settings,
  password,
}: {
  clock: Clock
  blobs: Pick<BlobStore, 'read' | 'size'>
  settings: SmtpSettings
  password: string | null
}): Provider {
  const { host, port, security, user } = settings
  const isOpen = security === 'none' && !(IS_INSIDE.test(host) && (isIP(host) !== 0 || host === 'localhost'))

  function connect(signal: AbortSignal): { connection: SMTPConnection; failed: Promise<never> } {
    const connection = new SMTPConnection({
      host,
      port,
      secure: security === 'tls',
      requireTLS: security === 'starttls',
      ignoreTLS: security === 'none',
      tls: { minVersion: 'TLSv1.2' },
      ...TIMES,
    })
    const failed = new Promise<never>((_, reject) => {
      connection.on('error', reject)
      signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })
    // Whoever awaits it hears it; nobody else has to.
    failed.catch(() => {})
    return { connection, failed }
  }

  async function login(connection: SMTPConnection, failed: Promise<never>): Promise<void> {
    await Promise.race([failed, new Promise<void>(resolve => connection.connect(() => resolve()))])
    if (user === null) return
    const loggedIn = new Promise<void>((resolve, reject) =>
      connection.login({ credentials: { user, pass: password ?? '' } } as never, error =>
        error ? reject(error) : resolve(),
      ),
    )
    await Promise.race([failed, loggedIn])
  }

  async function deliver(message: OutgoingMessage, mail: Buffer, signal: AbortSignal): Promise<SendOutcome> {
    const { connection, failed } = connect(signal)
    // The content is read only once the server has asked for it: from then on it may have the mail.
    let hasBegun = false
    const source = new Readable({
      read() {
        hasBegun = true
        this.push(mail)
        this.push(null)
      },
    })
    try {
      await login(connection, failed)
      const envelope = { from: settings.fromAddress, to: [message.address], size: mail.length }
      const sent = new Promise<void>((resolve, reject) =>
        connection.send(envelope, source, error => (error ? reject(error) : resolve())),
      )
      await Promise.race([failed, sent])
      connection.quit()
      return { kind: 'sent', providerId: null, asksAgain: false }
    } catch (error) {
      signal.throwIfAborted()
      connection.close()
      const failure = error as SmtpFailure
      const { problem, isPassing } = smtpProblem(failure)
      if (failure.responseCode === undefined && hasBegun) return { kind: 'unknown', problem }
      return isPassing ? { kind: 'later', problem } : { kind: 'refused', problem }
    }
  }

  return {
    kind: 'smtp',
    price: null,

    async send(message, signal) {
      if (isOpen) return { kind: 'refused', problem: toOutboxProblem('tls-needed', { sender: 'smtp' }) }
      try {
        return await deliver(message, await composeMail({ clock, blobs }, settings, message), signal)
      } catch (error) {
        if (error instanceof CannotCompose)
          return { kind: 'refused', problem: toOutboxProblem(error.kind, { sender: 'smtp' }) }
        throw error
      }
    },

    async check(signal) {
      if (isOpen)
        return [toCheck('encrypted', 'failed', { problem: toOutboxProblem('tls-needed', { sender: 'smtp' }) })]
      const { connection, failed } = connect(signal)
      try {
        await login(connection, failed)
        const isEncrypted = (connection as unknown as { secure: boolean }).secure
        connection.quit()
        return [
          toCheck('reachable', 'passed', { subject: `${host}:${port}` }),
          toCheck('encrypted', isEncrypted ? 'passed' : 'warning'),
          ...(user === null ? [] : [toCheck('login', 'passed', { subject: user })]),
        ]
      } catch (error) {
        signal.throwIfAborted()
        connection.close()
        const { problem } = smtpProblem(error as SmtpFailure)
        const subject = `${host}:${port}`
        const reached = toCheck('reachable', 'passed', { subject })
        if (problem.kind === 'certificate' || problem.kind === 'tls-needed')
          return [reached, toCheck('encrypted', 'failed', { problem })]
        if (problem.kind === 'wrong-credentials')
          return [reached, toCheck('encrypted', 'passed'), toCheck('login', 'failed', { subject: user, problem })]
        return [toCheck('reachable', 'failed', { subject, problem })]
      }
    },
  }
}
