import { z } from 'zod'
import { toOutboxProblem } from '#shared/domain/outbox.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import { askHttp, type HttpAnswer, retryAfterOf } from './http.ts'

const API = 'https://api.twilio.com'
const CONTENT = 'https://content.twilio.com'
const MOST_PAGES = 20

export const TwilioMessage = z.object({
  sid: z.string(),
  status: z.string(),
  direction: z.string().nullish(),
  to: z.string().nullish(),
  from: z.string().nullish(),
  body: z.string().nullish(),
  num_segments: z.coerce.number().nullish(),
  error_code: z.coerce.number().nullish(),
  error_message: z.string().nullish(),
  /** RFC 2822. */
  date_created: z.string().nullish(),
  date_updated: z.string().nullish(),
  date_sent: z.string().nullish(),
})
export type TwilioMessage = z.infer<typeof TwilioMessage>

const MessagePage = z.object({ messages: z.array(TwilioMessage), next_page_uri: z.string().nullish() })

/** Twilio's REST API as far as we use it: forms in, JSON out. */
export function createTwilioClient({
  clock,
  accountSid,
  authToken,
  baseUrl,
}: {
  clock: Clock
  accountSid: string
  authToken: string
  /** Another than Twilio's own only for a simulator on this machine. */
  baseUrl: string | undefined
}) {
  const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`
  const account = `/2010-04-01/Accounts/${accountSid}`

  function ask(path: string, signal: AbortSignal, form?: Record<string, string>, host = API): Promise<HttpAnswer> {
    return askHttp(clock, new URL(path, baseUrl ?? host), {
      method: form ? 'POST' : 'GET',
      headers: { authorization, accept: 'application/json' },
      ...(form && { body: new URLSearchParams(form) }),
      signal,
    })
  }

  /** Throws where it cannot be read now. */
  async function read<Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    signal: AbortSignal,
  ): Promise<z.output<Schema> | undefined> {
    const answer = await ask(path, signal)
    if (answer.kind === 'answer' && answer.status === 404) return undefined
    const parsed = answer.kind === 'answer' && answer.status === 200 ? schema.safeParse(answer.body) : undefined
    if (parsed?.success) return parsed.data
    const wait = answer.kind === 'answer' ? retryAfterOf(answer.headers) : undefined
    throw new RetryAt(clock.now() + (wait ?? 60_000), 'cannot-ask')
  }

  return {
    create: (form: Record<string, string>, signal: AbortSignal) => ask(`${account}/Messages.json`, signal, form),
    account: (signal: AbortSignal) => ask(`${account}.json`, signal),
    templates: (signal: AbortSignal) => ask('/v1/ContentAndApprovals?PageSize=100', signal, undefined, CONTENT),
    get: (sid: string, signal: AbortSignal) =>
      read(`${account}/Messages/${encodeURIComponent(sid)}.json`, TwilioMessage, signal),

    /** The newest first. The list ends where Twilio says so, or where whoever reads has seen enough. */
    async *list(
      query: Record<string, string>,
      signal: AbortSignal,
      mostPages = MOST_PAGES,
    ): AsyncGenerator<TwilioMessage> {
      let next: string | null | undefined =
        `${account}/Messages.json?${new URLSearchParams({ ...query, PageSize: '50' })}`
      for (let page = 0; page < mostPages && next; page += 1) {
        // Only ever within our own account, wherever an answer may point.
        if (!next.startsWith(`${account}/Messages.json`)) throw new RetryAt(clock.now() + 60_000, 'cannot-ask')
        const found: z.output<typeof MessagePage> | undefined = await read(next, MessagePage, signal)
        yield* found?.messages ?? []
        next = found?.next_page_uri
      }
    },
  }
}

export function silenceProblem(answer: Exclude<HttpAnswer, { kind: 'answer' }>, sender: 'twilio' | 'netgsm' | 'ses') {
  const kind = answer.reason === 'certificate' ? 'certificate' : answer.reason === 'timeout' ? 'timeout' : 'unreachable'
  return toOutboxProblem(kind, { sender })
}
