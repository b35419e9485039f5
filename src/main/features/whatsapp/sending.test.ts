import { proto } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import { retryStanza } from '../../../../simulators/whatsapp/contact-receipts.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import type { PeerAddress } from '../channels/channel.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let ayse: Contact
let address: PeerAddress
let office: TestOffice

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
  address = { phone: '+905551234567', lid: ayse.lid }
  office = new TestOffice(simulator, { tuning: { timings: { queryMs: 300 } } })
  office.begin()
  await office.linkByQr(phone)
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

const received = () => ayse.received.map(({ text }) => text)
const never = () => new AbortController().signal

describe('a text of the office', () => {
  it('counts as sent by the acknowledgement, and then as delivered and read', async () => {
    const message = office.text(address, 'merhaba')
    expect(await office.link.send(message, never())).toMatchObject({ kind: 'acknowledged' })
    await office.until(() => office.office.of('status').some(({ status }) => status === 'read'), 'the read receipt')
    const statuses = office.office.of('status').filter(({ externalId }) => externalId === message.externalId)
    expect(statuses.map(({ status }) => status)).toEqual(['delivered', 'read'])
  })

  it('keeps the order in which many were handed over', async () => {
    const texts = Array.from({ length: 20 }, (_, index) => `message ${index}`)
    await Promise.all(texts.map(text => office.send(address, text)))
    expect(received()).toEqual(texts)
  })

  it('goes to the LID once that is known, though only the phone is given', async () => {
    await office.send({ phone: '+905551234567', lid: null }, 'to whom?')
    const sent = simulator.record.fromOffice.find(({ text }) => text === 'to whom?')
    expect(sent).toBeDefined()
    expect(received()).toEqual(['to whom?'])
    expect(office.running.link.state.kind).toBe('connected')
  })

  it('reaches somebody whose number is hidden', async () => {
    const hidden = simulator.createContact({ name: 'Gizli' })
    expect(await office.send({ phone: null, lid: hidden.lid }, 'merhaba')).toMatchObject({ kind: 'acknowledged' })
  })

  it('quotes what it answers', async () => {
    await ayse.sendText('soru')
    await office.untilText('soru')
    const question = office.office.of('message')[0]?.message
    await office.send(address, 'cevap', {
      quoted: { externalId: question?.externalId ?? '', direction: 'in', raw: question?.raw ?? null, body: 'soru' },
    })
    const stored = [...office.office.sent.values()].map(bytes => proto.Message.decode(bytes).extendedTextMessage)
    expect(stored.find(text => text?.text === 'cevap')?.contextInfo).toMatchObject({
      stanzaId: question?.externalId,
      participant: `${ayse.lid}@lid`,
      quotedMessage: { conversation: 'soru' },
    })
    await ayse.sendText('answered', { quotedId: simulator.record.fromOffice[0]?.id ?? '' })
    await office.untilText('answered')
  })

  it('is encrypted again for a recipient who could not read it, as it was stored', async () => {
    ayse.behaviour.unreadableMessages = 1
    const message = office.text(address, 'bir daha')
    await office.link.send(message, never())
    await office.until(() => received().includes('bir daha'), 'the second copy')
    expect(simulator.record.fromOffice.map(({ id, arrivals }) => [id, arrivals])).toEqual([[message.externalId, 1]])
  })

  it('is encrypted again after a restart too', async () => {
    const message = office.text(address, 'eski mesaj')
    await office.link.send(message, never())
    const stored = office.office.sent.get(message.externalId) as Uint8Array
    await office.stop()
    office.begin()
    office.office.sent.set(message.externalId, stored)
    office.link.start()
    await office.untilState('connected')
    const { party } = ayse
    const asked = retryStanza({ from: ayse.jid, id: message.externalId, count: 1, at: Date.now(), party })
    phone.devices.get(12)?.deliver({ node: asked })
    await office.until(() => simulator.record.fromOffice[0]?.arrivals === 2, 'the second copy')
    expect(received()).toEqual(['eski mesaj'])
  })
})

describe('what the server says', () => {
  it('463 is final and never tried again', async () => {
    simulator.faults.failMessages(463, { count: 10 })
    expect(await office.send(address, 'x')).toEqual({ kind: 'refused', reason: 'reach-out-locked', detail: '463' })
    expect(simulator.faults.takeAckFault(ayse.id)).toBe(463)
    expect(received()).toEqual([])
  })

  it('479 is tried once more with new sessions', async () => {
    simulator.faults.failMessages(479)
    expect(await office.send(address, 'ikinci kez')).toMatchObject({ kind: 'acknowledged' })
    expect(received()).toEqual(['ikinci kez'])
    simulator.faults.failMessages(479, { count: 2 })
    expect(await office.send(address, 'olmadı')).toEqual({ kind: 'refused', reason: 'stale-session', detail: '479' })
  })

  it('429 means slower, in an acknowledgement and in a query', async () => {
    simulator.faults.failMessages(429)
    expect(await office.send(address, 'x')).toMatchObject({ kind: 'slow-down' })
    simulator.faults.failQueries('usync', 429)
    const stranger = simulator.createContact({ phoneNumber: '905559999999', name: 'Yeni' })
    expect(await office.send({ phone: '+905559999999', lid: stranger.lid }, 'x')).toMatchObject({ kind: 'slow-down' })
  })

  it('anything else is told with its number', async () => {
    simulator.faults.failMessages(500)
    expect(await office.send(address, 'x')).toEqual({ kind: 'refused', reason: 'provider', detail: '500' })
  })

  it('nothing for 30 seconds, or a lost line, leaves it unanswered; sent again it arrives once', async () => {
    simulator.faults.failMessages('ack-lost')
    const message = office.text(address, 'bir kere')
    const first = office.link.send(message, never())
    await office.until(() => received().length === 1, 'the message')
    simulator.dropConnections()
    expect(await first).toEqual({ kind: 'unanswered' })
    await office.untilState('connected')
    expect(await office.link.send(message, never())).toMatchObject({ kind: 'acknowledged' })
    expect(received()).toEqual(['bir kere'])
    expect(simulator.record.fromOffice[0]?.arrivals).toBe(2)
  })
})

describe('somebody who cannot be reached', () => {
  it('is not on WhatsApp', async () => {
    ayse.behaviour.isOnWhatsApp = false
    expect(await office.send({ phone: '+905551234567', lid: null }, 'x')).toEqual({
      kind: 'refused',
      reason: 'not-on-channel',
      detail: null,
    })
    expect(await office.send({ phone: '+905550009999', lid: null }, 'x')).toMatchObject({ reason: 'not-on-channel' })
  })

  it('may be there after all when the server does not answer: later', async () => {
    simulator.faults.failQueries('usync', 'drop', { count: 10 })
    expect(await office.send({ phone: '+905551234567', lid: ayse.lid }, 'x')).toEqual({ kind: 'unanswered' })
    expect(received()).toEqual([])
    simulator.faults.clear()
    expect(await office.send(address, 'şimdi')).toMatchObject({ kind: 'acknowledged' })
  })

  it('waits while there is no line', async () => {
    await office.stop()
    office.begin()
    expect(await office.send(address, 'x')).toEqual({ kind: 'unanswered' })
  })
})

describe('being seen', () => {
  it('typing is shown before a first contact and then we are away again', async () => {
    await office.end()
    office = new TestOffice(simulator, {
      tuning: { pace: { answer: { leastMs: 0, mostMs: 0 }, firstContact: { leastMs: 20, mostMs: 20 } } },
    })
    office.begin()
    await office.linkByQr(phone)
    const seen: string[] = []
    simulator.events.subscribe(event => {
      if (event.type === 'presence') seen.push(event.state)
    })
    await office.send(address, 'ilk mesaj', { customerWroteAt: null })
    await office.until(() => seen.includes('composing') && seen.at(-1) === 'unavailable', 'typing and its end')
  })

  it('the office is seen as online only where it wants to be, at once and after each message', async () => {
    const seen: string[] = []
    simulator.events.subscribe(event => {
      if (event.type === 'presence') seen.push(event.state)
    })
    office.showsOnline = true
    await office.link.showPresence()
    await office.until(() => seen.at(-1) === 'available', 'being online')
    office.showsOnline = false
    await office.link.showPresence()
    await office.until(() => seen.at(-1) === 'unavailable', 'being away')
  })

  it('asks for the typing of who is looked at, once the office is shown', async () => {
    const asked: (string | null)[] = []
    simulator.events.subscribe(event => {
      if (event.type === 'presence' && event.state === 'subscribe') asked.push(event.to)
    })
    await office.link.people.watch(address)
    office.showsOnline = true
    await office.link.showPresence()
    await office.until(() => asked.length > 0, 'being asked for')
    expect(asked).toEqual([`${ayse.lid}@lid`])
  })

  it('what was read here is told to the sender', async () => {
    const { id } = await ayse.sendText('oku beni')
    await office.untilText('oku beni')
    expect(await office.link.markRead([{ externalId: id, from: address }])).toBe(true)
    await simulator.events.waitFor(
      () => simulator.record.fromContacts.find(row => row.id === id && row.readAt !== null),
      'the read receipt',
    )
  })

  it('what was read here is not taken for told while the server may not have heard of it', async () => {
    const { id } = await ayse.sendText('oku beni')
    await office.untilText('oku beni')
    simulator.freeze(true)
    expect(await office.link.markRead([{ externalId: id, from: address }])).toBe(false)
    simulator.freeze(false)
  })
})
