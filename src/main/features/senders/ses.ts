import { AwsClient } from 'aws4fetch'
import { z } from 'zod'
import { type OutboxProblem, type OutboxProblemKind, toOutboxProblem } from '#shared/domain/outbox.ts'
import { type SesSettings, toCheck } from '#shared/domain/sender-settings.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import { CannotCompose, composeMail } from './compose-mail.ts'
import { askHttp, type HttpAnswer, retryAfterOf } from './http.ts'
import type { Provider } from './provider.ts'
import { silenceProblem } from './twilio-client.ts'

const HOUR = 3_600_000

const Sent = z.object({ MessageId: z.string() })
const Refused = z.object({ message: z.string().nullish(), Message: z.string().nullish(), __type: z.string().nullish() })
const Account = z.object({
  ProductionAccessEnabled: z.boolean(),
  SendingEnabled: z.boolean(),
  EnforcementStatus: z.string().nullish(),
  SendQuota: z.object({ Max24HourSend: z.number(), SentLast24Hours: z.number() }).nullish(),
})

const KIND_OF: Readonly<Record<string, OutboxProblemKind>> = {
  TooManyRequestsException: 'rate-limited',
  ThrottlingException: 'rate-limited',
  LimitExceededException: 'quota',
  AccountSuspendedException: 'account-suspended',
  SendingPausedException: 'account-suspended',
  MailFromDomainNotVerifiedException: 'sender-refused',
  NotFoundException: 'not-found',
  BadRequestException: 'bad-request',
  MessageRejected: 'content-refused',
  SignatureDoesNotMatch: 'wrong-credentials',
  InvalidSignatureException: 'wrong-credentials',
  InvalidClientTokenId: 'wrong-credentials',
  UnrecognizedClientException: 'wrong-credentials',
  AccessDeniedException: 'wrong-credentials',
  AccessDenied: 'wrong-credentials',
}

/** Amazon's mail service by its API. The mail is composed here, so that it is the same whoever carries it. */
export function createSesProvider({
  clock,
  blobs,
  settings,
  secretAccessKey,
  baseUrl,
}: {
  clock: Clock
  blobs: Pick<BlobStore, 'read' | 'size'>
  settings: SesSettings
  secretAccessKey: string
  /** Another than Amazon's own only for a simulator on this machine. */
  baseUrl: string | undefined
}): Provider {
  const { region, accessKeyId } = settings
  const aws = new AwsClient({ accessKeyId, secretAccessKey, region, service: 'ses', retries: 0 })

  async function ask(path: string, signal: AbortSignal, body?: unknown): Promise<HttpAnswer> {
    const url = new URL(path, baseUrl ?? `https://email.${region}.amazonaws.com`)
    const signed = await aws.sign(url, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { accept: 'application/json', ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      aws: { datetime: new Date(clock.now()).toISOString().replaceAll(/[:-]|\.\d{3}/gu, '') },
    })
    return askHttp(clock, signed.url, {
      method: signed.method,
      headers: signed.headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
    })
  }

  return {
    kind: 'ses',
    price: null,

    async send(message, signal) {
      const mail = await composeMail({ clock, blobs }, settings, message).catch((error: unknown) => {
        if (error instanceof CannotCompose) return error
        throw error
      })
      if (mail instanceof CannotCompose)
        return { kind: 'refused', problem: toOutboxProblem(mail.kind, { sender: 'ses' }) }
      const answer = await ask('/v2/email/outbound-emails', signal, {
        FromEmailAddress: settings.fromAddress,
        Destination: { ToAddresses: [message.address] },
        Content: { Raw: { Data: mail.toString('base64') } },
        ...(settings.configurationSet !== null && { ConfigurationSetName: settings.configurationSet }),
      })
      if (answer.kind !== 'answer') {
        const problem = silenceProblem(answer, 'ses')
        return { kind: answer.kind === 'not-sent' ? 'later' : 'unknown', problem }
      }
      const { status, body, headers } = answer
      const sent = status === 200 ? Sent.safeParse(body).data : undefined
      if (sent) return { kind: 'sent', providerId: sent.MessageId, asksAgain: false }
      const problem = sesRefusal(answer)
      if (problem.kind === 'rate-limited') return { kind: 'later', problem, retryAfterMs: retryAfterOf(headers) ?? 0 }
      if (problem.kind === 'quota') return { kind: 'later', problem, retryAfterMs: HOUR }
      if (status === 503) return { kind: 'later', problem }
      if (status >= 500 || status < 400) return { kind: 'unknown', problem }
      return { kind: 'refused', problem }
    },

    async check(signal) {
      const answer = await ask('/v2/email/account', signal)
      if (answer.kind !== 'answer') return [toCheck('reachable', 'failed', { problem: silenceProblem(answer, 'ses') })]
      const account = answer.status === 200 ? Account.safeParse(answer.body).data : undefined
      if (!account) return [toCheck('reachable', 'passed'), toCheck('login', 'failed', { problem: sesRefusal(answer) })]
      const { Max24HourSend: most, SentLast24Hours: used } = account.SendQuota ?? {
        Max24HourSend: 0,
        SentLast24Hours: 0,
      }
      const isAllowed = account.SendingEnabled && account.EnforcementStatus !== 'SHUTDOWN'
      const code = account.EnforcementStatus ?? null
      const suspended = toOutboxProblem('account-suspended', { sender: 'ses', code })
      // A probation is a warning: mails still leave.
      const outcome = isAllowed ? (code === 'PROBATION' ? 'warning' : 'passed') : 'failed'
      const left = most === -1 ? null : Math.max(0, Math.floor(most - used))
      return [
        toCheck('reachable', 'passed', { subject: region }),
        toCheck('login', 'passed', { subject: accessKeyId }),
        toCheck('account', outcome, { problem: isAllowed ? null : suspended }),
        toCheck('production', account.ProductionAccessEnabled ? 'passed' : 'warning'),
        toCheck('quota', left === 0 ? 'failed' : 'passed', { count: left }),
      ]
    },
  }
}

function sesRefusal({ status, body, headers }: Extract<HttpAnswer, { kind: 'answer' }>): OutboxProblem {
  const said = Refused.safeParse(body).data
  const name =
    (headers.get('x-amzn-errortype') ?? said?.__type ?? '').split(/[:#]/u).find(part => /^[A-Z]\w+$/u.test(part)) ??
    null
  const detail = said?.message ?? said?.Message ?? null
  const kind = kindOf(status, name, detail)
  return toOutboxProblem(kind, { sender: 'ses', code: name ?? status, detail })
}

function kindOf(status: number, name: string | null, detail: string | null): OutboxProblemKind {
  // In the sandbox every recipient has to be verified, and Amazon says both of a sender and of a recipient that it is not.
  if (name === 'MessageRejected' && /not verified/iu.test(detail ?? '')) return 'sandbox'
  if (name !== null && KIND_OF[name]) return KIND_OF[name]
  if (status === 403) return 'wrong-credentials'
  if (status === 429) return 'rate-limited'
  return status >= 500 ? 'provider-down' : 'other'
}
