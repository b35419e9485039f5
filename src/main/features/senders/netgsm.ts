import { createHash } from 'node:crypto'
import { z } from 'zod'
import { toOutboxProblem } from '#shared/domain/outbox.ts'
import { type NetgsmSettings, type SegmentCost, type SenderCheck, toCheck } from '#shared/domain/sender-settings.ts'
import { countSmsSegments, NETGSM_COUNTING } from '#shared/domain/sms-segments.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Delivery, ReceivedText } from '../outbox/sender.ts'
import { askHttp, type HttpAnswer } from './http.ts'
import { isPassingAtNetgsm, netgsmRefusal, netgsmReportProblem } from './netgsm-problem.ts'
import type { Provider } from './provider.ts'
import { silenceProblem } from './twilio-client.ts'

const API = 'https://api.netgsm.com.tr'
const MINUTE = 60_000
/** More than ten reports a minute are refused. */
const REPORT_PAUSE = MINUTE
const PAGE = 100
/** Türkiye has had no other time since 2016. */
const ISTANBUL = 3 * 60 * MINUTE

const Sent = z.object({
  code: z.coerce.string(),
  jobid: z.coerce.string().nullish(),
  description: z.string().nullish(),
})
const ReportJob = z.object({
  jobid: z.coerce.string(),
  number: z.coerce.string(),
  status: z.coerce.number(),
  deliveredDate: z.string().nullish(),
})
const Report = z.object({
  code: z.coerce.string().nullish(),
  description: z.string().nullish(),
  jobs: z.array(ReportJob).nullish(),
})
const Headers = z.object({
  code: z.coerce.string().nullish(),
  description: z.string().nullish(),
  msgheaders: z.array(z.string()).nullish(),
})
const Inbox = z.object({
  code: z.coerce.string().nullish(),
  messages: z
    .array(
      z.object({
        message: z.string().nullish(),
        sender: z.coerce.string(),
        receiver: z.coerce.string().nullish(),
        datetime: z.coerce.string(),
      }),
    )
    .nullish(),
})
const Balance = z.object({
  code: z.coerce.string().nullish(),
  description: z.string().nullish(),
  balance: z
    .union([
      z.string(),
      z.number(),
      z.array(z.object({ amount: z.coerce.number(), balance_name: z.string().nullish() })),
    ])
    .nullish(),
})

/** SMS within Türkiye: Turkish letters in seven bits, and the register of consents (İYS) asked where a message sells something. */
export function createNetgsmProvider({
  clock,
  settings,
  password,
  price,
  baseUrl = API,
}: {
  clock: Clock
  settings: NetgsmSettings
  password: string
  price: SegmentCost | null
  baseUrl?: string | undefined
}): Provider {
  const authorization = `Basic ${Buffer.from(`${settings.userCode}:${password}`).toString('base64')}`

  function ask(path: string, signal: AbortSignal, body?: unknown): Promise<HttpAnswer> {
    return askHttp(clock, new URL(path, baseUrl), {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        authorization,
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal,
    })
  }

  /** HTTP 406 carries the useful answer as well. Throws where the report cannot be had now. */
  async function report(query: Record<string, unknown>, signal: AbortSignal): Promise<z.infer<typeof ReportJob>[]> {
    const jobs: z.infer<typeof ReportJob>[] = []
    for (let page = 0; ; page += 1) {
      const answer = await ask('/sms/rest/v2/report', signal, { ...query, pagenumber: page, pagesize: PAGE })
      const found = answer.kind === 'answer' ? Report.safeParse(answer.body).data : undefined
      if (found?.code === '60') return jobs
      if (!found?.jobs || (found.code && found.code !== '00'))
        throw new RetryAt(clock.now() + REPORT_PAUSE, found?.code === '80' ? 'report-limit' : 'cannot-ask')
      jobs.push(...found.jobs)
      if (found.jobs.length < PAGE) return jobs
    }
  }

  async function checkHeader(signal: AbortSignal): Promise<SenderCheck> {
    const answer = await ask('/sms/rest/v2/msgheader', signal)
    const found = answer.kind === 'answer' ? Headers.safeParse(answer.body).data : undefined
    const subject = settings.header
    if (!found?.msgheaders) return toCheck('header', 'warning', { subject })
    const isThere = found.msgheaders.includes(subject)
    const problem = toOutboxProblem('sender-refused', { sender: 'netgsm', detail: found.msgheaders.join(', ') })
    return toCheck('header', isThere ? 'passed' : 'failed', { subject, problem: isThere ? null : problem })
  }

  return {
    kind: 'netgsm',
    price,

    async send(message, signal) {
      const { encoding, segments } = countSmsSegments(message.body, NETGSM_COUNTING)
      const answer = await ask('/sms/rest/v2/send', signal, {
        msgheader: settings.header,
        // Without it Turkish letters would be sent as their plain cousins.
        ...(encoding !== 'gsm7' && { encoding: 'TR' }),
        // Reminders inform; only what sells must be asked for at the register.
        iysfilter: message.isCommercial ? '11' : '0',
        messages: [{ msg: message.body, no: toNetgsmNumber(message.address) }],
        appname: 'Santral',
      })
      if (answer.kind !== 'answer') {
        const problem = silenceProblem(answer, 'netgsm')
        return { kind: answer.kind === 'not-sent' ? 'later' : 'unknown', problem }
      }
      const said = Sent.safeParse(answer.body).data
      if (!said) {
        const problem = toOutboxProblem('provider-down', { sender: 'netgsm', code: answer.status })
        return { kind: answer.status === 429 ? 'later' : 'unknown', problem }
      }
      if (said.code === '00')
        return { kind: 'sent', providerId: said.jobid ?? null, segments, asksAgain: Boolean(said.jobid) }
      const problem = netgsmRefusal(said.code, said.description ?? null)
      return { kind: isPassingAtNetgsm(said.code) ? 'later' : 'refused', problem }
    },

    /**
     * There is no name of ours to look for: a job to that number since then, which no other of our messages is, must be it. That it is
     * not in the report is no proof, for the report may lag behind: then a person decides.
     */
    async lookUp(message, { at, isKnown }, signal) {
      const period = { startdate: toNetgsmTime(at - MINUTE), stopdate: toNetgsmTime(clock.now() + MINUTE) }
      const number = toNetgsmNumber(message.address)
      const jobs = await report(period, signal)
      const candidates = new Set(jobs.filter(job => isSameNumber(job.number, number)).map(({ jobid }) => jobid))
      const unknown = [...candidates].filter(jobid => !isKnown(jobid))
      const [only] = unknown
      if (only === undefined || unknown.length > 1) return { kind: 'cannot-tell' }
      return { kind: 'found', providerId: only, segments: countSmsSegments(message.body, NETGSM_COUNTING).segments }
    },

    async follow(sent, signal) {
      const jobs = await report({ jobids: sent.map(({ providerId }) => providerId) }, signal)
      const deliveries = new Map<(typeof sent)[number]['id'], Delivery>()
      for (const { id, providerId } of sent) {
        const job = jobs.find(({ jobid }) => jobid === providerId)
        if (!job) continue
        const problem = netgsmReportProblem(job.status)
        const at = job.deliveredDate ? fromNetgsmTime(job.deliveredDate) : null
        const arrived: Delivery = job.status === 1 ? { kind: 'delivered', at } : { kind: 'on-its-way' }
        deliveries.set(id, problem ? { kind: 'failed', problem } : arrived)
      }
      return deliveries
    },

    /** Always for a period: without one the inbox shows everything only once, and what is lost on the way is lost. */
    async receive(since, signal) {
      const period = new URLSearchParams({
        startdate: toNetgsmTime(since),
        stopdate: toNetgsmTime(clock.now() + MINUTE),
      })
      const answer = await ask(`/sms/rest/v2/inbox?${period}`, signal)
      const found = answer.kind === 'answer' ? Inbox.safeParse(answer.body).data : undefined
      if (found?.code === '60') return []
      if (!found?.messages) throw new RetryAt(clock.now() + REPORT_PAUSE, 'cannot-ask')
      return found.messages.map(toReceived)
    },

    canBeAnswered: /^\d+$/u.test(settings.header),

    async check(signal) {
      const { userCode: usercode } = settings
      const answer = await ask('/balance', signal, { usercode, password, stip: 3 })
      if (answer.kind !== 'answer')
        return [toCheck('reachable', 'failed', { problem: silenceProblem(answer, 'netgsm') })]
      const found = Balance.safeParse(answer.body).data
      if (!found?.balance) {
        const code = found?.code ?? String(answer.status)
        if (found?.code === '60')
          return [
            toCheck('reachable', 'passed'),
            toCheck('login', 'passed'),
            toCheck('balance', 'failed', { problem: toOutboxProblem('no-credit', { sender: 'netgsm', code }) }),
          ]
        const problem = netgsmRefusal(code, found?.description ?? null)
        return [toCheck('reachable', 'passed'), toCheck('login', 'failed', { subject: usercode, problem })]
      }
      const { balance } = found
      const parts = Array.isArray(balance)
        ? balance.map(({ amount }) => amount)
        : [Number(String(balance).replace(',', '.'))]
      const left = parts.reduce((sum, part) => sum + part, 0)
      return [
        toCheck('reachable', 'passed'),
        toCheck('login', 'passed', { subject: usercode }),
        toCheck('balance', left > 0 ? 'passed' : 'failed', { count: left }),
        await checkHeader(signal),
      ]
    },
  }
}

/** It gives no name of its own: whoever writes the same to us twice within a second is heard once. */
function toReceived({
  message,
  sender,
  receiver,
  datetime,
}: NonNullable<z.infer<typeof Inbox>['messages']>[number]): ReceivedText {
  const body = message ?? ''
  const said = [sender, receiver ?? '', datetime, body].join('|')
  return {
    providerId: createHash('sha256').update(said).digest('hex').slice(0, 32),
    channel: 'sms',
    from: fromNetgsmNumber(sender),
    body,
    at: fromNetgsmTime(datetime) ?? 0,
  }
}

/** The plus is what tells a number from a name. */
function fromNetgsmNumber(written: string): string {
  const digits = written.replaceAll(/[\s+()-]/gu, '')
  if (!/^\d{10,15}$/u.test(digits)) return written
  const bare = digits.replace(/^(?:00|0)/u, '')
  return bare.length === 10 ? `+90${bare}` : `+${bare}`
}

/** Turkish numbers without their country, as NetGSM writes them; all others with it and without the plus. */
export function toNetgsmNumber(e164: string): string {
  return e164.startsWith('+90') ? e164.slice(3) : e164.slice(1)
}

function isSameNumber(one: string, other: string): boolean {
  const bare = (number: string) => number.replace(/\D/gu, '').replace(/^(?:90|0)(?=5\d{9}$)/u, '')
  return bare(one) === bare(other)
}

/** ddMMyyyyHHmm, as the clocks in Türkiye show it. */
export function toNetgsmTime(at: number): string {
  const [day = '', time = ''] = new Date(at + ISTANBUL).toISOString().split('T')
  const [year, month, dayOfMonth] = day.split('-')
  return `${dayOfMonth}${month}${year}${time.slice(0, 2)}${time.slice(3, 5)}`
}

/** With or without separators and seconds: `01122026143000`, `01.12.2026 14:30:00`. */
export function fromNetgsmTime(text: string): number | null {
  const digits = text.replace(/\D/gu, '')
  const [, day, month, year, hour, minute] = /^(\d\d)(\d\d)(\d{4})(\d\d)(\d\d)/u.exec(digits) ?? []
  if (!year) return null
  const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00+03:00`)
  return Number.isNaN(at) ? null : at
}
