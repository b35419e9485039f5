import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileId, type MessageId, newId, type TemplateId } from '#shared/domain/ids.ts'
import { fileUploads, keptFiles } from '../files/schema.ts'
import { at, openTestReminders, type TestReminders } from '../reminders/testing/test-reminders.ts'

let office: TestReminders
beforeEach(async () => {
  office = await openTestReminders()
})
afterEach(() => office.close())

async function schedule(
  wall: string,
  over: { cancelsOnReply?: boolean; id?: MessageId; body?: string; uploadId?: FileId; templateId?: TemplateId } = {},
) {
  const [conversation] = office.all.conversations()
  if (!conversation) throw new Error('no chat')
  return office.scheduled.create(office.admin, {
    ...({ uploadId: null, form: 'by-itself', templateId: null } as const),
    ...{ id: newId<MessageId>(), conversationId: conversation.id, body: 'Günaydın', sendAt: at(wall) },
    ...{ cancelsOnReply: false, ...over },
  })
}
/** As a page leaves it after `finishUpload`. */
function stage(): Promise<FileId> {
  const id = newId<FileId>()
  const bytes = Buffer.from(`%PDF-1.7 ${id}`)
  const chunks = (async function* () {
    yield bytes
  })()
  return office.blobs.put(chunks, { maxBytes: 10_000 }, ({ sha256, size }) => {
    const upload = { id, leadId: office.leadId, staffId: office.admin.id, purpose: 'message', sha256, size } as const
    office.db
      .insert(fileUploads)
      .values({ ...upload, mime: 'application/pdf', name: 'Teklif.pdf', createdAt: 0 })
      .run()
    return id
  })
}
const waiting = () => office.scheduled.list(office.admin, null)

describe('a message for later', () => {
  it('leaves at its time, once, in the name of whoever wrote it', async () => {
    const { id } = await schedule('2026-12-01T09:00')
    expect(await schedule('2026-12-01T09:00', { id })).toMatchObject({ id })
    await office.go('2026-12-01T08:59')
    expect(office.received()).toEqual([])
    await office.go('2026-12-01T09:01')
    expect(office.received()).toEqual(['Günaydın'])
    expect(office.all.messages().at(-1)).toMatchObject({ id, sentBy: office.admin.id, status: 'sent' })
    expect(await waiting()).toEqual([])
    await office.sleepUntil('2026-12-02T09:00')
    expect(office.received()).toHaveLength(1)
  })

  it('does not leave where the customer writes first, if so chosen', async () => {
    await schedule('2026-12-01T09:00', { cancelsOnReply: true })
    await schedule('2026-12-01T09:30')
    await office.answers('Bir sorum var')
    await office.go('2026-12-01T09:31')
    expect(office.received()).toEqual(['Günaydın'])
  })

  it('takes its file along, which is the office’s until then, and counts the template it came from', async () => {
    const uploads = [await stage(), await stage()]
    office.channel.media.encode = async () => Buffer.from('the form with the key')
    const [template] = await office.templates.list()
    if (!template) throw new Error('no templates')
    const words = { body: '', uploadId: uploads[0] as FileId }
    const { id, file } = await schedule('2026-12-01T09:00', { ...words, templateId: template.id })
    expect(file).toMatchObject({ id: uploads[0], name: 'Teklif.pdf', kind: 'document' })
    const other = await schedule('2026-12-01T10:00', { body: 'Ekte', uploadId: uploads[1] as FileId })
    // A backup leaves out what is only uploaded.
    expect(office.db.select().from(fileUploads).all()).toEqual([])
    expect(office.db.select().from(keptFiles).all()).toHaveLength(2)
    await expect(schedule('2026-12-01T11:00', { body: '' })).rejects.toMatchObject({ code: 'NOTHING_TO_SEND' })
    await office.scheduled.cancel(office.admin, other.id)
    expect(office.db.select().from(keptFiles).all()).toMatchObject([{ scheduledId: id }])

    await office.go('2026-12-01T09:01')
    expect(office.messageOf(id)).toMatchObject({ kind: 'document', status: 'sent', templateId: template.id })
    expect(office.files.ofMessages([id]).get(id)).toMatchObject([{ id: uploads[0], name: 'Teklif.pdf' }])
    expect(office.db.select().from(keptFiles).all()).toEqual([])
    const used = (await office.templates.list()).find(each => each.id === template.id)
    expect(used?.usageCount).toBe(template.usageCount + 1)
  })

  it('that was missed for long is asked about; for a moment it just leaves', async () => {
    await schedule('2026-12-01T09:00')
    const late = await schedule('2026-12-01T06:00')
    await office.sleepUntil('2026-12-01T09:40')
    expect(office.received()).toEqual(['Günaydın'])
    expect(await waiting()).toMatchObject([{ id: late.id, state: 'late' }])
    await office.scheduled.sendNow(office.admin, late.id)
    await office.settle()
    expect(office.received()).toHaveLength(2)
  })

  it('is changed and called off, by whoever sees the person', async () => {
    const first = await schedule('2026-12-01T09:00')
    await office.scheduled.update(office.admin, { ...first, body: 'İyi günler', sendAt: at('2026-12-01T10:00') })
    const second = await schedule('2026-12-01T11:00')
    await office.scheduled.cancel(office.admin, second.id)
    await office.go('2026-12-01T10:01')
    await office.go('2026-12-01T12:00')
    expect(office.received()).toEqual(['İyi günler'])
    await expect(schedule('2026-11-30T09:00')).rejects.toThrow('IN_THE_PAST')
  })
})
