import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { openTestApp, type TestApp } from '../rpc/testing/test-app.ts'
import { cookieOf } from './access.ts'
import { type BrowserHost, startBrowserHost } from './browser-host.ts'

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
async function say(firstLine: string, headers: Record<string, string> = {}): Promise<string> {
  const socket = await open()
  const all = { Host: `127.0.0.1:${host.port}`, Connection: 'close', ...headers }
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`)
  socket.write(`${[firstLine, ...lines].join('\r\n')}\r\n\r\n`)
  let heard = ''
  socket.on('data', chunk => {
    heard += String(chunk)
  })
  await once(socket, 'close')
  return heard
}

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
