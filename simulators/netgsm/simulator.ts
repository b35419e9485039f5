import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ProviderFaults } from '../provider-faults.ts'
import { readText } from '../twilio/simulator.ts'

export interface NetgsmJob {
  jobid: string
  number: string
  text: string
  header: string
  encoding: string | null
  iysfilter: string | null
  status: number
  at: number
}

const USER = '8501112233'
const PASSWORD = 'netgsm-parola'
const MINUTE = 60_000
const ISTANBUL = 3 * 60 * MINUTE

const WORDS: Readonly<Record<string, string>> = {
  20: 'Mesaj metnindeki problemden dolayı gönderilemedi',
  30: 'Geçersiz kullanıcı adı, şifre veya API erişim izni yok',
  40: 'Mesaj başlığı sistemde tanımlı değil',
  50: 'İYS kontrollü gönderim yapılamamaktadır',
  51: 'İYS marka bilgisi bulunamadı',
  60: 'Kayıt bulunamadı',
  70: 'Hatalı sorgulama',
  80: 'Gönderim sınır aşımı',
  85: 'Mükerrer gönderim sınır aşımı',
  100: 'Sistem hatası',
  101: 'Sistem hatası',
}

/** NetGSM's REST v2 on 127.0.0.1. What it refuses comes with HTTP 406, and the useful answer in it. */
export async function startNetgsmSimulator({ now = Date.now, port = 0 }: { now?: () => number; port?: number } = {}) {
  const jobs: NetgsmJob[] = []
  const received: { message: string; sender: string; at: number }[] = []
  const faults = new ProviderFaults()
  const reports: number[] = []
  const world = { headers: ['UMUTDIS'], credit: 250, hasIys: true }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = new URL(request.url ?? '/', url).pathname
    const text = await readText(request)
    const fault = faults.take(`${request.method} ${path}`)
    if (fault?.kind === 'drop-before') return void request.socket.destroy()
    if (fault?.kind === 'hang') return
    const result = fault?.kind === 'answer' ? fault : answerTo(request, path, text === '' ? {} : JSON.parse(text))
    if (fault?.kind === 'drop-after') return void request.socket.destroy()
    response.writeHead(result.status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(result.body))
  }

  const refuse = (code: string) => ({
    kind: 'answer' as const,
    status: 406,
    body: { code, description: WORDS[code] ?? '' },
  })
  const ok = (body: unknown) => ({ kind: 'answer' as const, status: 200, body })

  function answerTo(request: IncomingMessage, path: string, body: Record<string, unknown>) {
    const expected = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`
    if (request.headers.authorization !== expected) return refuse('30')
    if (path === '/sms/rest/v2/send') return send(body)
    if (path === '/sms/rest/v2/report') return report(body)
    if (path === '/sms/rest/v2/inbox') return inbox(new URL(request.url ?? '/', url))
    if (path === '/sms/rest/v2/msgheader') return ok({ code: '00', msgheaders: world.headers })
    if (path === '/balance') return ok({ balance: [{ amount: world.credit, balance_name: 'Adet SMS' }] })
    return refuse('70')
  }

  function send(body: Record<string, unknown>) {
    const {
      msgheader,
      messages,
      encoding = null,
      iysfilter = null,
    } = body as {
      msgheader?: string
      messages?: { msg?: string; no?: string }[]
      encoding?: string | null
      iysfilter?: string | null
    }
    if (!messages?.length || !['0', '11', '12'].includes(iysfilter ?? '')) return refuse('70')
    if (!msgheader || !world.headers.includes(msgheader)) return refuse('40')
    if (iysfilter !== '0' && !world.hasIys) return refuse('51')
    if (messages.some(({ msg }) => !msg || msg.length > 917)) return refuse('20')
    const lately = jobs.filter(job => job.number === messages[0]?.no && job.at > now() - MINUTE)
    if (lately.length >= 20) return refuse('85')
    const jobid = `1737710${String(jobs.length + 1).padStart(6, '0')}`
    for (const { msg = '', no = '' } of messages)
      jobs.push({ jobid, number: no, text: msg, header: msgheader, encoding, iysfilter, status: 0, at: now() })
    return ok({ code: '00', jobid, description: 'queued' })
  }

  function inbox({ searchParams }: URL) {
    const [from, until] = ['startdate', 'stopdate'].map(name => readTime(searchParams.get(name) ?? undefined))
    const found = received.filter(({ at }) => at >= (from ?? 0) && at <= (until ?? Infinity))
    if (found.length === 0) return refuse('60')
    return ok({
      code: '00',
      messages: found.map(({ message, sender, at }) => ({
        ...{ message, sender, receiver: '8501112233', datetime: showTime(at) },
      })),
    })
  }

  function report(body: Record<string, unknown>) {
    const recent = reports.filter(at => at > now() - MINUTE)
    if (recent.length >= 10) return refuse('80')
    reports.push(now())
    const {
      jobids,
      startdate,
      stopdate,
      pagenumber = 0,
      pagesize = 100,
    } = body as {
      jobids?: string[]
      startdate?: string
      stopdate?: string
      pagenumber?: number
      pagesize?: number
    }
    const [from, until] = [readTime(startdate) ?? 0, readTime(stopdate) ?? Infinity]
    const found = jobs.filter(job => (jobids ? jobids.includes(job.jobid) : job.at >= from && job.at <= until))
    if (found.length === 0) return refuse('60')
    return ok({
      jobs: found
        .slice(pagenumber * pagesize, (pagenumber + 1) * pagesize)
        .map(({ jobid, number, status, text, at }) => ({
          ...{ jobid: Number(jobid), number: `90${number}`, status, operator: 30, msglen: text.length, errorCode: 0 },
          deliveredDate: status === 1 ? showTime(at) : '',
          referansID: '',
        })),
    })
  }

  return {
    ...{ url, jobs, faults, world, userCode: USER, password: PASSWORD },
    /** Somebody writes to the office. */
    receive: (sender: string, message: string) => void received.push({ sender, message, at: now() }),
    refuse: (code: string) => faults.plan('POST /sms/rest/v2/send', refuse(code)),
    setStatus(jobid: string, status: number) {
      for (const job of jobs) if (job.jobid === jobid) job.status = status
    },
    async close() {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
    },
  }
}

function readTime(text: string | undefined): number | undefined {
  const [, day, month, year, hour, minute] = /^(\d\d)(\d\d)(\d{4})(\d\d)(\d\d)/u.exec(text ?? '') ?? []
  return year ? Date.parse(`${year}-${month}-${day}T${hour}:${minute}:00+03:00`) : undefined
}

function showTime(at: number): string {
  const iso = new Date(at + ISTANBUL).toISOString()
  return `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)} ${iso.slice(11, 19)}`
}
