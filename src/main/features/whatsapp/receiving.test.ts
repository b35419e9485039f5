import type { proto } from '@whiskeysockets/baileys'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let ayse: Contact
let office: TestOffice

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe Yılmaz' })
  office = new TestOffice(simulator)
  office.begin()
  await office.linkByQr(phone)
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

const bodies = () => office.office.messages().map(({ body }) => body)
const openRows = () => office.journal().filter(({ state }) => state === 'received')
const device = () => phone.devices.get(12)

async function goAway(): Promise<void> {
  await office.stop()
  await simulator.events.waitFor(() => (device()?.isOnline ? undefined : true), 'the office to be gone')
}

function comeBack(): void {
  office.begin()
  office.link.start()
}

describe('what customers write', () => {
  it('while the PC is off is there afterwards, in order', async () => {
    await goAway()
    const written = Array.from({ length: 50 }, (_, index) => `message ${index}`)
    for (const text of written) await ayse.sendText(text)
    comeBack()
    await office.untilText('message 49')
    expect(bodies()).toEqual(written)
    expect(office.office.of('message').every(({ message }) => !message.isHistory)).toBe(true)
  })

  it('is not lost when the line breaks right after the offline messages came', async () => {
    await goAway()
    // Without the marker Baileys holds offline messages in its buffer, receipted, and loses them with the line.
    simulator.faults.withoutOfflineMarker = true
    for (let index = 0; index < 50; index += 1) await ayse.sendText(`message ${index}`)
    comeBack()
    await simulator.events.waitFor(
      () => (simulator.record.fromContacts.every(({ receiptedAt }) => receiptedAt) ? true : undefined),
      'all receipts',
    )
    simulator.dropConnections()
    await office.until(() => bodies().length === 50, 'fifty messages')
    await office.untilState('connected')
    expect(new Set(bodies()).size).toBe(50)
  })

  it('is changed in the order in which they changed it, also while what waited for the PC is still read', async () => {
    await goAway()
    for (let index = 0; index < 150; index += 1) await ayse.sendText(`message ${index}`)
    const { id } = await ayse.sendText('the last one')
    comeBack()
    await simulator.events.waitFor(() => (device()?.isOnline ? true : undefined), 'the office')
    // Live by now: without an order of its own it would overtake what it is about, and say nothing to anybody.
    await ayse.edit(id, 'the last word')
    await ayse.react(id, '👍')
    await office.until(() => office.office.of('reaction').length === 1, 'the reaction')
    const about = office.office.facts.filter(
      fact =>
        (fact.kind === 'message' && fact.message.externalId === id) ||
        ((fact.kind === 'edited' || fact.kind === 'reaction') && fact.externalId === id),
    )
    expect(about.map(({ kind }) => kind)).toEqual(['message', 'edited', 'reaction'])
    expect(office.office.of('edited')[0]).toMatchObject({ body: 'the last word' })
  })

  it('is changed twice within a second, sealed or in the open, and the later change has the later time', async () => {
    const { id } = await ayse.sendText('one')
    for (const [text, form] of [
      ['two', 'plain'],
      ['three', 'sealed'],
      ['four', 'sealed'],
      ['five', 'plain'],
    ] as const) {
      await ayse.edit(id, text, form)
      await office.until(() => office.office.of('edited').at(-1)?.body === text, text)
    }
    const times = office.office.of('edited').map(({ at }) => at)
    expect(times).toEqual([...new Set(times)].toSorted((a, b) => a - b))
    expect(times).toHaveLength(4)
  })

  it('in a burst of 500 by 20 people arrives whole and in the order of each', async () => {
    const people = Array.from({ length: 20 }, (_, index) =>
      simulator.createContact({ phoneNumber: `9055520000${String(index).padStart(2, '0')}`, name: `Kişi ${index}` }),
    )
    for (const person of people) await person.sendText(`${person.id} hello`)
    await office.until(() => bodies().length === 20, 'twenty greetings')
    await Promise.all(
      people.map(async person => {
        for (let index = 0; index < 25; index += 1) await person.sendText(`${person.id} ${index}`)
      }),
    )
    await office.until(() => bodies().length === 520, 'the burst', 20_000)
    for (const person of people) {
      const own = bodies().filter(body => body.startsWith(`${person.id} `))
      expect(own).toEqual([`${person.id} hello`, ...Array.from({ length: 25 }, (_, index) => `${person.id} ${index}`)])
    }
    expect(openRows()).toEqual([])
  })

  it('under the phone, then the LID, then the phone, is one person', async () => {
    await ayse.sendText('by phone')
    ayse.addressing = 'lid'
    await ayse.sendText('by LID')
    ayse.addressing = 'phone'
    await ayse.sendText('by phone again')
    await office.untilText('by phone again')
    const people = new Set(office.office.messages().map(({ phone: number, lid }) => `${number} ${lid}`))
    expect(people).toEqual(new Set([`+905551234567 ${ayse.lid}`]))
  })

  it('with a hidden number comes without one, and the LID is never taken for a phone', async () => {
    const hidden = simulator.createContact({ name: 'Gizli' })
    await hidden.sendText('who am I?')
    expect(await office.untilText('who am I?')).toMatchObject({ phone: null, lid: hidden.lid })
  })

  it('from an ad comes first as a placeholder and then for real, once, with its referral', async () => {
    const adReferral = { sourceId: 'ad-7', sourceUrl: 'https://fb.me/x', title: 'Saç ekimi', ctwaClid: 'click-1' }
    await ayse.sendText('Reklamdan geldim', { as: 'ad-stub-first', adReferral })
    await office.until(() => office.office.messages()[0]?.kind === 'waiting', 'the placeholder')
    await office.untilText('Reklamdan geldim')
    expect(office.office.messages()).toHaveLength(1)
    const referral = office.office.of('message').findLast(({ message }) => message.adReferral)?.message.adReferral
    expect(referral).toMatchObject({
      adId: 'ad-7',
      clickId: 'click-1',
      title: 'Saç ekimi',
      sourceUrl: 'https://fb.me/x',
    })
    expect(referral?.raw).toMatchObject({ sourceType: 'ad', entryPointConversionSource: 'ctwa_ad' })
  })

  it('and cannot be decrypted is a placeholder until it was asked for again', async () => {
    await ayse.sendText('şifreli', { as: 'garbage' })
    await office.untilText('şifreli')
    expect(office.office.messages()).toHaveLength(1)
    expect(openRows()).toEqual([])
  })

  it('twice under one id is one message', async () => {
    const { id } = await ayse.sendText('bir kere')
    await office.untilText('bir kere')
    await ayse.sendText('bir kere', { id })
    await ayse.sendText('son')
    await office.untilText('son')
    expect(bodies()).toEqual(['bir kere', 'son'])
  })

  it('in groups is dropped before it is decrypted, and not journalled', async () => {
    await ayse.sendText('in a group', { group: '120363001234567890@g.us' })
    await ayse.sendText('in person')
    await office.untilText('in person')
    expect(bodies()).toEqual(['in person'])
    expect(office.office.of('message')).toHaveLength(1)
  })

  it('is edited in both forms, and deleted', async () => {
    const plain = await ayse.sendText('eski bir')
    const sealed = await ayse.sendText('eski iki')
    await ayse.edit(plain.id, 'yeni bir', 'plain')
    await ayse.edit(sealed.id, 'yeni iki', 'sealed')
    await ayse.revoke(plain.id)
    await office.until(() => office.office.of('deleted').length === 1, 'the deletion')
    expect(office.office.of('edited')).toMatchObject([
      { externalId: plain.id, direction: 'in', body: 'yeni bir' },
      { externalId: sealed.id, direction: 'in', body: 'yeni iki' },
    ])
    expect(office.office.of('deleted')).toMatchObject([{ externalId: plain.id, direction: 'in' }])
    expect(office.office.messages()).toHaveLength(2)
  })

  it('as a reaction has no place of its own', async () => {
    const { id } = await ayse.sendText('beğen')
    await ayse.react(id, '👍')
    await ayse.sendText('bitti')
    await office.untilText('bitti')
    expect(bodies()).toEqual(['beğen', 'bitti'])
  })

  it('as an answer tells what it answers', async () => {
    const { id } = await ayse.sendText('soru')
    await ayse.sendText('cevap', { quotedId: id })
    await office.untilText('cevap')
    const answer = office.office.of('message').find(({ message }) => message.body === 'cevap')
    expect(answer?.message.quotedExternalId).toBe(id)
  })
})

describe('the office itself', () => {
  it('has what was typed on its phone, under the customer', async () => {
    await ayse.sendText('merhaba')
    await office.untilText('merhaba')
    await phone.type({ to: ayse, text: 'telefondan yazdım' })
    expect(await office.untilText('telefondan yazdım')).toMatchObject({ direction: 'out', phone: '+905551234567' })
    ayse.addressing = 'lid'
    await phone.type({ to: ayse, text: 'bir daha' })
    expect(await office.untilText('bir daha')).toMatchObject({
      direction: 'out',
      phone: '+905551234567',
      lid: ayse.lid,
    })
  })

  it('refuses to acknowledge what it cannot write down', async () => {
    office.running.db.run(sql`CREATE TRIGGER no_journal BEFORE INSERT ON whatsapp_journal
      BEGIN SELECT RAISE(ABORT, 'the disk is full'); END`)
    const { id } = await ayse.sendText('kaybolmasın')
    await simulator.events.waitFor(() => (device()?.isOnline ? undefined : true), 'the cut line')
    expect(simulator.record.fromContacts.find(row => row.id === id)?.receiptedAt).toBeNull()
    office.running.db.run(sql`DROP TRIGGER no_journal`)
    await office.untilText('kaybolmasın')
  })

  it('keeps what the conversations could not store, and stores it at the next start', async () => {
    office.office.failWith(new Error('a bug of ours'))
    await ayse.sendText('bir')
    await ayse.sendText('iki')
    await office.until(() => openRows().length === 2, 'two open rows')
    await simulator.events.waitFor(
      () => (simulator.record.fromContacts.every(({ receiptedAt }) => receiptedAt) ? true : undefined),
      'all receipts',
    )
    await goAway()
    comeBack()
    await office.untilText('iki')
    expect(bodies()).toEqual(['bir', 'iki'])
    expect(openRows()).toEqual([])
  })
})

describe('every kind of message', () => {
  const media = { url: 'https://mmg.whatsapp.net/x', mediaKey: Buffer.alloc(32, 1), directPath: '/x' }
  const kinds: [kind: string, body: string, message: proto.IMessage][] = [
    ['text', 'bare', { conversation: 'bare' }],
    ['text', 'extended', { extendedTextMessage: { text: 'extended' } }],
    ['text', 'kept for a day', { ephemeralMessage: { message: { conversation: 'kept for a day' } } }],
    ['text', 'button', { buttonsResponseMessage: { selectedDisplayText: 'button', type: 1 } }],
    ['text', 'list', { listResponseMessage: { title: 'list' } }],
    ['text', 'template', { templateButtonReplyMessage: { selectedDisplayText: 'template' } }],
    ['text', 'interactive', { interactiveResponseMessage: { body: { text: 'interactive' } } }],
    ['image', 'a picture', { imageMessage: { ...media, caption: 'a picture', mimetype: 'image/jpeg' } }],
    ['image', 'once', { viewOnceMessageV2: { message: { imageMessage: { ...media, caption: 'once' } } } }],
    ['video', 'a film', { videoMessage: { ...media, caption: 'a film' } }],
    ['video', '', { ptvMessage: { ...media } }],
    ['voice', '', { audioMessage: { ...media, ptt: true, seconds: 3 } }],
    ['audio', '', { audioMessage: { ...media, ptt: false } }],
    ['document', '', { documentMessage: { ...media, fileName: 'rapor.pdf' } }],
    [
      'document',
      'see page 2',
      { documentWithCaptionMessage: { message: { documentMessage: { ...media, caption: 'see page 2' } } } },
    ],
    ['sticker', '', { stickerMessage: { ...media } }],
    ['location', 'Klinik', { locationMessage: { degreesLatitude: 41, degreesLongitude: 29, name: 'Klinik' } }],
    [
      'location',
      'yoldayım',
      { liveLocationMessage: { degreesLatitude: 41, degreesLongitude: 29, caption: 'yoldayım' } },
    ],
    ['contact', 'Mehmet', { contactMessage: { displayName: 'Mehmet', vcard: 'BEGIN:VCARD' } }],
    ['contact', '2 kişi', { contactsArrayMessage: { displayName: '2 kişi', contacts: [] } }],
    ['poll', 'Hangi gün?', { pollCreationMessageV3: { name: 'Hangi gün?', options: [{ optionName: 'Salı' }] } }],
    ['order', 'sipariş', { orderMessage: { orderTitle: 'sipariş', orderId: '1' } }],
    ['product', 'Krem', { productMessage: { product: { title: 'Krem' } } }],
    ['event', 'Toplantı', { eventMessage: { name: 'Toplantı' } }],
    ['invite', 'Grup', { groupInviteMessage: { groupName: 'Grup', groupJid: '1@g.us', inviteCode: 'x' } }],
    ['album', '', { albumMessage: { expectedImageCount: 2 } }],
    ['unsupported', '', { sendPaymentMessage: { noteMessage: { conversation: 'x' } } }],
  ]

  it('has a place in the conversation', async () => {
    for (const [index, [, , message]] of kinds.entries()) await ayse.send(message, { id: `KIND${index}` })
    await ayse.sendText('the last')
    await office.untilText('the last')
    const stored = office.office.messages().slice(0, -1)
    expect(stored.map(({ externalId, kind, body }) => [externalId, kind, body])).toEqual(
      kinds.map(([kind, body], index) => [`KIND${index}`, kind, body]),
    )
    const raws = office.office.of('message').map(({ message }) => message.raw?.byteLength ?? 0)
    expect(Math.min(...raws)).toBeGreaterThan(0)
  })
})
