import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type ProviderFault, ProviderFaults } from '../provider-faults.ts'

export interface SimulatedTwilioMessage {
  sid: string
  to: string
  from: string
  body: string
  status: string
  direction: string
  createdAt: number
  updatedAt: number
  errorCode: number | null
  contentSid: string | null
  contentVariables: string | null
  messagingServiceSid: string | null
  segments: number
}

const SID = 'AC0123456789abcdef0123456789abcdef'
const TOKEN = 'twilio-token'
const PAGE = 50

/** The words that Twilio says with a number of its table. */
const WORDS: Readonly<Record<number, [status: number, message: string]>> = {
  20003: [401, 'Authenticate'],
  20404: [404, 'The requested resource was not found'],
  20429: [429, 'Too Many Requests'],
  21211: [400, "The 'To' number is not a valid phone number."],
  21408: [403, 'Permission to send an SMS has not been enabled for the region indicated by the To number'],
  21602: [400, 'Message body is required.'],
  21606: [
    400,
    "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.",
  ],
  21608: [400, 'The number is unverified. Trial accounts cannot send messages to unverified numbers'],
  21610: [400, 'Attempt to send to unsubscribed recipient'],
  21614: [400, "'To' number is not a valid mobile number"],
  21617: [400, 'The concatenated message body exceeds the 1600 character limit'],
  21635: [400, "'To' number cannot be a landline"],
  21654: [400, 'ContentVariables parameter sent without ContentSid'],
  21655: [400, 'The ContentSid is Invalid'],
  21656: [400, 'The ContentVariables Parameter is invalid'],
  21659: [400, "The 'From' is not a Twilio phone number or Short Code country mismatch"],
  63016: [
    400,
    'Failed to send freeform message because you are outside the allowed window. If you are using WhatsApp, please use a Message Template.',
  ],
  63018: [429, 'Rate limit exceeded for Channel'],
  63024: [400, 'Invalid message recipient'],
}

/** Twilio's Messages API on 127.0.0.1: forms in, its JSON and its refusals out, over a list that a test may change. */
export async function startTwilioSimulator({ now = Date.now, port = 0 }: { now?: () => number; port?: number } = {}) {
  const messages: SimulatedTwilioMessage[] = []
  const faults = new ProviderFaults()
  /** Numbers that wrote within a day: only to them a free text may go on WhatsApp. */
  const openWindows = new Set<string>()
  const templates = new Map<string, { status: string; text: string; name?: string }>()
  const account = { status: 'active', type: 'Full', friendly_name: 'Umut Diş' }
  const requests: { method: string; path: string; form: Record<string, string> }[] = []
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = new URL(request.url ?? '/', url)
    const form = new URLSearchParams(await readText(request))
    requests.push({ method: request.method ?? '', path: at.pathname, form: Object.fromEntries(form) })
    const fault = faults.take(`${request.method} ${at.pathname}`)
    if (fault?.kind === 'drop-before') return void request.socket.destroy()
    if (fault?.kind === 'hang') return
    const result = fault?.kind === 'answer' ? fault : answerTo(request, at, form)
    if (fault?.kind === 'drop-after') return void request.socket.destroy()
    response.writeHead(result.status, { 'content-type': 'application/json', ...result.headers })
    response.end(typeof result.body === 'string' ? result.body : JSON.stringify(result.body))
  }

  function refuse(code: number): Extract<ProviderFault, { kind: 'answer' }> {
    const [status, message] = WORDS[code] ?? [400, 'Bad request']
    const more = `https://www.twilio.com/docs/errors/${code}`
    return { kind: 'answer', status, body: { code, message, more_info: more, status } }
  }

  function answerTo(request: IncomingMessage, at: URL, form: URLSearchParams) {
    const expected = `Basic ${Buffer.from(`${SID}:${TOKEN}`).toString('base64')}`
    if (request.headers.authorization !== expected) return refuse(20003)
    const ok = (body: unknown, status = 200) => ({ kind: 'answer' as const, status, body, headers: {} })
    if (at.pathname === `/2010-04-01/Accounts/${SID}.json`) return ok({ sid: SID, ...account })
    if (at.pathname === '/v1/ContentAndApprovals')
      return ok({
        contents: [...templates].map(([sid, { status, text, name = sid }]) => ({
          ...{ sid, friendly_name: name, language: 'tr', types: { 'twilio/text': { body: text } } },
          approval_requests: { status },
        })),
        meta: { next_page_url: null },
      })
    if (at.pathname === `/2010-04-01/Accounts/${SID}/Messages.json`)
      return request.method === 'POST' ? create(form) : ok(listed(at))
    const sid = at.pathname.match(/\/Messages\/(\w+)\.json$/u)?.[1]
    const found = messages.find(message => message.sid === sid)
    return found ? ok(shown(found)) : refuse(20404)
  }

  function create(form: URLSearchParams) {
    const get = (name: string) => form.get(name)
    const [to, from, service] = [get('To') ?? '', get('From'), get('MessagingServiceSid')]
    const [contentSid, variables] = [get('ContentSid'), get('ContentVariables')]
    if (!/^(?:whatsapp:)?\+[1-9]\d{6,14}$/u.test(to)) return refuse(21211)
    if (!from && !service) return refuse(21606)
    if (variables !== null && contentSid === null) return refuse(21654)
    if (contentSid !== null && !templates.has(contentSid)) return refuse(21655)
    if (variables !== null && !isFilledObject(variables)) return refuse(21656)
    if (contentSid === null && !get('Body')) return refuse(21602)
    if ((get('Body') ?? '').length > 1_600) return refuse(21617)
    const isWhatsApp = to.startsWith('whatsapp:')
    if (isWhatsApp && contentSid === null && !openWindows.has(to)) return refuse(63016)
    const text = contentSid === null ? (get('Body') ?? '') : filled(templates.get(contentSid)?.text ?? '', variables)
    const message = add({
      to,
      from: from ?? '',
      body: text,
      direction: 'outbound-api',
      status: service ? 'accepted' : 'queued',
    })
    Object.assign(message, { contentSid, contentVariables: variables, messagingServiceSid: service })
    return { kind: 'answer' as const, status: 201, body: shown(message), headers: {} }
  }

  function add(given: Pick<SimulatedTwilioMessage, 'to' | 'from' | 'body' | 'direction' | 'status'>) {
    const number = String(messages.length + 1).padStart(32, '0')
    const blank = { errorCode: null, contentSid: null, contentVariables: null, messagingServiceSid: null }
    const times = { createdAt: now(), updatedAt: now() }
    const message = {
      sid: `SM${number}`,
      ...given,
      ...blank,
      ...times,
      segments: Math.ceil(given.body.length / 70) || 1,
    }
    messages.unshift(message)
    return message
  }

  function listed(at: URL) {
    const [to, page] = [at.searchParams.get('To'), Number(at.searchParams.get('Page') ?? 0)]
    const size = Math.min(Number(at.searchParams.get('PageSize') ?? PAGE), 1_000)
    const all = messages.filter(message => to === null || message.to === to)
    const query = new URLSearchParams(at.searchParams)
    query.set('Page', String(page + 1))
    const next = all.length > (page + 1) * size ? `${at.pathname}?${query}` : null
    return { messages: all.slice(page * size, (page + 1) * size).map(shown), next_page_uri: next, page }
  }

  function shown(message: SimulatedTwilioMessage) {
    const { sid, to, from, body, status, direction, errorCode, segments, createdAt, updatedAt } = message
    return {
      ...{ sid, to, from, body, status, direction, num_segments: String(segments), num_media: '0' },
      ...{ price: null, price_unit: 'USD', error_code: errorCode, error_message: null, account_sid: SID },
      messaging_service_sid: message.messagingServiceSid,
      date_created: new Date(createdAt).toUTCString().replace('GMT', '+0000'),
      date_updated: new Date(updatedAt).toUTCString().replace('GMT', '+0000'),
      date_sent: status === 'queued' || status === 'accepted' ? null : new Date(updatedAt).toUTCString(),
      uri: `/2010-04-01/Accounts/${SID}/Messages/${sid}.json`,
    }
  }

  return {
    ...{ url, messages, faults, openWindows, templates, account, requests, accountSid: SID, authToken: TOKEN },
    refuse: (code: number) => faults.plan('POST /2010', refuse(code)),
    /** What a network did with it later. */
    setStatus(sid: string, status: string, errorCode: number | null = null) {
      const message = messages.find(found => found.sid === sid)
      if (message) Object.assign(message, { status, errorCode, updatedAt: now() })
    },
    /** Somebody writes to the office. */
    receive: (from: string, to: string, body: string) =>
      add({ to, from, body, direction: 'inbound', status: 'received' }),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function isFilledObject(text: string): boolean {
  try {
    const values: unknown = JSON.parse(text)
    return (
      typeof values === 'object' &&
      values !== null &&
      Object.values(values).every(value => typeof value === 'string' && value !== '')
    )
  } catch {
    return false
  }
}

function filled(text: string, variables: string | null): string {
  const values = JSON.parse(variables ?? '{}') as Record<string, string>
  return text.replaceAll(/\{\{(\w+)\}\}/gu, (whole, name: string) => values[name] ?? whole)
}

export async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}
