import { z } from 'zod'
import { toOutboxProblem } from '#shared/domain/outbox.ts'
import { type SegmentCost, type SenderCheck, type TwilioSettings, toCheck } from '#shared/domain/sender-settings.ts'
import type { ProviderStatus } from '#shared/domain/template.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Delivery, OutgoingMessage, ReceivedText } from '../outbox/sender.ts'
import type { ProviderTemplateFound } from '../templates/approved-templates.ts'
import { retryAfterOf } from './http.ts'
import type { Provider } from './provider.ts'
import { createTwilioClient, silenceProblem, TwilioMessage } from './twilio-client.ts'
import { twilioCodeProblem, twilioRefusal } from './twilio-problem.ts'

const MINUTE = 60_000
const WHATSAPP = 'whatsapp:'
const DAY = 24 * 60 * MINUTE
/** Ten thousand: what a long holiday may bring. */
const MOST_RECEIVED_PAGES = 200

const Account = z.object({ status: z.string(), type: z.string().nullish(), friendly_name: z.string().nullish() })
const Templates = z.object({
  contents: z.array(
    z.object({
      sid: z.string(),
      friendly_name: z.string().nullish(),
      language: z.string().nullish(),
      /** `twilio/text`, `twilio/quick-reply` … each with its body. */
      types: z.record(z.string(), z.object({ body: z.string().nullish() })).nullish(),
      approval_requests: z.object({ status: z.string().nullish() }).nullish(),
    }),
  ),
})

/** SMS and official WhatsApp. */
export function createTwilioProvider({
  clock,
  settings,
  authToken,
  price,
  baseUrl,
}: {
  clock: Clock
  settings: TwilioSettings
  authToken: string
  price: SegmentCost | null
  baseUrl: string | undefined
}): Provider {
  const client = createTwilioClient({ clock, accountSid: settings.accountSid, authToken, baseUrl })

  /** Undefined where nothing is set up to send from. WhatsApp is told apart by its prefix (row E9). */
  function formOf({ channel, address, body, template }: OutgoingMessage): Record<string, string> | undefined {
    const { smsFrom, messagingServiceSid, whatsappFrom } = settings
    const isWhatsApp = channel === 'twilio_whatsapp'
    const from = isWhatsApp ? whatsappFrom && WHATSAPP + whatsappFrom : smsFrom
    if (!from && !messagingServiceSid) return undefined
    const content: Record<string, string> = template
      ? { ContentSid: template.contentSid, ...variablesOf(template.variables) }
      : { Body: body }
    return {
      To: isWhatsApp ? WHATSAPP + address : address,
      ...(from ? { From: from } : { MessagingServiceSid: messagingServiceSid ?? '' }),
      ...content,
    }
  }

  async function checkTemplates(signal: AbortSignal): Promise<SenderCheck[]> {
    const answer = await client.templates(signal)
    const found = answer.kind === 'answer' && answer.status === 200 ? Templates.safeParse(answer.body).data : undefined
    if (!found) return [toCheck('templates', 'warning')]
    const approved = found.contents.filter(({ approval_requests: asked }) => asked?.status === 'approved').length
    return [toCheck('templates', approved > 0 ? 'passed' : 'warning', { count: approved })]
  }

  return {
    kind: 'twilio',
    price,

    async send(message, signal) {
      const form = formOf(message)
      if (!form) return { kind: 'refused', problem: toOutboxProblem('sender-refused', { sender: 'twilio' }) }
      const answer = await client.create(form, signal)
      if (answer.kind !== 'answer') {
        const problem = silenceProblem(answer, 'twilio')
        return { kind: answer.kind === 'not-sent' ? 'later' : 'unknown', problem }
      }
      const { status, body, headers } = answer
      const created = TwilioMessage.safeParse(body).data
      if (status === 201 && created) {
        if (hasFailed(created.status)) return { kind: 'refused', problem: problemOf(created) }
        const segments = created.num_segments ?? undefined
        return { kind: 'sent', providerId: created.sid, asksAgain: true, ...(segments && { segments }) }
      }
      const problem = twilioRefusal(status, body)
      if (status === 429 || problem.kind === 'rate-limited')
        return { kind: 'later', problem, retryAfterMs: retryAfterOf(headers) ?? 0 }
      // It may have been taken before whatever broke did break.
      if (status >= 500 || status < 400) return { kind: 'unknown', problem }
      return { kind: 'refused', problem }
    },

    /** Everything that was created since stands in the list at once: what is not there was never taken. */
    async lookUp(message, { at, isKnown }, signal) {
      const to = message.channel === 'twilio_whatsapp' ? WHATSAPP + message.address : message.address
      const candidates: TwilioMessage[] = []
      for await (const found of client.list({ To: to }, signal)) {
        const createdAt = Date.parse(found.date_created ?? '')
        // Twilio says seconds, and its clock is not ours.
        if (createdAt < at - MINUTE) break
        const isOurs = found.direction?.startsWith('outbound') && !isKnown(found.sid)
        if (isOurs && (message.template !== null || found.body === message.body)) candidates.push(found)
      }
      const [only] = candidates
      if (!only) return { kind: 'absent' }
      // Of two with the same text to the same number we would not know which is this one; both went out.
      if (candidates.length > 1 && message.template !== null) return { kind: 'cannot-tell' }
      const segments = only.num_segments ?? undefined
      return { kind: 'found', providerId: only.sid, ...(segments && { segments }) }
    },

    async follow(sent, signal) {
      const deliveries = new Map<(typeof sent)[number]['id'], Delivery>()
      for (const { id, providerId } of sent) {
        const message = await client.get(providerId, signal)
        if (message) deliveries.set(id, deliveryOf(message))
      }
      return deliveries
    },

    async receive(since, signal) {
      const { smsFrom, messagingServiceSid, whatsappFrom } = settings
      // A messaging service has numbers of its own, which only the whole list tells.
      const ours = [...(smsFrom?.startsWith('+') ? [smsFrom] : []), ...(whatsappFrom ? [WHATSAPP + whatsappFrom] : [])]
      const received: ReceivedText[] = []
      const day = new Date(since - DAY).toISOString().slice(0, 10)
      for (const to of messagingServiceSid ? [null] : ours) {
        const query = { ...(to !== null && { To: to }), 'DateSent>': day }
        for await (const found of client.list(query, signal, MOST_RECEIVED_PAGES)) {
          const at = Date.parse(found.date_created ?? '')
          if (at < since) break
          if (found.direction === 'inbound') received.push(toReceived(found, Number.isNaN(at) ? clock.now() : at))
        }
      }
      return received
    },

    async listTemplates(signal) {
      const answer = await client.templates(signal)
      if (answer.kind !== 'answer') return silenceProblem(answer, 'twilio')
      const found = answer.status === 200 ? Templates.safeParse(answer.body).data : undefined
      return found ? found.contents.flatMap(toTemplate) : twilioRefusal(answer.status, answer.body)
    },

    canBeAnswered: settings.smsFrom?.startsWith('+') === true || settings.messagingServiceSid !== null,

    async check(signal) {
      const answer = await client.account(signal)
      if (answer.kind !== 'answer') {
        const problem = silenceProblem(answer, 'twilio')
        return [toCheck('reachable', 'failed', { problem })]
      }
      const account = answer.status === 200 ? Account.safeParse(answer.body).data : undefined
      if (!account) {
        const problem = twilioRefusal(answer.status, answer.body)
        return [toCheck('reachable', 'passed'), toCheck('login', 'failed', { problem })]
      }
      const { smsFrom, messagingServiceSid, whatsappFrom } = settings
      const isActive = account.status === 'active'
      const suspended = toOutboxProblem('account-suspended', { sender: 'twilio', code: account.status })
      return [
        toCheck('reachable', 'passed'),
        toCheck('login', 'passed', { subject: account.friendly_name?.slice(0, 200) ?? null }),
        toCheck('account', isActive ? 'passed' : 'failed', { problem: isActive ? null : suspended }),
        toCheck('production', account.type === 'Trial' ? 'warning' : 'passed'),
        toCheck('sender', smsFrom || messagingServiceSid ? 'passed' : 'warning', {
          subject: smsFrom ?? messagingServiceSid,
        }),
        toCheck('whatsapp', whatsappFrom ? 'passed' : 'warning', { subject: whatsappFrom }),
        ...(whatsappFrom ? await checkTemplates(signal) : []),
      ]
    },
  }
}

/** A text within the form, not an object; left out where a template has none. */
function variablesOf(variables: Record<string, string>): Record<string, string> {
  return Object.keys(variables).length === 0 ? {} : { ContentVariables: JSON.stringify(variables) }
}

function hasFailed(status: string): boolean {
  return status === 'failed' || status === 'undelivered' || status === 'canceled'
}

function problemOf({ status, error_code: code, error_message: text }: TwilioMessage) {
  if (status === 'canceled') return toOutboxProblem('other', { sender: 'twilio', code: status })
  return twilioCodeProblem(code ?? null, text ?? null)
}

function deliveryOf(message: TwilioMessage): Delivery {
  if (hasFailed(message.status)) return { kind: 'failed', problem: problemOf(message) }
  if (message.status !== 'delivered' && message.status !== 'read') return { kind: 'on-its-way' }
  const at = Date.parse(message.date_updated ?? '')
  return { kind: 'delivered', at: Number.isNaN(at) ? null : at }
}

/** WhatsApp is told apart by its prefix; everything else is SMS (row E9). */
function toReceived({ sid, from, body }: TwilioMessage, at: number): ReceivedText {
  const isWhatsApp = from?.startsWith(WHATSAPP) === true
  return {
    providerId: sid,
    channel: isWhatsApp ? 'twilio_whatsapp' : 'sms',
    from: isWhatsApp ? (from ?? '').slice(WHATSAPP.length) : (from ?? ''),
    body: body ?? '',
    at,
  }
}

const STATUSES: Readonly<Record<string, ProviderStatus>> = {
  approved: 'approved',
  rejected: 'rejected',
  paused: 'paused',
  disabled: 'paused',
}

/** Pictures and lists without words are nothing that the office could read before it sends them. */
function toTemplate(content: z.infer<typeof Templates>['contents'][number]): ProviderTemplateFound[] {
  const { sid, friendly_name: name, language, types, approval_requests: asked } = content
  const body = Object.values(types ?? {}).find(type => type.body)?.body
  if (!body) return []
  const status = STATUSES[asked?.status ?? ''] ?? 'pending'
  const spoken = /^[a-z]{2,3}/u.exec(language ?? '')?.[0] ?? 'tr'
  return [
    { providerId: sid, name: (name ?? sid).slice(0, 80), language: spoken, content: body.slice(0, 4_000), status },
  ]
}
