import { afterEach, beforeEach, expect, it } from 'vitest'
import { type ConversationId, type FileId, type MessageId, newId } from '#shared/domain/ids.ts'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import { transact } from '../../db/database.ts'
import type { OutgoingMedia } from '../channels/channel.ts'
import { fileUploads } from '../files/schema.ts'
import { openTestInbox, type TestInbox } from './testing/test-inbox.ts'

const PDF = Buffer.from(`%PDF-1.7\n${'a page '.repeat(100)}`)
const FORM = Buffer.from('the form with the key')

let inbox: TestInbox
let conversationId: ConversationId
let given: { media: OutgoingMedia; bytes: Buffer; caption: string }[]

beforeEach(() => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('Merhaba'))
  conversationId = inbox.all.conversations()[0]?.id as ConversationId
  given = []
  inbox.channel.media.encode = async ({ body }, media) => {
    const chunks: Buffer[] = []
    for await (const chunk of await media.read()) chunks.push(chunk as Buffer)
    given.push({ media, bytes: Buffer.concat(chunks), caption: body })
    return FORM
  }
})
afterEach(() => inbox.close())

/** As the page leaves it after `finishUpload`. */
function stage(mime = 'application/pdf'): Promise<FileId> {
  const id = newId<FileId>()
  const leadId = inbox.all.leads()[0]?.id
  if (!leadId) throw new Error('there is no lead')
  return inbox.blobs.put(
    (async function* () {
      yield PDF
    })(),
    { maxBytes: 10_000 },
    ({ sha256, size }) => {
      transact(inbox.db, tx =>
        tx
          .insert(fileUploads)
          .values({
            ...{ id, leadId, staffId: inbox.admin.id, purpose: 'message', mime, name: 'Teklif.pdf', size, sha256 },
            createdAt: 0,
          })
          .run(),
      )
      return id
    },
  )
}

async function send(uploadId: FileId, over: { caption?: string; form?: 'by-itself' | 'document' | 'voice' } = {}) {
  const id = newId<MessageId>()
  const message = { id, conversationId, uploadId, caption: '', form: 'by-itself' as const, quotedId: null, ...over }
  return inbox.messages.sendMedia(inbox.admin, message)
}

async function untilStatus(id: MessageId, status: string): Promise<void> {
  await expect.poll(() => inbox.messageOf(id)?.status).toBe(status)
}

it('a file goes to the server first, and then its message', async () => {
  const { id, kind, attachment } = await send(await stage(), { caption: 'Teklifimiz' })
  expect({ kind, attachment }).toMatchObject({ kind: 'document', attachment: { name: 'Teklif.pdf', state: 'ready' } })
  inbox.startRunner()
  await untilStatus(id, 'sent')
  expect(given).toMatchObject([{ caption: 'Teklifimiz', media: { kind: 'document', name: 'Teklif.pdf' } }])
  expect(given[0]?.bytes).toEqual(PDF)
  expect(inbox.channel.sent).toMatchObject([{ body: 'Teklifimiz' }])
  expect(inbox.messageOf(id)?.raw).toEqual(FORM)
})

it('the same id again is the same message', async () => {
  const uploadId = await stage()
  const first = await send(uploadId)
  const repeated = { id: first.id, conversationId, uploadId, caption: '', form: 'by-itself' as const, quotedId: null }
  expect(await inbox.messages.sendMedia(inbox.admin, repeated)).toMatchObject({ id: first.id })
  expect(inbox.all.messages()).toHaveLength(2)
})

it('what is not there, or of somebody else, is refused, and leaves nothing', async () => {
  await expect(send(newId<FileId>())).rejects.toMatchObject({ code: 'NOT_FOUND' })
  expect(inbox.all.messages()).toHaveLength(1)
})

it('goes as what the person wants, where phones can show it', async () => {
  expect((await send(await stage('image/jpeg'))).kind).toBe('image')
  expect((await send(await stage('image/jpeg'), { form: 'document' })).kind).toBe('document')
  expect((await send(await stage('image/webp'))).kind).toBe('document')
  expect(await send(await stage('audio/ogg'), { form: 'voice', caption: 'x' })).toMatchObject({
    kind: 'voice',
    body: '',
  })
  expect((await send(await stage('application/pdf'), { form: 'voice' })).kind).toBe('document')
})

it('an upload that fails is tried again, a text of another chat does not wait for it', async () => {
  const encode = inbox.channel.media.encode
  let tries = 0
  inbox.channel.media.encode = (...args) => {
    tries += 1
    if (tries === 1) throw new MediaProblem('network')
    return encode(...args)
  }
  const { id } = await send(await stage())
  inbox.receive(inbox.text('Ben de', { peer: { phone: '+905550009988', lid: null } }))
  const other = inbox.all.conversations().find(row => row.id !== conversationId)?.id as ConversationId
  const text = await inbox.write('Buyurun', other)
  inbox.startRunner()
  await untilStatus(text, 'sent')
  expect(inbox.messageOf(id)?.status).toBe('queued')
  await expect.poll(() => inbox.jobState('messages.upload')).toBe('pending')
  await inbox.clock.advance(30_000)
  await untilStatus(id, 'sent')
  expect(given).toHaveLength(1)
})

it('sent again after a lost answer, it is not uploaded again', async () => {
  inbox.channel.answerWith(() => ({ kind: 'unanswered' }))
  const { id } = await send(await stage())
  inbox.startRunner()
  await expect.poll(() => inbox.channel.sent.length).toBe(1)
  inbox.channel.acknowledge()
  await expect.poll(() => inbox.jobState('messages.send')).toBe('pending')
  await inbox.clock.advance(30_000)
  await untilStatus(id, 'sent')
  expect(given).toHaveLength(1)
})

it('a file that has gone from the disk fails its message in words', async () => {
  const { id } = await send(await stage())
  for await (const sha256 of inbox.blobs.list()) inbox.blobs.delete(sha256)
  inbox.startRunner()
  await untilStatus(id, 'failed')
  expect(inbox.messageOf(id)?.error).toMatchObject({ reason: 'file-gone' })
})

it('taken back it is gone, and its file goes with another message', async () => {
  inbox.channel.lose(inbox.accountId)
  const uploadId = await stage()
  const { id, attachment } = await send(uploadId)
  const { file } = await inbox.messages.cancel(inbox.admin, id)
  expect(file).toEqual(attachment)
  expect(inbox.all.messages()).toHaveLength(1)
  expect(inbox.files.ofMessages([id]).size).toBe(0)
  const again = await send(uploadId)
  expect(again.id).not.toBe(id)
  expect(again.attachment).toEqual(attachment)
})
