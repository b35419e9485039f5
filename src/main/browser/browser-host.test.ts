import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import { type Client, openTestApp } from '../rpc/testing/test-app.ts'
import { cookieOf } from './access.ts'
import { type BrowserHost, startBrowserHost } from './browser-host.ts'

let office: Awaited<ReturnType<typeof openTestApp>>
let pagesFolder: string
let host: BrowserHost
let tokensUsed: number

beforeEach(async () => {
  office = await openTestApp()
  pagesFolder = mkdtempSync(join(tmpdir(), 'santral-pages-'))
  mkdirSync(join(pagesFolder, 'assets'))
  writeFileSync(join(pagesFolder, 'index.html'), '<title>Santral</title>')
  writeFileSync(join(pagesFolder, 'assets', 'app-1a2b.js'), 'export {}')
  writeFileSync(join(pagesFolder, 'assets', 'app-1a2b.js.br'), brotliCompressSync('export {}'))
  tokensUsed = 0
  const onTokenUsed = () => {
    tokensUsed += 1
  }
  host = await startBrowserHost({
    pagesFolder,
    rpc: office.app.rpc,
    files: office.app.fileRequests,
    port: 0,
    cookieKey: 'a-key',
    onTokenUsed,
  })
})
afterEach(async () => {
  await host.close()
  await office.close()
  rmSync(pagesFolder, { recursive: true })
})

interface Answer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

function get(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: '127.0.0.1', port: host.port, path, method, headers }
    const sent = request(options, response => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('end', () => {
        const body = Buffer.concat(chunks).toString()
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body })
      })
    })
    sent.on('error', reject)
    sent.end()
  })
}

async function openPage(): Promise<string> {
  const { pathname, search } = new URL(host.pageUrl())
  const { headers } = await get(`${pathname}${search}`)
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

describe('a page', () => {
  it('opens once by its token, which becomes a cookie that no script can read', async () => {
    const { pathname, search } = new URL(host.pageUrl())
    const first = await get(`${pathname}${search}`)
    expect(first).toMatchObject({ status: 303, headers: { location: '/' } })
    expect(String(first.headers['set-cookie'])).toMatch(/HttpOnly; SameSite=Strict/)
    expect(await get(`${pathname}${search}`)).toMatchObject({ status: 401 })
    expect(tokensUsed).toBe(1)
  })

  it('gets nothing without the cookie, with a wrong one, or under a foreign name', async () => {
    const cookie = await openPage()
    expect((await get('/')).status).toBe(401)
    expect((await get('/assets/app-1a2b.js')).status).toBe(401)
    expect((await get('/', { cookie: cookieOf('a-key').replace('=a-key', '=a-kez') })).status).toBe(401)
    expect((await get('/', { cookie, host: 'evil.example' })).status).toBe(403)
    expect((await get('/', { cookie }, 'POST')).status).toBe(405)
    expect((await get('/../../package.json', { cookie })).body).not.toContain('dependencies')
  })

  it('is served with its security headers, asked for again, its assets compressed and kept', async () => {
    const cookie = await openPage()
    const page = await get('/inbox', { cookie })
    expect(page).toMatchObject({
      status: 200,
      body: '<title>Santral</title>',
      headers: { 'cache-control': 'no-cache' },
    })
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const script = await get('/assets/app-1a2b.js', { cookie, 'accept-encoding': 'br' })
    expect(script.headers).toMatchObject({
      'content-encoding': 'br',
      'cache-control': expect.stringContaining('immutable'),
    })
  })

  it('stays whole while an update replaces its files, and is not sent again when it is known', async () => {
    const cookie = await openPage()
    rmSync(join(pagesFolder, 'assets'), { recursive: true })
    const script = await get('/assets/app-1a2b.js', { cookie })
    expect(script).toMatchObject({ status: 200, body: 'export {}' })
    const known = { cookie, 'if-none-match': String(script.headers['etag']) }
    expect(await get('/assets/app-1a2b.js', known)).toMatchObject({ status: 304, body: '' })
    expect(await get('/', { cookie }, 'HEAD')).toMatchObject({ status: 200, body: '' })
    expect(await get('/assets/none.js', { cookie })).toMatchObject({ status: 404 })
  })

  it('reloaded with its first address finds its way by the cookie', async () => {
    const { pathname, search } = new URL(host.pageUrl())
    const cookie = String((await get(`${pathname}${search}`)).headers['set-cookie']).split(';')[0] ?? ''
    expect(await get(`${pathname}${search}`, { cookie })).toMatchObject({ status: 303, headers: { location: '/' } })
  })
})

describe('the socket', () => {
  async function connect(headers: Record<string, string>): Promise<WebSocket | number> {
    const socket = new WebSocket(`ws://127.0.0.1:${host.port}/rpc`, { headers })
    return new Promise(resolve => {
      socket.on('open', () => resolve(socket))
      socket.on('unexpected-response', (_, response) => resolve(response.statusCode ?? 0))
      socket.on('error', () => {})
    })
  }

  it('is for our own page with the cookie only', async () => {
    const cookie = await openPage()
    const origin = `http://127.0.0.1:${host.port}`
    expect(await connect({ origin })).toBe(403)
    expect(await connect({ cookie })).toBe(403)
    expect(await connect({ cookie, origin: 'http://evil.example' })).toBe(403)
    expect(await connect({ cookie, origin, host: 'evil.example' })).toBe(403)
    const socket = await connect({ cookie, origin })
    expect(socket).toBeInstanceOf(WebSocket)
  })

  it('answers the same procedures as the port, and forgets a connection that ends', async () => {
    const before = office.app.rpc.connectionCount()
    const socket = (await connect({ cookie: await openPage(), origin: `http://127.0.0.1:${host.port}` })) as WebSocket
    const client: Client = createORPCClient(new RPCLink({ websocket: socket as never }))
    const hello = await client.system.hello({ contract: CONTRACT_VERSION, sessionToken: null })
    expect(hello).toMatchObject({ officeName: 'Umut Sağlık Turizmi', staff: null })
    expect(office.app.rpc.connectionCount()).toBe(before + 1)
    socket.close()
    await once(socket, 'close')
    await expect.poll(() => office.app.rpc.connectionCount()).toBe(before)
  })
})
