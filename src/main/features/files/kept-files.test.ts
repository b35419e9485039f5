import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { type FileId, newId, type TemplateId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { listContents } from '../../db/holdings.ts'
import { fileUploads, keptFiles } from './schema.ts'
import { chunksOf, HTML, JPEG, openTestFiles, PDF, sha256Of, type TestFiles } from './testing/test-files.ts'

let office: TestFiles
beforeEach(async () => {
  office = await openTestFiles()
})
afterEach(() => office.close())

async function bring(bytes: Uint8Array, mime: string) {
  const { files, db, manager, request, noDetails } = office
  const id = newId<FileId>()
  transact(db, tx => files.kept.announce(tx, manager.viewer, { id, name: 'Fiyatlar.pdf', mime, size: bytes.length }))
  const { url } = files.kept.addressOf(manager.bearer.sessionId ?? '', id)
  const { status } = await request('PUT', url, { body: chunksOf(bytes) })
  return { id, url, status, finished: transact(db, tx => files.kept.finish(tx, manager.viewer, id, noDetails)) }
}

it('goes along with a template, and as an upload with each message that is made of it', async () => {
  const { files, db, database, templates, manager, lead, contents, runJobs, clock } = office
  const [picture, list] = [await bring(JPEG, 'image/jpeg'), await bring(PDF, 'application/pdf')]
  expect([picture.status, picture.finished?.kind, list.finished?.kind]).toEqual([204, 'image', 'document'])
  // Nobody believes what a page calls it.
  const script = await bring(HTML, 'image/png')
  expect([script.finished, files.kept.find(db, script.id)]).toEqual([null, undefined])

  const words = { name: 'Fiyat', category: 'quick_reply', channel: null } as const
  const variants = [{ language: 'tr', subject: null, content: 'Fiyatlarımız ekte' }]
  const input = { ...words, variants, id: newId<TemplateId>(), fileIds: [list.id, picture.id] }
  const template = await templates.create(manager.viewer.id, input)
  expect(template.files.map(({ id }) => id)).toEqual([list.id, picture.id])
  expect((await templates.list()).find(({ id }) => id === template.id)?.files).toHaveLength(2)
  // Neither its bytes are changed any more, nor is it another's.
  expect((await office.request('PUT', list.url, { body: chunksOf(PDF) })).status).toBe(404)
  const stolen = templates.create(manager.viewer.id, { ...input, id: newId<TemplateId>() })
  await expect(stolen).rejects.toMatchObject({ code: 'NOT_FOUND' })

  const leadId = lead()
  const staged = await templates.stageFiles(manager.viewer, { id: template.id, leadId })
  expect(staged.map(({ name, kind }) => [name, kind])).toEqual([
    ['Fiyatlar.pdf', 'document'],
    ['Fiyatlar.pdf', 'image'],
  ])
  expect(db.select().from(fileUploads).where(eq(fileUploads.leadId, leadId)).all()).toHaveLength(2)
  expect(listContents(database.sqlite)).toEqual([sha256Of(JPEG), sha256Of(PDF)].toSorted())

  const fewer = await templates.update(manager.viewer.id, { ...template, fileIds: [picture.id] })
  expect(fewer.files.map(({ id }) => id)).toEqual([picture.id])
  await runJobs()
  // The upload has it still.
  expect(await contents()).toEqual([sha256Of(JPEG), sha256Of(PDF)].toSorted())
  await bring(Buffer.concat([PDF, PDF]), 'application/pdf')
  await clock.advance(25 * 3_600_000)
  await office.runner.whenIdle()
  expect(await contents()).toEqual([sha256Of(JPEG)])
  expect(db.select().from(keptFiles).all()).toMatchObject([{ id: picture.id, templateId: template.id }])
})
