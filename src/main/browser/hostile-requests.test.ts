import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { type FileId, newId } from '#shared/domain/ids.ts'
import { createRandom } from '../../../scripts/demo/random.ts'
import { insertChannelAccount, insertKnownLead } from '../rpc/testing/known-lead.ts'
import { openTestApp, type TestApp } from '../rpc/testing/test-app.ts'
import { cookieOf } from './access.ts'
import { type BrowserHost, startBrowserHost } from './browser-host.ts'

/** SANTRAL_FUZZ=50 asks that much more. */
const REQUESTS = 300 * Number(process.env['SANTRAL_FUZZ'] ?? 1)

let office: TestApp
let folder: string
let host: BrowserHost
let cookie: string
const uncaught: unknown[] = []
const noteUncaught = (error: unknown) => void uncaught.push(error)

beforeAll(async () => {
  office = await openTestApp()
  folder = mkdtempSync(join(tmpdir(), 'santral-pages-'))
  const pagesFolder = join(folder, 'pages')
  mkdirSync(join(pagesFolder, 'assets'), { recursive: true })
  writeFileSync(join(pagesFolder, 'index.html'), '<title>Santral</title>')
  writeFileSync(join(pagesFolder, '.hidden.json'), '"hidden"')
  writeFileSync(join(pagesFolder, 'assets', 'app.js'), 'export {}')
  writeFileSync(join(folder, 'outside.json'), '"outside"')
  const { rpc, fileRequests } = office.app
  host = await startBrowserHost({ pagesFolder, rpc, files: fileRequests, port: 0, cookieKey: 'a-key' })
  process.on('uncaughtException', noteUncaught)
  process.on('unhandledRejection', noteUncaught)
  cookie = cookieOf('a-key')
})
afterAll(async () => {
  process.off('uncaughtException', noteUncaught)
  process.off('unhandledRejection', noteUncaught)
  await host.close()
  await office.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(): Promise<Socket> {
  const socket = connect(host.port, '127.0.0.1')
  await once(socket, 'connect')
  return socket
}

/** Says something over a bare connection and hears it out. */
async function say(firstLine: string, headers: Record<string, string> = {}, body = ''): Promise<string> {
  const socket = await open()
  const all = { Host: `127.0.0.1:${host.port}`, Connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.write(`${[firstLine, ...lines].join('\r\n')}\r\n\r\n${body}`)
  let heard = ''
  socket.on('data', chunk => {
    heard += String(chunk)
  })
  await once(socket, 'close')
  return heard
}

const origin = () => `http://127.0.0.1:${host.port}`
const statusOf = (answer: string) => Number(/^HTTP\/1\.1 (\d+)/u.exec(answer)?.[1])
const upgrade = {
  Connection: 'Upgrade',
  Upgrade: 'websocket',
  'Sec-WebSocket-Version': '13',
  'Sec-WebSocket-Key': 'eA==',
}

describe('any program of this PC', () => {
  it.each(['//', '///', 'http://[', '//[', '/%', '/%00', '/\\..\\', '*', 'http://evil.example/'])(
    'may ask for %s and stops nothing',
    async address => {
      const asked: Record<string, string>[] = [{}, { Cookie: cookie }, upgrade, { ...upgrade, Cookie: cookie }]
      for (const headers of asked) {
        expect(statusOf(await say(`GET ${address} HTTP/1.1`, headers))).toBeGreaterThan(0)
      }
      expect(uncaught).toEqual([])
    },
  )

  it('may hang up at any moment', async () => {
    for (const firstLine of ['GET /rpc HTTP/1.1', 'GET /other HTTP/1.1', 'GET / HTTP/1.1']) {
      for (let time = 0; time < 10; time += 1) {
        const socket = await open()
        socket.write(
          `${firstLine}\r\nHost: 127.0.0.1:${host.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`,
        )
        socket.resetAndDestroy()
      }
    }
    expect(statusOf(await say('GET / HTTP/1.1', { Cookie: cookie }))).toBe(200)
    expect(uncaught).toEqual([])
  })

  it('is not left waiting on a socket that is not ours', async () => {
    expect(statusOf(await say('GET /other HTTP/1.1', upgrade))).toBe(404)
    expect(statusOf(await say('GET /rpc HTTP/1.1', upgrade))).toBe(403)
  })
})

/** Whatever was said, torn or not; half closed, so that nobody waits for the rest. */
async function utter(text: string): Promise<string> {
  const socket = await open()
  let heard = ''
  socket.on('data', chunk => {
    heard += String(chunk)
  })
  // The server may hang up first.
  socket.on('error', () => {})
  const closed = once(socket, 'close')
  socket.end(text, 'latin1')
  await closed
  return heard
}

describe('requests made up of valid ones', () => {
  const random = createRandom(9)

  function spoil(request: string): string {
    let spoilt = request
    for (let left = random.whole(1, 3); left > 0; left -= 1) {
      const at = random.whole(0, spoilt.length)
      const odd = random.pick([
        '\u0000',
        '\r\n',
        '\r\n\r\n',
        '%',
        '%00',
        '//',
        ' ',
        ':',
        '\u00ff',
        '..',
        'é',
        'A'.repeat(20_000),
      ])
      spoilt = random.chance(0.3)
        ? spoilt.slice(0, at)
        : `${spoilt.slice(0, at)}${odd}${spoilt.slice(at + random.whole(0, 6))}`
    }
    return spoilt
  }

  /** A file that is there, with an address that shows it and one that takes another. */
  async function fileAddresses(): Promise<{ show: string; take: string }> {
    const { admin, db, clock } = office
    const { leadId } = insertKnownLead(db, clock.now(), null, insertChannelAccount(db, clock.now()))
    const bytes = `%PDF-1.7\n${'a page '.repeat(50)}`
    const upload = async (id: FileId) => {
      const announced = {
        id,
        leadId,
        purpose: 'lead-file',
        name: 'a.pdf',
        mime: 'application/pdf',
        size: bytes.length,
      } as const
      return (await admin.files.startUpload(announced)).url
    }
    const id = newId<FileId>()
    const put = await say(
      `PUT ${await upload(id)} HTTP/1.1`,
      { Cookie: cookie, Origin: origin(), 'Content-Length': String(bytes.length) },
      bytes,
    )
    expect(statusOf(put)).toBe(204)
    await admin.files.finishUpload({ id })
    return { show: (await admin.files.open({ id, as: 'inline' })).url, take: await upload(newId<FileId>()) }
  }

  it('are answered or refused, and the next one finds everything as it was', async () => {
    const { show, take } = await fileAddresses()
    const own = `Host: 127.0.0.1:${host.port}\r\nCookie: ${cookie}\r\nOrigin: ${origin()}\r\nConnection: close\r\n`
    const valid = [
      `GET / HTTP/1.1\r\n${own}\r\n`,
      `GET /assets/app.js HTTP/1.1\r\n${own}If-None-Match: "x"\r\nAccept-Encoding: br, gzip\r\n\r\n`,
      `GET ${show} HTTP/1.1\r\n${own}Range: bytes=0-10\r\n\r\n`,
      `GET ${show} HTTP/1.1\r\n${own}Range: bytes=-5\r\nIf-Range: "x"\r\n\r\n`,
      `HEAD ${show} HTTP/1.1\r\n${own}\r\n`,
      `PUT ${take} HTTP/1.1\r\n${own}Content-Length: 20\r\n\r\n%PDF-1.7 and so on  `,
      `PUT ${take} HTTP/1.1\r\n${own}Transfer-Encoding: chunked\r\n\r\n5\r\n%PDF-\r\n0\r\n\r\n`,
      `GET /rpc HTTP/1.1\r\n${own.replace('Connection: close', 'Connection: Upgrade')}Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n\r\n`,
      `POST /?token=abc HTTP/1.1\r\n${own}Content-Length: 3\r\n\r\nabc`,
    ]
    for (let count = 0; count < REQUESTS; count += 1) {
      const answer = await utter(spoil(random.pick(valid)))
      if (answer !== '') expect(answer).toMatch(/^HTTP\/1\.1 [1-5]\d\d /u)
      expect(statusOf(answer || 'HTTP/1.1 0')).not.toBe(500)
    }
    expect(statusOf(await say(`GET ${show} HTTP/1.1`, { Cookie: cookie }))).toBe(200)
    expect(uncaught).toEqual([])
  })
})

describe('our own page', () => {
  it.each([
    '/../outside.json',
    '/..%2foutside.json',
    '/%2e%2e/outside.json',
    '/assets/../../outside.json',
    '/assets/..%5c..%5coutside.json',
    '/.hidden.json',
    '/%2ehidden.json',
    '/assets/%00.js',
  ])('gets nothing from outside its folder, nor what is hidden: %s', async address => {
    const answer = await say(`GET ${address} HTTP/1.1`, { Cookie: cookie })
    expect([200, 404]).toContain(statusOf(answer))
    expect(answer).not.toMatch(/"outside"|"hidden"/u)
  })

  it('gets the head alone when it asks for the head', async () => {
    const [head, whole] = [
      await say('HEAD /assets/app.js HTTP/1.1', { Cookie: cookie }),
      await say('GET /assets/app.js HTTP/1.1', { Cookie: cookie }),
    ]
    expect(head).toMatch(/Content-Length: 9/u)
    expect(head).not.toContain('export')
    expect(whole).toContain('export {}')
  })

  it('is served under localhost too, and under no other name', async () => {
    const under = (name: string) => say('GET / HTTP/1.1', { Cookie: cookie, Host: `${name}:${host.port}` })
    expect(statusOf(await under('localhost'))).toBe(200)
    for (const name of ['evil.example', '127.0.0.1.evil.example', '[::1]', '0.0.0.0']) {
      expect(statusOf(await under(name))).toBe(403)
    }
  })
})

it('offices on one PC do not overwrite the cookies of each other', async () => {
  const { rpc, fileRequests } = office.app
  const pagesFolder = join(folder, 'pages')
  const other = await startBrowserHost({ pagesFolder, rpc, files: fileRequests, port: 0, cookieKey: 'another-key' })
  const response = await fetch(other.pageUrl(), { redirect: 'manual' })
  const otherCookie = response.headers.get('set-cookie')?.split(';')[0] ?? ''
  expect(otherCookie.split('=')[0]).not.toBe(cookie.split('=')[0])
  const both = { Cookie: `${otherCookie}; ${cookie}` }
  expect(statusOf(await say('GET / HTTP/1.1', both))).toBe(200)
  expect(statusOf(await say('GET / HTTP/1.1', { Cookie: otherCookie }))).toBe(401)
  await other.close()
})

it('closes though pages are open, connections idle and requests half said', async () => {
  const { rpc, fileRequests } = office.app
  const pagesFolder = join(folder, 'pages')
  const closing = await startBrowserHost({ pagesFolder, rpc, files: fileRequests, port: 0, cookieKey: 'a-key' })
  const origin = `http://127.0.0.1:${closing.port}`
  const page = new WebSocket(`ws://127.0.0.1:${closing.port}/rpc`, { headers: { cookie, origin } })
  await once(page, 'open')
  const idle = connect(closing.port, '127.0.0.1')
  await once(idle, 'connect')
  const slow = connect(closing.port, '127.0.0.1')
  await once(slow, 'connect')
  // A connection that is broken off says so.
  for (const connection of [page, idle, slow]) connection.on('error', () => {})
  slow.write('GET / HTTP/1.1\r\nHost: ')
  const gone = Promise.all(
    [page, idle, slow].map(connection => new Promise(resolve => connection.on('close', resolve))),
  )
  await closing.close()
  await gone
})
