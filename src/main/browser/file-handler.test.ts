import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileId, type LeadId, newId } from '#shared/domain/ids.ts'
import { openTestApp, type TestApp } from '../rpc/testing/test-app.ts'
import { cookieOf } from './access.ts'
import { type BrowserHost, startBrowserHost } from './browser-host.ts'

const PNG = Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), randomBytes(300_000)])

let office: TestApp
let pagesFolder: string
let host: BrowserHost
let leadId: LeadId
let cookie: string
let origin: string

beforeEach(async () => {
  office = await openTestApp()
  pagesFolder = mkdtempSync(join(tmpdir(), 'santral-pages-'))
  writeFileSync(join(pagesFolder, 'index.html'), '<title>Santral</title>')
  const { rpc, fileRequests: files } = office.app
  host = await startBrowserHost({ pagesFolder, rpc, files, port: 0, cookieKey: 'a-key' })
  origin = `http://127.0.0.1:${host.port}`
  cookie = cookieOf('a-key')
  leadId = newId<LeadId>()
  const nobody = { phoneNumber: null, email: null, countryCode: null, language: null, city: null }
  await office.admin.leads.create({ id: leadId, name: 'Ayşe Kaya', ...nobody })
})
afterEach(async () => {
  await host.close()
  await office.close()
  rmSync(pagesFolder, { recursive: true })
})

async function ask(method: string, path: string, headers: Record<string, string | number>, body?: Uint8Array) {
  const sent = request({ host: '127.0.0.1', port: host.port, path, method, headers })
  sent.end(body)
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  return { status: response.statusCode, headers: response.headers, body: Buffer.concat(chunks) }
}

async function announce(size: number): Promise<{ id: FileId; url: string }> {
  const id = newId<FileId>()
  const about = { leadId, purpose: 'lead-file', name: 'Röntgen.png', mime: 'image/png', size } as const
  return { id, ...(await office.admin.files.startUpload({ id, ...about })) }
}

const put = (url: string, body: Uint8Array, headers = {}) => ask('PUT', url, { cookie, origin, ...headers }, body)

/** Every file below the folder of contents, also half written ones. */
function contentsOnDisk(): string[] {
  const folder = join(office.database.folder, 'files')
  if (!existsSync(folder)) return []
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries.filter(entry => entry.isFile()).map(({ name }) => name)
}

describe('files over HTTP', () => {
  it('go up and come back, and go with their lead', async () => {
    const { id, url } = await announce(PNG.length)
    expect((await put(url, PNG)).status).toBe(204)
    expect(await office.admin.files.finishUpload({ id })).toMatchObject({ kind: 'image', mime: 'image/png' })
    const shown = await office.admin.files.open({ id, as: 'inline' })
    const { status, headers, body } = await ask('GET', shown.url, { cookie })
    expect([status, body.equals(PNG)]).toEqual([200, true])
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      // The page's own policy does not stand beside it.
      'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
      'x-content-type-options': 'nosniff',
    })
    const piece = await ask('GET', shown.url, { cookie, range: 'bytes=1-3' })
    expect([piece.status, piece.body.toString()]).toEqual([206, 'PNG'])
    const head = await ask('HEAD', shown.url, { cookie })
    expect([head.headers['content-length'], head.body.length]).toEqual([String(PNG.length), 0])
    expect(contentsOnDisk()).toHaveLength(1)

    const { version } = await office.admin.leads.get({ id: leadId })
    await office.admin.leads.remove({ id: leadId, version })
    office.app.runner.start()
    await office.app.runner.whenIdle()
    expect(contentsOnDisk()).toEqual([])
    expect((await ask('GET', shown.url, { cookie })).status).toBe(404)
  })

  it('are for our own page only', async () => {
    const { url } = await announce(PNG.length)
    expect((await ask('PUT', url, { origin }, PNG)).status).toBe(401)
    expect((await ask('PUT', url, { cookie }, PNG)).status).toBe(403)
    expect((await put(url, PNG, { origin: 'https://evil.example' })).status).toBe(403)
    expect((await put(url, PNG, { host: 'evil.example' })).status).toBe(403)
    expect((await put('/files/guess', PNG)).status).toBe(404)
    expect((await ask('GET', '/files/guess', { cookie })).status).toBe(404)
    expect((await put('/', PNG)).status).toBe(405)
    expect(contentsOnDisk()).toEqual([])
  })

  it('that say they are smaller than they are get an answer, and the connection lives on', async () => {
    const { url } = await announce(1_000)
    expect((await put(url, PNG)).status).toBe(413)
    expect((await put(url, PNG, { 'transfer-encoding': 'chunked' })).status).toBe(413)
    expect((await put(url, PNG.subarray(0, 999))).status).toBe(400)
    expect(contentsOnDisk()).toEqual([])
  })

  it('that break off half way leave nothing', async () => {
    const { id, url } = await announce(PNG.length)
    const socket = connect(host.port, '127.0.0.1')
    socket.on('error', () => {})
    const lines = [`PUT ${url} HTTP/1.1`, `Host: 127.0.0.1:${host.port}`, `Origin: ${origin}`, `Cookie: ${cookie}`]
    socket.write(`${[...lines, `Content-Length: ${PNG.length}`].join('\r\n')}\r\n\r\n`)
    socket.write(PNG.subarray(0, 100_000))
    await expect.poll(contentsOnDisk).toHaveLength(1)
    socket.destroy()
    await expect.poll(contentsOnDisk).toEqual([])
    await expect(office.admin.files.finishUpload({ id })).rejects.toMatchObject({ code: 'UPLOAD_INCOMPLETE' })
  })

  it('that nobody waits for any more are let go', async () => {
    const { id, url } = await announce(PNG.length)
    await put(url, PNG)
    await office.admin.files.finishUpload({ id })
    const shown = await office.admin.files.open({ id, as: 'inline' })
    const sent = request({ host: '127.0.0.1', port: host.port, path: shown.url, headers: { cookie } })
    sent.end()
    const [response] = (await once(sent, 'response')) as [IncomingMessage]
    response.destroy()
    expect((await ask('GET', shown.url, { cookie })).body.equals(PNG)).toBe(true)
  })
})
