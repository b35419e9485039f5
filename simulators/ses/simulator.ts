import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { AwsClient } from 'aws4fetch'
import { ProviderFaults } from '../provider-faults.ts'
import { readText } from '../twilio/simulator.ts'

const KEY_ID = 'AKIAIOSFODNN7EXAMPLE'
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const REGION = 'eu-central-1'

export interface SesMail {
  from: string
  to: string[]
  raw: string
  configurationSet: string | null
}

/** Amazon SES v2 on 127.0.0.1: it checks the signature, and refuses as Amazon does. */
export async function startSesSimulator({ port = 0 }: { port?: number } = {}) {
  const mails: SesMail[] = []
  const faults = new ProviderFaults()
  const world = {
    isProduction: true,
    isSending: true,
    enforcement: 'HEALTHY',
    max: 50_000,
    sent: 12,
    verified: new Set<string>(),
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', url).pathname
    const text = await readText(request)
    const fault = faults.take(`${request.method} ${path}`)
    if (fault?.kind === 'drop-before') return void request.socket.destroy()
    if (fault?.kind === 'hang') return
    const result = fault?.kind === 'answer' ? fault : await answerTo(request, path, text)
    if (fault?.kind === 'drop-after') return void request.socket.destroy()
    response.writeHead(result.status, { 'content-type': 'application/json', ...result.headers })
    response.end(JSON.stringify(result.body))
  }

  function refuse(status: number, name: string, message: string) {
    return {
      kind: 'answer' as const,
      status,
      body: { message },
      headers: { 'x-amzn-errortype': `${name}:http://internal.amazon.com/` },
    }
  }
  const ok = (body: unknown) => ({ kind: 'answer' as const, status: 200, body, headers: {} })

  async function answerTo(request: IncomingMessage, path: string, text: string) {
    if (!(await isSigned(request, text)))
      return refuse(
        403,
        'SignatureDoesNotMatch',
        'The request signature we calculated does not match the signature you provided.',
      )
    if (path === '/v2/email/account')
      return ok({
        ProductionAccessEnabled: world.isProduction,
        SendingEnabled: world.isSending,
        EnforcementStatus: world.enforcement,
        SendQuota: { Max24HourSend: world.max, MaxSendRate: 14, SentLast24Hours: world.sent },
      })
    if (path !== '/v2/email/outbound-emails') return refuse(404, 'NotFoundException', 'Not found')
    const {
      FromEmailAddress: from,
      Destination,
      Content,
      ConfigurationSetName,
    } = JSON.parse(text) as {
      FromEmailAddress: string
      Destination: { ToAddresses: string[] }
      Content: { Raw?: { Data: string } }
      ConfigurationSetName?: string
    }
    const to = Destination.ToAddresses
    if (!world.isSending) return refuse(400, 'SendingPausedException', 'Sending is paused for this account.')
    const stranger = world.isProduction ? undefined : to.find(address => !world.verified.has(address))
    if (stranger !== undefined)
      return refuse(
        400,
        'MessageRejected',
        `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${stranger}`,
      )
    mails.push({
      from,
      to,
      raw: Buffer.from(Content.Raw?.Data ?? '', 'base64').toString(),
      configurationSet: ConfigurationSetName ?? null,
    })
    return ok({ MessageId: `0107${String(mails.length).padStart(12, '0')}-example` })
  }

  /** Signed anew with what the request says of itself: the same key gives the same signature. */
  async function isSigned(request: IncomingMessage, text: string): Promise<boolean> {
    const given = request.headers.authorization ?? ''
    const datetime = request.headers['x-amz-date']
    const names = /SignedHeaders=([^,]+)/u.exec(given)?.[1]?.split(';') ?? []
    const headers = Object.fromEntries(
      names
        .filter(name => name !== 'host' && !name.startsWith('x-amz-'))
        .map(name => [name, String(request.headers[name] ?? '')]),
    )
    const aws = new AwsClient({ accessKeyId: KEY_ID, secretAccessKey: SECRET, region: REGION, service: 'ses' })
    const again = await aws.sign(new URL(request.url ?? '/', url), {
      method: request.method ?? 'GET',
      headers,
      ...(text !== '' && { body: text }),
      aws: { datetime: String(datetime) },
    })
    return again.headers.get('authorization') === given
  }

  return {
    ...{ url, mails, faults, world, accessKeyId: KEY_ID, secretAccessKey: SECRET, region: REGION },
    refuse: (status: number, name: string, message = name) =>
      faults.plan('POST /v2/email/outbound-emails', refuse(status, name, message)),
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
