import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ConversationId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import type { ChannelMessage, OutgoingMedia } from '../channels/channel.ts'
import { attachments } from '../files/schema.ts'
import { staff } from '../staff/schema.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

const HANS = { phone: '+4915112345678', lid: null }
const PICTURE = Buffer.from('ffd8ffe000104a46494600010100', 'hex')

let inbox: TestInbox
let ayse: ConversationId
let hans: ConversationId

beforeEach(() => {
  inbox = openTestInbox()
  inbox.receive(inbox.text('Merhaba'), inbox.text('Hallo', { peer: HANS, pushName: 'Hans Müller' }))
  const [first, second] = inbox.all.conversations()
  if (!first || !second) throw new Error('they did not write')
  ayse = first.id
  hans = second.id
})
afterEach(() => inbox.close())

/** Lets whatever is due run to its end. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await inbox.clock.advance(0)
}

function hears(body: string, over: Partial<ChannelMessage> = {}): MessageId {
  inbox.receive(inbox.text(body, over))
  const id = inbox.all.messages().find(row => row.body === body)?.id
  if (!id) throw new Error('it did not come')
  return id
}

function forward(...messageIds: MessageId[]) {
  const copies = messageIds.map(messageId => ({ id: newId<MessageId>(), messageId }))
  return inbox.sharing.forward(inbox.admin, hans, copies)
}

describe('forwarding', () => {
  it('says several messages once more, in their order, and marks them', async () => {
    const [one, two] = [hears('bir'), hears('iki')]
    const copies = await forward(one, two)
    expect(copies).toMatchObject([
      { conversationId: hans, direction: 'out', body: 'bir', isForwarded: true, sentBy: inbox.admin.id },
      { conversationId: hans, body: 'iki', isForwarded: true },
    ])
    inbox.startRunner()
    await settle()
    expect(inbox.channel.sent).toMatchObject([
      { to: { phone: HANS.phone }, body: 'bir', isForwarded: true },
      { body: 'iki', isForwarded: true },
    ])
    expect(inbox.all.conversations().find(({ id }) => id === hans)).toMatchObject({ lastMessagePreview: 'iki' })
    expect(inbox.all.conversations().find(({ id }) => id === ayse)).toMatchObject({ lastMessagePreview: 'iki' })
  })

  it('asked for twice with the same ids, is done once', async () => {
    const copies = [{ id: newId<MessageId>(), messageId: hears('bir') }]
    await inbox.sharing.forward(inbox.admin, hans, copies)
    await inbox.sharing.forward(inbox.admin, hans, copies)
    expect(inbox.all.messages().filter(({ body }) => body === 'bir')).toHaveLength(2)
  })

  it('sends a picture again from its one content, with its words, under a key of its own', async () => {
    const media = { kind: 'image', mime: 'image/jpeg', name: null, size: PICTURE.length } as const
    const shown = { seconds: null, width: 640, height: 400, waveform: null, thumbnail: null }
    const raw = Buffer.from('key and address')
    const source = hears('Röntgen', { kind: 'image', media: { ...media, ...shown }, raw })
    const [file] = inbox.files.ofMessages([source]).get(source) ?? []
    if (!file) throw new Error('no file')
    await expect(forward(source)).rejects.toMatchObject({ code: 'CANNOT_FORWARD', data: { messageId: source } })
    await inbox.files.receive(
      file.id,
      (async function* () {
        yield PICTURE
      })(),
    )
    const given: { media: OutgoingMedia; isForwarded: boolean | undefined }[] = []
    inbox.channel.media.encode = async (message, content) => {
      given.push({ media: content, isForwarded: message.isForwarded })
      return Buffer.from('a new key')
    }
    const [copy] = await forward(source)
    expect(copy).toMatchObject({ kind: 'image', body: 'Röntgen', attachment: { state: 'ready', width: 640 } })
    inbox.startRunner()
    await expect.poll(() => inbox.channel.sent).toHaveLength(1)
    expect(given).toMatchObject([{ isForwarded: true, media: { kind: 'image', size: PICTURE.length } }])
    const hashes = inbox.db.select({ sha256: attachments.sha256 }).from(attachments).all()
    expect(new Set(hashes.map(({ sha256 }) => sha256)).size).toBe(1)
    expect(hashes).toHaveLength(2)
  })

  it('carries places and people', async () => {
    const place = { kind: 'location', latitude: 41.01, longitude: 28.97, name: 'Otel', address: null } as const
    const people: MessageDetails = { kind: 'contacts', people: [{ name: 'Can', phones: ['+905320001122'] }] }
    const location = hears('Otel', { kind: 'location', details: place })
    const contact = hears('Can', { kind: 'contact', details: people })
    expect(await forward(location, contact)).toMatchObject([
      { kind: 'location', details: place },
      { kind: 'contact', details: people },
    ])
    inbox.startRunner()
    await settle()
    expect(inbox.channel.sent).toMatchObject([{ details: place }, { details: people }])
  })

  it('is all or nothing: what cannot be said again keeps the others back', async () => {
    const once = hears('gizli', { kind: 'image', isViewOnce: true })
    await expect(forward(hears('bir'), once)).rejects.toMatchObject({ code: 'CANNOT_FORWARD' })
    expect(inbox.all.messages().filter(({ direction }) => direction === 'out')).toEqual([])
  })

  it('reaches neither messages nor chats of a colleague’s leads', async () => {
    const source = hears('bir')
    const [lead] = inbox.all.leads()
    const stranger = inbox.hire('consultant')
    await inbox.leads.assign(inbox.admin, lead?.id as LeadId, inbox.hire('consultant').id)
    const copies = [{ id: newId<MessageId>(), messageId: source }]
    await expect(inbox.sharing.forward(stranger, hans, copies)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const own = [{ id: newId<MessageId>(), messageId: inbox.all.messages()[1]?.id as MessageId }]
    await expect(inbox.sharing.forward(stranger, ayse, own)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('into a chat that cannot be written to is refused with its reason', async () => {
    const source = hears('bir')
    await inbox.channels.unlink(inbox.admin, inbox.accountId)
    const refusal = { code: 'CANNOT_WRITE', data: { obstacle: 'not-linked' } }
    await expect(forward(source)).rejects.toMatchObject(refusal)
  })
})

describe('a contact card', () => {
  const send = (person: Parameters<typeof inbox.sharing.sendContact>[1]['person']) =>
    inbox.sharing.sendContact(inbox.admin, { id: newId(), conversationId: hans, person })

  it('of a lead carries name and number', async () => {
    const [lead] = inbox.all.leads()
    const details = { kind: 'contacts', people: [{ name: 'Ayşe Kaya', phones: [PHONE] }] }
    const sent = await send({ kind: 'lead', leadId: lead?.id as LeadId })
    expect(sent).toMatchObject({ kind: 'contact', body: 'Ayşe Kaya', details, isForwarded: false })
    inbox.startRunner()
    await settle()
    expect(inbox.channel.sent).toMatchObject([{ to: { phone: HANS.phone }, details }])
  })

  it('of a colleague carries theirs, if they have one', async () => {
    const { id: staffId } = inbox.hire('consultant')
    await expect(send({ kind: 'staff', staffId })).rejects.toMatchObject({ code: 'NO_PHONE' })
    inbox.db.update(staff).set({ phone: '+905301112233' }).where(eq(staff.id, staffId)).run()
    expect(await send({ kind: 'staff', staffId })).toMatchObject({
      details: { people: [{ name: 'consultant', phones: ['+905301112233'] }] },
    })
  })
})

it('a card that came in tells which of its numbers are known, and nothing of a colleague’s leads', async () => {
  const card = { name: 'Can', phones: ['0555 123 45 67', '+49 151 12345678', '0532 000 11 22', 'yok'] }
  const id = hears('Can', { kind: 'contact', details: { kind: 'contacts', people: [card] } })
  const [lead, other] = inbox.all.leads()
  expect(await inbox.sharing.knownPeople(inbox.admin, id)).toEqual([
    { phone: '0555 123 45 67', leadId: lead?.id },
    { phone: '+49 151 12345678', leadId: other?.id },
    { phone: '0532 000 11 22', leadId: null },
  ])
  await inbox.leads.assign(inbox.admin, other?.id as LeadId, inbox.hire('consultant').id)
  const seen = await inbox.sharing.knownPeople(inbox.hire('consultant'), id)
  expect(seen.map(({ phone }) => phone)).toEqual(['0555 123 45 67', '0532 000 11 22'])
  expect(await inbox.sharing.knownPeople(inbox.admin, hears('metin'))).toEqual([])
})
