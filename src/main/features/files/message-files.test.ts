import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileFilter } from '#shared/contract/files.ts'
import { LARGEST_FILE } from '#shared/domain/file.ts'
import type { FileId, LeadId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { BlobProblem } from '../../ports/blob-store.ts'
import { messages } from '../conversations/schema.ts'
import { type MessageFiles, type MessagePlace, type RemoteContent, toFileFailure } from './message-files.ts'
import { chunksOf, HTML, JPEG, openTestFiles, PDF, sha256Of, type TestFiles } from './testing/test-files.ts'

const details = { width: 640, height: 480, seconds: null, waveform: null, thumbnail: JPEG }
const remoteImage: RemoteContent = { kind: 'image', mime: 'image/jpeg', name: null, size: JPEG.length, details }

let office: TestFiles
let leadId: LeadId
let place: MessagePlace
let ofMessages: MessageFiles

beforeEach(async () => {
  office = await openTestFiles()
  leadId = office.lead()
  place = office.message(leadId)
  ;({ ofMessages } = office.files)
  office.heard.length = 0
})
afterEach(() => office.close())

const attach = (content: Partial<RemoteContent> = {}, to = place, direction: 'in' | 'out' = 'in') =>
  transact(office.db, tx => ofMessages.attachIncoming(tx, to, direction, { ...remoteImage, ...content }))
const get = (id: FileId) => office.files.service.get(office.admin, id)
const ofLead = async () => {
  const query = { leadId, filter: FileFilter.parse({}), cursor: null, limit: 50 }
  return (await office.files.service.ofLead(office.admin, query)).items
}

describe('a file that comes with a message', () => {
  it('has its place at once, and its content when it is here', async () => {
    const id = attach()
    expect(await get(id)).toMatchObject({
      ...{ state: 'pending', kind: 'image', name: 'Fotoğraf 2026-01-15 12.00.jpg', width: 640, direction: 'in' },
      ...{ messageId: place.messageId, conversationId: place.conversationId, label: 'received_documents' },
    })
    expect(ofMessages.find(id)?.nextTryAt).toBe(office.clock.now())
    expect(transact(office.db, tx => ofMessages.markTransferring(tx, id))).toBe(true)
    await ofMessages.receive(id, chunksOf(JPEG), sha256Of(JPEG))
    expect(await get(id)).toMatchObject({ state: 'ready', error: null, size: JPEG.length })
    expect(ofMessages.find(id)?.nextTryAt).toBeNull()
    expect(transact(office.db, tx => ofMessages.markTransferring(tx, id))).toBe(false)
    const [summary] = ofMessages.ofMessages([place.messageId]).get(place.messageId) ?? []
    expect(summary).toMatchObject({ id, state: 'ready', thumbnailUrl: expect.stringMatching(/^data:image\/jpeg/u) })
    expect(office.heard).toContainEqual({
      ...{ type: 'message.changed', leadId, messageId: place.messageId, conversationId: place.conversationId },
    })
  })

  it('is there once, however often its message comes', async () => {
    expect(attach()).toBe(attach())
    expect(await ofLead()).toHaveLength(1)
  })

  it('stays without a content that is not what it should be, and says why', async () => {
    const id = attach()
    const problem: unknown = await ofMessages
      .receive(id, chunksOf(JPEG), sha256Of(PDF))
      .catch((error: unknown) => error)
    expect(toFileFailure(problem)).toBe('wrong-content')
    const later = office.clock.now() + 60_000
    transact(office.db, tx => ofMessages.markFailed(tx, id, 'wrong-content', later))
    expect(await get(id)).toMatchObject({ state: 'pending', error: 'wrong-content' })
    expect(ofMessages.find(id)?.nextTryAt).toBe(later)
    transact(office.db, tx => ofMessages.markFailed(tx, id, 'network', null))
    expect(await get(id)).toMatchObject({ state: 'failed', error: 'network' })
    expect(await office.contents()).toEqual([])
  })

  it('that the server has no more can be asked for again', async () => {
    const id = attach()
    expect(transact(office.db, tx => ofMessages.askAgain(tx, id))).toBe(false)
    transact(office.db, tx => ofMessages.markFailed(tx, id, 'gone', null))
    expect(await get(id)).toMatchObject({ state: 'expired', error: 'gone' })
    expect(ofMessages.contentOf(id)).toBeUndefined()
    expect(transact(office.db, tx => ofMessages.askAgain(tx, id))).toBe(true)
    expect(await get(id)).toMatchObject({ state: 'pending', error: null })
  })

  it('is not fetched when it is too large, and not kept when its sender lied', async () => {
    const announced = attach({ size: LARGEST_FILE + 1 })
    expect(await get(announced)).toMatchObject({ state: 'failed', error: 'too-large' })
    expect(ofMessages.find(announced)?.nextTryAt).toBeNull()
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) yield Buffer.alloc(10_000_000)
    }
    const id = attach({ size: 10 }, office.message(leadId))
    await expect(ofMessages.receive(id, endless())).rejects.toMatchObject({ kind: 'too-large' })
    expect(await office.contents()).toEqual([])
  })

  it('called a picture and being a page is a document of no type', async () => {
    const id = attach()
    await ofMessages.receive(id, chunksOf(HTML))
    expect(await get(id)).toMatchObject({ kind: 'document', mime: 'application/octet-stream' })
  })

  it('has a label when a person would look for it, by where it went', async () => {
    const other = () => office.message(leadId)
    const labels = [
      attach({ kind: 'document' }, other(), 'out'),
      attach({ kind: 'video' }, other()),
      attach({ kind: 'voice' }, other()),
      attach({ kind: 'sticker' }, other()),
    ].map(async id => (await get(id)).label)
    expect(await Promise.all(labels)).toEqual(['sent_documents', 'received_documents', null, null])
  })

  it('loses what makes no sense about it, and comes all the same', async () => {
    const waveform = Uint8Array.from({ length: 300 }, (_, index) => index % 256)
    const thumbnail = Buffer.alloc(40_000, 1)
    const strange = { width: Number.NaN, height: -1, seconds: Number.POSITIVE_INFINITY, waveform, thumbnail }
    const file = await get(attach({ details: strange, name: 'a\u202eb/c', mime: 'x/y' }))
    expect(file).toMatchObject({ name: 'c', width: null, height: null, seconds: null, thumbnailUrl: null })
    expect(file.waveform).toHaveLength(128)
    expect(Math.max(...(file.waveform ?? []))).toBe(100)
  })

  it('that was deleted while it came leaves nothing', async () => {
    const id = attach()
    async function* slowly(): AsyncGenerator<Uint8Array> {
      yield JPEG
      transact(office.db, tx => ofMessages.forgetFilesOfMessages(tx, [place.messageId]))
    }
    await expect(ofMessages.receive(id, slowly())).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect([await office.contents(), await ofLead()]).toEqual([[], []])
  })

  it('cannot be removed without its message, and goes with it', async () => {
    const id = attach()
    await ofMessages.receive(id, chunksOf(JPEG))
    const { version } = await get(id)
    await expect(office.files.service.remove(office.admin, { id, version })).rejects.toMatchObject({
      code: 'PART_OF_MESSAGE',
    })
    transact(office.db, tx => {
      ofMessages.forgetFilesOfMessages(tx, [place.messageId])
      tx.delete(messages).where(eq(messages.id, place.messageId)).run()
    })
    await office.runJobs()
    expect([await office.contents(), await ofLead()]).toEqual([[], []])
  })
})

describe('a file that goes out with a message', () => {
  const stage = async (bytes = PDF, to = leadId) => {
    const { id } = await office.send(office.manager, { leadId: to, purpose: 'message', name: 'Teklif.pdf' }, bytes)
    await office.files.uploads.finishUpload(office.admin, { id, details: office.noDetails })
    return id
  }

  it("is nobody's until it is sent, then the message's, and can be read for sending", async () => {
    const id = await stage()
    expect(await ofLead()).toEqual([])
    transact(office.db, tx => ofMessages.attachOutgoing(tx, place, { fileId: id }))
    expect(await get(id)).toMatchObject({
      ...{ state: 'ready', direction: 'out', kind: 'document', label: 'sent_documents', name: 'Teklif.pdf' },
    })
    const content = ofMessages.contentOf(id)
    expect(content).toMatchObject({ mime: 'application/pdf', sha256: sha256Of(PDF), size: PDF.length })
    expect(Buffer.concat((await (await content?.read())?.toArray()) ?? [])).toEqual(PDF)
  })

  it('is what its sender meant it to be', async () => {
    const id = await stage(JPEG)
    transact(office.db, tx => ofMessages.attachOutgoing(tx, place, { fileId: id, kind: 'document' }))
    expect(await get(id)).toMatchObject({ kind: 'document', mime: 'image/jpeg' })
  })

  it("never goes to another person's chat, twice, half, or as what it was not uploaded for", async () => {
    const foreign = await stage(PDF, office.lead())
    const sent = await stage()
    transact(office.db, tx => ofMessages.attachOutgoing(tx, place, { fileId: sent }))
    const half = await office.send(office.manager, { leadId, purpose: 'message', size: 9_999 }, PDF)
    const forLead = await office.send(office.manager, { leadId }, PDF)
    for (const fileId of [foreign, sent, half.id, forLead.id]) {
      const send = () => transact(office.db, tx => ofMessages.attachOutgoing(tx, place, { fileId }))
      expect(send).toThrow('NOT_FOUND')
    }
    expect(await ofLead()).toHaveLength(1)
  })

  it('is sent on without being copied on the disk, to whom its sender may see', async () => {
    const consultant = await office.hireAs('consultant')
    const theirs = office.lead(consultant.viewer.id)
    const id = await office.add({ leadId: office.lead(office.admin.id) }, PDF)
    const to = office.message(theirs)
    const copy = (viewer = office.admin) => transact(office.db, tx => ofMessages.attachCopy(tx, viewer, to, id))
    expect(await get(copy())).toMatchObject({ leadId: theirs, direction: 'out', state: 'ready', name: 'dosya' })
    expect(await office.contents()).toEqual([sha256Of(PDF)])
    expect(() => copy(consultant.viewer)).toThrow('NOT_FOUND')
  })
})

it('words what went wrong with a content', () => {
  expect(
    (['too-large', 'wrong-content', 'interrupted', 'disk-full', 'missing'] as const).map(kind =>
      toFileFailure(new BlobProblem(kind)),
    ),
  ).toEqual(['too-large', 'wrong-content', 'network', 'disk-full', 'gone'])
  expect(toFileFailure(new Error('a bug'))).toBeNull()
})
