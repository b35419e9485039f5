import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileFilter } from '#shared/contract/files.ts'
import { LARGEST_FILE } from '#shared/domain/file.ts'
import { type FileId, type LeadId, newId } from '#shared/domain/ids.ts'
import { auditLog } from '../audit/schema.ts'
import { interactions } from '../leads/schema.ts'
import { JPEG, openTestFiles, PDF, sha256Of, type TestFiles } from './testing/test-files.ts'

let office: TestFiles
let leadId: LeadId

beforeEach(async () => {
  office = await openTestFiles()
  leadId = office.lead()
  office.heard.length = 0
})
afterEach(() => office.close())

const list = async (filter: Partial<FileFilter> = {}, limit = 50, cursor: string | null = null) => {
  const query = { leadId, filter: FileFilter.parse(filter), limit, cursor }
  return office.files.service.ofLead(office.admin, query)
}
const names = async (filter: Partial<FileFilter> = {}) => (await list(filter)).items.map(({ name }) => name)
const refusal = (code: string) => ({ name: 'DomainError', code })

describe('a file put there by hand', () => {
  it('is there with what its bytes say, on the timeline, and told to the pages', async () => {
    const id = await office.add({ leadId, name: '../Röntgen <1>.jpg', mime: 'text/html' }, JPEG)
    expect(await office.files.service.get(office.admin, id)).toMatchObject({
      ...{ id, leadId, version: 1, kind: 'image', mime: 'image/jpeg', name: 'Röntgen _1_.jpg', size: JPEG.length },
      ...{ state: 'ready', error: null, direction: 'manual', label: null, messageId: null },
    })
    expect(await office.contents()).toEqual([sha256Of(JPEG)])
    expect(office.heard).toEqual([
      { type: 'files.changed', leadId },
      { type: 'lead.changed', leadId },
    ])
    const [entry] = office.db.select().from(interactions).where(eq(interactions.leadId, leadId)).all()
    expect(entry).toMatchObject({ kind: 'file', data: { fileId: id, name: 'Röntgen _1_.jpg', kind: 'image' } })
  })

  it('keeps what the page found out about it', async () => {
    const { id } = await office.send(office.manager, { leadId }, JPEG)
    const thumbnailUrl = `data:image/jpeg;base64,${JPEG.toString('base64')}`
    const details = { width: 640, height: 480, seconds: 1.5, waveform: [0, 100, 37], thumbnailUrl }
    expect(await office.files.uploads.finishUpload(office.admin, { id, details })).toMatchObject(details)
    const other = await office.send(office.manager, { leadId }, PDF)
    const fake = { ...details, thumbnailUrl: `data:image/jpeg;base64,${PDF.toString('base64')}`, height: null }
    expect(await office.files.uploads.finishUpload(office.admin, { id: other.id, details: fake })).toMatchObject({
      ...{ thumbnailUrl: null, width: null, height: null },
    })
  })

  it('is asked for again after a lost answer, and is there once', async () => {
    const id = await office.add({ leadId }, PDF)
    const again = { id, details: office.noDetails }
    expect(await office.files.uploads.finishUpload(office.admin, again)).toMatchObject({ id })
    await expect(office.send(office.manager, { id, leadId }, PDF)).rejects.toMatchObject(refusal('ALREADY_UPLOADED'))
    expect((await list()).items).toHaveLength(1)
  })

  it('comes in a second try, when the first broke off', async () => {
    const about = { id: newId<FileId>(), leadId, size: PDF.length }
    expect(await office.send(office.manager, about, PDF.subarray(0, 100))).toMatchObject({ status: 400 })
    const finish = () => office.files.uploads.finishUpload(office.admin, { id: about.id, details: office.noDetails })
    await expect(finish()).rejects.toMatchObject(refusal('UPLOAD_INCOMPLETE'))
    expect(await office.contents()).toEqual([])
    expect(await office.send(office.manager, about, PDF)).toMatchObject({ status: 204 })
    expect(await finish()).toMatchObject({ kind: 'document', mime: 'application/pdf' })
  })

  it('is refused when it is empty, too large, or its id is taken elsewhere', async () => {
    const start = (size: number, more = {}) => office.send(office.manager, { leadId, size, ...more }, new Uint8Array(1))
    await expect(start(0)).rejects.toMatchObject(refusal('FILE_EMPTY'))
    await expect(start(LARGEST_FILE + 1)).rejects.toMatchObject({
      code: 'FILE_TOO_LARGE',
      data: { largest: LARGEST_FILE },
    })
    const id = await office.add({ leadId: office.lead() }, PDF)
    await expect(start(10, { id })).rejects.toMatchObject(refusal('NOT_FOUND'))
  })

  it('is forgotten when it is taken back on its way', async () => {
    const { id } = await office.send(office.manager, { leadId }, PDF)
    await office.files.uploads.discardUpload(office.admin, id)
    await office.runJobs()
    expect(await office.contents()).toEqual([])
    const finish = office.files.uploads.finishUpload(office.admin, { id, details: office.noDetails })
    await expect(finish).rejects.toMatchObject(refusal('NOT_FOUND'))
  })
})

const bare = { width: null, height: null, seconds: null, waveform: null, thumbnail: null }

describe('the list of a lead', () => {
  beforeEach(async () => {
    for (const [name, bytes, label] of [
      ['Röntgen IŞIK.pdf', PDF, 'Teşhis'],
      ['ışık panoramik.jpg', JPEG, 'Teşhis'],
      ['Pasaport.jpg', Buffer.concat([JPEG, JPEG]), null],
    ] as const) {
      await office.add({ leadId, name, label }, bytes)
      await office.clock.advance(1_000)
    }
    await office.add({ leadId: office.lead(), name: 'Başkasının ışığı.pdf' }, PDF)
  })

  it('is newest first, and found by words of the name in any writing', async () => {
    expect(await names()).toEqual(['Pasaport.jpg', 'ışık panoramik.jpg', 'Röntgen IŞIK.pdf'])
    expect(await names({ search: 'isik' })).toEqual(['ışık panoramik.jpg', 'Röntgen IŞIK.pdf'])
    expect(await names({ search: 'Işık röntgen' })).toEqual(['Röntgen IŞIK.pdf'])
    expect(await names({ search: '%' })).toEqual([])
    expect(await names({ label: 'Teşhis', kinds: ['image', 'video'] })).toEqual(['ışık panoramik.jpg'])
  })

  it('is turned page by page', async () => {
    const first = await list({}, 2)
    const second = await list({}, 2, first.nextCursor)
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(await names())
    expect(second.nextCursor).toBeNull()
  })

  it('is counted by label and kind', async () => {
    expect(await office.files.service.counts(office.admin, leadId)).toEqual({
      total: 3,
      byLabel: [
        { label: null, files: 1 },
        { label: 'Teşhis', files: 2 },
      ],
      byKind: [
        { kind: 'document', files: 1 },
        { kind: 'image', files: 2 },
      ],
    })
  })
})

describe('a label', () => {
  it('of the office is put on several files, renamed and removed; each then goes back to where it came by itself', async () => {
    const { service } = office.files
    const place = office.message(leadId)
    const remote = { kind: 'document', mime: 'application/pdf', name: 'gelen.pdf', size: 10, details: bare } as const
    const received = office.files.ofMessages.attachIncoming(office.db, place, 'in', remote)
    const ids = [received, await office.add({ leadId, name: 'elle.pdf' }, PDF)]
    const other = await office.add({ leadId: office.lead(), name: 'başkası.pdf' }, PDF)
    await service.label(office.admin, { leadId, ids: [...ids, other], label: 'Teşhis' })
    expect((await names({ label: 'Teşhis' })).toSorted()).toEqual(['elle.pdf', 'gelen.pdf'])
    expect((await service.get(office.admin, other)).label).toBeNull()
    await service.renameLabel(office.admin, { leadId, from: 'Teşhis', to: 'Tanı' })
    expect((await service.counts(office.admin, leadId)).byLabel).toEqual([{ label: 'Tanı', files: 2 }])
    const { ids: changed } = await service.renameLabel(office.admin, { leadId, from: 'Tanı', to: null })
    expect(changed.toSorted()).toEqual(ids.toSorted())
    expect((await service.counts(office.admin, leadId)).byLabel).toEqual([
      { label: null, files: 1 },
      { label: 'received_documents', files: 1 },
    ])
  })
})

describe('a file', () => {
  it('is renamed by who saw it last, labelled by anybody, and found by its new name', async () => {
    const id = await office.add({ leadId, name: 'a.pdf' }, PDF)
    const { service } = office.files
    expect(await service.rename(office.admin, { id, version: 1, name: 'Gülsüm/ÖZ.pdf' })).toMatchObject({
      ...{ name: 'ÖZ.pdf', version: 2 },
    })
    const stale = service.rename(office.admin, { id, version: 1, name: 'Başka.pdf' })
    await expect(stale).rejects.toMatchObject({ code: 'CONFLICT', data: { currentVersion: 2 } })
    const label = 'sent_documents'
    await service.label(office.admin, { leadId, ids: [id], label })
    expect(await service.get(office.admin, id)).toMatchObject({ label, version: 3, addedBy: office.admin.id })
    expect(await names({ search: 'oz', label })).toEqual(['ÖZ.pdf'])
  })

  it('is removed with its content after some minutes, unless another file has the same', async () => {
    const other = office.lead()
    const [one, two] = [await office.add({ leadId }, PDF), await office.add({ leadId: other }, PDF)]
    expect(await office.contents()).toEqual([sha256Of(PDF)])
    await office.files.service.remove(office.admin, { id: one, version: 1 })
    expect((await list()).items).toEqual([])
    await office.runJobs()
    await office.clock.advance(11 * 60_000)
    await office.runner.whenIdle()
    await expect(office.files.service.restore(office.admin, one)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await office.contents()).toEqual([sha256Of(PDF)])
    await office.files.service.remove(office.admin, { id: two, version: 1 })
    await office.clock.advance(11 * 60_000)
    await office.runner.whenIdle()
    expect(await office.contents()).toEqual([])
  })

  it('that was removed is nowhere to be seen, and comes back whole while it can', async () => {
    const id = await office.add({ leadId, name: 'a.pdf', label: 'Teşhis' }, PDF)
    const { service } = office.files
    const before = await service.get(office.admin, id)
    const { url } = await service.open(office.bearer, office.admin, { id, as: 'inline' })
    await service.remove(office.admin, { id, version: 1 })
    expect(await service.counts(office.admin, leadId)).toMatchObject({ total: 0, byLabel: [], byKind: [] })
    await expect(service.get(office.admin, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await office.get(url)).toMatchObject({ status: 404 })
    expect(await service.restore(office.admin, id)).toEqual({ ...before, version: 3 })
    expect(await service.restore(office.admin, id)).toEqual({ ...before, version: 3 })
    await office.runJobs()
    await office.clock.advance(60 * 60_000)
    await office.runner.whenIdle()
    expect(await names()).toEqual(['a.pdf'])
  })

  it('whose content the lead has already says so', async () => {
    const first = await office.add({ leadId, name: 'a.pdf' }, PDF)
    const { id } = await office.send(office.manager, { leadId, name: 'b.pdf' }, PDF)
    const finish = () => office.files.uploads.finishUpload(office.admin, { id, details: office.noDetails })
    expect((await finish()).sameAs).toEqual({ id: first, name: 'a.pdf' })
    await office.files.service.remove(office.admin, { id: first, version: 1 })
    expect((await finish()).sameAs).toBeNull()
  })

  it('leaves ids and hashes in the audit log, and no name', async () => {
    const id = await office.add({ leadId, name: 'HIV testi.pdf', label: 'Gizli' }, PDF)
    const { service } = office.files
    await service.rename(office.admin, { id, version: 1, name: 'Hepatit.pdf' })
    await service.label(office.admin, { leadId, ids: [id], label: 'Çok gizli' })
    await service.open(office.bearer, office.admin, { id, as: 'download' })
    await service.open(office.bearer, office.admin, { id, as: 'inline' })
    await service.remove(office.admin, { id, version: 3 })
    await service.restore(office.admin, id)
    const log = office.db.select().from(auditLog).where(eq(auditLog.subjectId, id)).all()
    const actions = ['added', 'renamed', 'relabelled', 'downloaded', 'removed', 'restored'].map(verb => `file.${verb}`)
    expect(log.map(({ action }) => action)).toEqual(actions)
    expect(JSON.stringify(log)).not.toMatch(/HIV|Hepatit|izli/u)
    expect(JSON.stringify(log)).toContain(sha256Of(PDF))
  })
})

describe('who sees the files', () => {
  it('is who sees the lead, and nobody else learns that there are any', async () => {
    const [owner, stranger] = [await office.hireAs('consultant'), await office.hireAs('consultant')]
    const owned = office.lead(owner.viewer.id)
    const id = await office.add({ leadId: owned }, PDF, owner)
    const { service, uploads } = office.files
    const query = { leadId: owned, filter: FileFilter.parse({}), cursor: null, limit: 10 }
    expect((await service.ofLead(owner.viewer, query)).items).toHaveLength(1)
    for (const asked of [
      service.ofLead(stranger.viewer, query),
      service.counts(stranger.viewer, owned),
      service.get(stranger.viewer, id),
      service.open(stranger.bearer, stranger.viewer, { id, as: 'inline' }),
      service.rename(stranger.viewer, { id, version: 1, name: 'x' }),
      service.remove(stranger.viewer, { id, version: 1 }),
      service.restore(stranger.viewer, id),
      service.label(stranger.viewer, { leadId: owned, ids: [id], label: 'x' }),
      service.renameLabel(stranger.viewer, { leadId: owned, from: 'x', to: null }),
      uploads.finishUpload(stranger.viewer, { id, details: office.noDetails }),
      office.send(stranger, { leadId: owned }, PDF),
    ])
      await expect(asked).rejects.toMatchObject(refusal('NOT_FOUND'))
  })
})
