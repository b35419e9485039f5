import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { FileFilter } from '#shared/contract/files.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { mergeConversationsOf } from '../conversations/merge-conversations.ts'
import { leads } from '../leads/schema.ts'
import { chunksOf, JPEG, openTestFiles, PDF, sha256Of, type TestFiles } from './testing/test-files.ts'

const HOUR = 60 * 60_000

let office: TestFiles
let leadId: LeadId

beforeEach(async () => {
  office = await openTestFiles()
  leadId = office.lead()
})
afterEach(() => office.close())

const remote = { kind: 'image', mime: 'image/jpeg', name: null, size: null } as const
const noDetails = { width: null, height: null, seconds: null, waveform: null, thumbnail: null }

function deleteLead(id: LeadId): void {
  transact(office.db, tx => {
    office.files.ofLead.forgetFilesOf(tx, id)
    tx.delete(leads).where(eq(leads.id, id)).run()
  })
}

describe('when a lead is deleted', () => {
  it('nothing of it stays on the disk: files, files of messages, uploads on their way', async () => {
    const place = office.message(leadId)
    await office.add({ leadId }, PDF)
    const id = transact(office.db, tx =>
      office.files.ofMessages.attachIncoming(tx, place, 'in', { ...remote, details: noDetails }),
    )
    await office.files.ofMessages.receive(id, chunksOf(JPEG))
    await office.send(office.manager, { leadId, purpose: 'message' }, Buffer.from('taslak'))
    expect(await office.contents()).toHaveLength(3)
    deleteLead(leadId)
    await office.runJobs()
    expect(await office.contents()).toEqual([])
  })

  it('what another lead has too stays', async () => {
    await office.add({ leadId }, PDF)
    await office.add({ leadId: office.lead() }, PDF)
    deleteLead(leadId)
    await office.runJobs()
    expect(await office.contents()).toEqual([sha256Of(PDF)])
  })

  it('nothing is deleted when the deletion is undone', async () => {
    await office.add({ leadId }, PDF)
    const undone = () =>
      transact(office.db, tx => {
        office.files.ofLead.forgetFilesOf(tx, leadId)
        throw new Error('undone')
      })
    expect(undone).toThrow('undone')
    await office.runJobs()
    expect(await office.contents()).toEqual([sha256Of(PDF)])
  })
})

describe('the sweep', () => {
  const sweep = () => office.runner.runNow('files.sweep')

  it('removes what a kill left between a content and its row, and nothing that has a row', async () => {
    await office.add({ leadId }, PDF)
    await office.send(office.manager, { leadId, purpose: 'message' }, Buffer.from('taslak'))
    // The process ended before the row was written.
    await office.blobs.put(chunksOf(JPEG), { maxBytes: 1_000_000 }, () => {})
    expect(await office.contents()).toHaveLength(3)
    await sweep()
    expect(await office.contents()).toEqual([sha256Of(PDF), sha256Of(Buffer.from('taslak'))].toSorted())
  })

  it('does not take what is being put at that moment', async () => {
    const { id, url } = await office.send(office.manager, { leadId, size: JPEG.length }, JPEG.subarray(1))
    // Somebody had the same content, and it needs nobody to keep it any more.
    await office.blobs.put(chunksOf(JPEG), { maxBytes: 1_000_000 }, () => {})
    async function* whileSwept(): AsyncGenerator<Uint8Array> {
      for await (const chunk of chunksOf(JPEG)) {
        await sweep()
        yield chunk
      }
    }
    const [answer] = await Promise.all([office.request('PUT', url, { body: whileSwept() }), sweep(), sweep()])
    await sweep()
    expect([answer.status, await office.contents()]).toEqual([204, [sha256Of(JPEG)]])
    expect(id).toBeDefined()
  })

  it('of uploads forgets what waited for a message, or for its bytes, for a day', async () => {
    office.runner.start()
    await office.send(office.manager, { leadId, purpose: 'message' }, JPEG)
    const { id } = await office.send(office.manager, { leadId, size: 99 }, PDF)
    await office.clock.advance(23 * HOUR)
    await office.runner.whenIdle()
    expect(await office.contents()).toEqual([sha256Of(JPEG)])
    const kept = await office.add({ leadId }, PDF)
    await office.clock.advance(2 * HOUR)
    await office.runner.whenIdle()
    expect(await office.contents()).toEqual([sha256Of(PDF)])
    const finish = (fileId: typeof id) =>
      office.files.uploads.finishUpload(office.admin, { id: fileId, details: office.noDetails })
    await expect(finish(id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await finish(kept)).toMatchObject({ id: kept })
  })
})

it('when two leads become one, the files of both are its', async () => {
  const absorb = office.lead()
  const place = office.message(absorb)
  const own = office.message(leadId)
  await office.add({ leadId: absorb, name: 'elden.pdf' }, PDF)
  await office.send(office.manager, { leadId: absorb, purpose: 'message' }, Buffer.from('taslak'))
  transact(office.db, tx =>
    office.files.ofMessages.attachIncoming(tx, place, 'in', { ...remote, name: 'gelen.jpg', details: noDetails }),
  )
  transact(office.db, tx => {
    mergeConversationsOf(tx, leadId, absorb, office.clock.now())
    office.files.ofLead.moveFiles(tx, leadId, absorb)
    tx.delete(leads).where(eq(leads.id, absorb)).run()
  })
  const query = { leadId, filter: FileFilter.parse({}), cursor: null, limit: 10 }
  const { items } = await office.files.service.ofLead(office.admin, query)
  expect(Object.fromEntries(items.map(({ name, conversationId }) => [name, conversationId]))).toEqual({
    'elden.pdf': null,
    'gelen.jpg': own.conversationId,
  })
  await office.runner.runNow('files.sweep')
  expect(await office.contents()).toHaveLength(2)
})
