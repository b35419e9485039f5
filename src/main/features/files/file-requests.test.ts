import { rmSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileId, type LeadId, newId } from '#shared/domain/ids.ts'
import { BlobProblem } from '../../ports/blob-store.ts'
import { leads } from '../leads/schema.ts'
import { type Asker, HTML, JPEG, openTestFiles, PDF, sha256Of, type TestFiles } from './testing/test-files.ts'

const MINUTE = 60_000

let office: TestFiles
let leadId: LeadId

beforeEach(async () => {
  office = await openTestFiles()
  leadId = office.lead()
})
afterEach(() => office.close())

const open = async (id: FileId, as: 'inline' | 'download' = 'inline', { viewer, bearer }: Asker = office.manager) =>
  (await office.files.service.open(bearer, viewer, { id, as })).url

describe('a content', () => {
  it('is shown in the page, harmless: as itself, in a sandbox, kept nowhere', async () => {
    const id = await office.add({ leadId, name: 'Gülüş "1".jpg' }, JPEG)
    const { status, headers, body } = await office.get(await open(id))
    expect([status, body.equals(JPEG)]).toEqual([200, true])
    expect(headers).toMatchObject({
      'Content-Type': 'image/jpeg',
      'Content-Length': String(JPEG.length),
      'Content-Disposition': `inline; filename="Gulus _1_.jpg"; filename*=UTF-8''G%C3%BCl%C3%BC%C5%9F%20_1_.jpg`,
      'Content-Security-Policy': "default-src 'none'; sandbox; frame-ancestors 'self'",
      'X-Content-Type-Options': 'nosniff',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'private, no-store',
    })
    const saved = await office.get(await open(id, 'download'))
    expect(saved.headers['Content-Disposition']).toMatch(/^attachment; /u)
  })

  it.each(['evil.html', 'evil.svg', 'evil.jpg', 'evil.pdf', 'evil.exe'])(
    'that is a page in disguise (%s) is only ever saved, as no type at all',
    async name => {
      const id = await office.add({ leadId, name, mime: 'text/html' }, HTML)
      const { headers } = await office.get(await open(id))
      expect(headers).toMatchObject({ 'Content-Type': 'application/octet-stream', 'X-Content-Type-Options': 'nosniff' })
      expect(headers['Content-Disposition']).toMatch(/^attachment; /u)
      expect(headers['Content-Security-Policy']).toMatch(/sandbox/u)
    },
  )

  it('of a PDF is shown in a frame of the page, and runs nothing there', async () => {
    const { headers } = await office.get(await open(await office.add({ leadId }, PDF)))
    expect(headers['Content-Type']).toBe('application/pdf')
    expect(headers['Content-Security-Policy']).toMatch(/^default-src 'none'; sandbox; frame-ancestors 'self'$/u)
  })

  it('is given in pieces, for films', async () => {
    const url = await open(await office.add({ leadId }, JPEG))
    const piece = await office.get(url, { range: 'bytes=10-19' })
    expect([piece.status, piece.headers['Content-Range'], piece.body]).toEqual([
      206,
      `bytes 10-19/${JPEG.length}`,
      JPEG.subarray(10, 20),
    ])
    const { headers } = await office.get(url, {}, 'HEAD')
    expect(headers).toMatchObject({ 'Accept-Ranges': 'bytes', ETag: `"${sha256Of(JPEG)}"` })
    expect((await office.get(url, { range: 'bytes=0-0', 'if-range': '"another"' })).status).toBe(200)
    expect((await office.get(url, { range: 'bytes=0-0', 'if-range': `"${sha256Of(JPEG)}"` })).status).toBe(206)
    const beyond = await office.get(url, { range: `bytes=${JPEG.length}-` })
    expect([beyond.status, beyond.headers['Content-Range']]).toEqual([416, `bytes */${JPEG.length}`])
  })

  it('that is damaged on the disk, or gone, is not sent', async () => {
    const id = await office.add({ leadId }, JPEG)
    const sha256 = sha256Of(JPEG)
    const place = join(office.database.folder, 'files', sha256.slice(0, 2), sha256)
    truncateSync(place, 100)
    expect((await office.get(await open(id))).status).toBe(404)
    rmSync(place)
    expect((await office.get(await open(id))).status).toBe(404)
  })
})

describe('an address', () => {
  it('ends when it is not used for a while, and lasts as long as a film is watched', async () => {
    const url = await open(await office.add({ leadId }, JPEG))
    for (let watched = 0; watched < 4; watched += 1) {
      await office.clock.advance(14 * MINUTE)
      expect((await office.get(url, { range: 'bytes=0-9' })).status).toBe(206)
    }
    await office.clock.advance(15 * MINUTE)
    expect((await office.get(url)).status).toBe(404)
  })

  it('is of one session: it ends when that is locked or left, and with no other', async () => {
    const id = await office.add({ leadId }, JPEG)
    const colleague = await office.hireAs('consultant')
    const [own, theirs] = [await open(id), await open(id, 'inline', colleague)]
    expect(own).not.toBe(theirs)
    await office.session.lock(colleague.bearer)
    expect([(await office.get(own)).status, (await office.get(theirs)).status]).toEqual([200, 404])
    await office.session.signOut(office.bearer, office.admin)
    expect((await office.get(own)).status).toBe(404)
  })

  it('ends when the lead is given to somebody else', async () => {
    const [first, second] = [await office.hireAs('consultant'), await office.hireAs('consultant')]
    const owned = office.lead(first.viewer.id)
    const id = await office.add({ leadId: owned }, PDF, first)
    const url = await open(id, 'inline', first)
    const upload = await office.send(first, { leadId: owned }, JPEG)
    expect((await office.get(url)).status).toBe(200)
    office.db.update(leads).set({ ownerId: second.viewer.id }).where(eq(leads.id, owned)).run()
    expect((await office.get(url)).status).toBe(404)
    expect((await office.request('PUT', upload.url)).status).toBe(404)
  })

  it('does what it was given for, and nothing else', async () => {
    const url = await open(await office.add({ leadId }, JPEG))
    const upload = await office.send(office.manager, { leadId }, JPEG)
    expect((await office.request('PUT', url)).status).toBe(405)
    expect((await office.request('DELETE', url)).status).toBe(405)
    expect((await office.get(upload.url)).status).toBe(405)
  })

  it.each(['/files/', '/files/guess', '/files/../santral.db', '/files/%2e%2e%2fsantral.db', '/santral.db', ''])(
    'that was never given (%j) leads nowhere',
    async path => {
      await office.add({ leadId }, JPEG)
      expect(await office.get(path)).toMatchObject({ status: 404, body: Buffer.alloc(0) })
    },
  )

  it('is not given for what is not here', async () => {
    const place = office.message(leadId)
    const content = {
      kind: 'image',
      mime: 'image/jpeg',
      name: null,
      size: 10,
      details: { ...office.noDetails, thumbnail: null },
    } as const
    const id = office.files.ofMessages.attachIncoming(office.db, place, 'in', content)
    await expect(open(id)).rejects.toMatchObject({ code: 'FILE_NOT_HERE', data: { state: 'pending' } })
  })
})

describe('an upload', () => {
  it('takes no more and no less than was announced', async () => {
    const sizes = { size: 1_000 }
    const longer = await office.send(office.manager, { leadId, ...sizes }, JPEG)
    const shorter = await office.send(office.manager, { leadId, ...sizes }, JPEG.subarray(0, 999))
    expect([longer.status, shorter.status]).toEqual([413, 400])
    const declared = await office.request('PUT', longer.url, { body: null }, { 'content-length': '1001' })
    expect(declared.status).toBe(400)
    expect(await office.contents()).toEqual([])
  })

  it('that cannot fit is refused before a byte of it is read', async () => {
    const { url } = await office.send(office.manager, { leadId, size: 10 }, JPEG)
    let wasRead = false
    async function* body(): AsyncGenerator<Uint8Array> {
      wasRead = true
      yield JPEG
    }
    const { status } = await office.request('PUT', url, { body: body() }, { 'content-length': '1001' })
    expect([status, wasRead]).toEqual([413, false])
  })

  it('replaces what an earlier try had sent', async () => {
    const about = { leadId, id: newId<FileId>(), size: 5_000 }
    await office.send(office.manager, about, Buffer.alloc(5_000, 'a'))
    await office.send(office.manager, about, Buffer.alloc(5_000, 'b'))
    await office.runJobs()
    expect(await office.contents()).toEqual([sha256Of(Buffer.alloc(5_000, 'b'))])
  })

  it('that was taken back while its bytes came keeps nothing', async () => {
    const id = newId<FileId>()
    const { url } = await office.send(office.manager, { id, leadId, size: 2 }, Buffer.from('ab'))
    async function* slowly(): AsyncGenerator<Uint8Array> {
      yield Buffer.from('c')
      await office.files.uploads.discardUpload(office.admin, id)
      yield Buffer.from('d')
    }
    expect((await office.request('PUT', url, { body: slowly() })).status).toBe(404)
    await office.runJobs()
    expect(await office.contents()).toEqual([])
  })

  it('says so when the disk is full', async () => {
    const full = await openTestFiles(blobs => ({
      ...blobs,
      put: async () => Promise.reject(new BlobProblem('disk-full')),
    }))
    expect(await full.send(full.manager, { leadId: full.lead() }, JPEG)).toMatchObject({ status: 507 })
    await full.close()
  })
})
