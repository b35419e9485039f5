import { proto } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import type { OutgoingChange, OutgoingText, PeerAddress } from '../channels/channel.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let ayse: Contact
let address: PeerAddress
let office: TestOffice
let message: OutgoingText

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  const phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
  address = { phone: '+905551234567', lid: ayse.lid }
  office = new TestOffice(simulator, { tuning: { timings: { queryMs: 300 } } })
  office.begin()
  await office.linkByQr(phone)
  message = office.text(address, 'Yarın 10.00')
  await office.link.send(message, never())
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

const never = () => new AbortController().signal
const onThePhone = (id = message.externalId) => simulator.record.fromOffice.find(row => row.id === id)

function change(newBody: string | null, over: Partial<OutgoingChange> = {}): OutgoingChange {
  const { externalId } = message
  const raw = office.office.sent.get(externalId) ?? null
  return {
    externalId: office.running.provider.newMessageId(office.accountId),
    to: address,
    changed: { externalId, raw },
    newBody,
    at: Date.now(),
    customerWroteAt: Date.now(),
    ...over,
  }
}

describe('the phone of the customer', () => {
  it('shows the new words in the place of the old ones', async () => {
    expect(await office.link.send(change('Yarın 11.00'), never())).toMatchObject({ kind: 'acknowledged' })
    expect(onThePhone()).toMatchObject({ text: 'Yarın 11.00', editedAt: expect.any(Number), ignoredBecause: null })
    expect(ayse.received).toHaveLength(1)
  })

  it('takes an edit that is told twice under one id once', async () => {
    const edit = change('bir')
    await office.link.send(edit, never())
    await office.link.send({ ...edit, newBody: 'bir' }, never())
    expect(onThePhone()).toMatchObject({ text: 'bir' })
    expect(onThePhone(edit.externalId)).toMatchObject({ arrivals: 2, ignoredBecause: null })
  })

  it('has a deleted message no more', async () => {
    await office.link.send(change(null), never())
    expect(onThePhone()).toMatchObject({ text: null, deletedAt: expect.any(Number) })
  })

  it('takes no notice of a change of what is not there', async () => {
    const wrong = change('x', { changed: { externalId: 'NEVER-SENT', raw: null } })
    await office.link.send(wrong, never())
    expect(onThePhone(wrong.externalId)).toMatchObject({ ignoredBecause: 'there is no such message' })
    expect(onThePhone()).toMatchObject({ text: 'Yarın 10.00', editedAt: null })
  })

  it('is told later when the server refuses or the line is down', async () => {
    simulator.faults.failMessages(500)
    const edit = change('bir')
    expect(await office.link.send(edit, never())).toEqual({ kind: 'refused', reason: 'provider', detail: '500' })
    await office.stop()
    office.begin()
    expect(await office.link.send(edit, never())).toEqual({ kind: 'unanswered' })
    office.link.start()
    await office.untilState('connected')
    expect(await office.link.send(edit, never())).toMatchObject({ kind: 'acknowledged' })
    expect(onThePhone()).toMatchObject({ text: 'bir' })
  })
})

describe('what is shared', () => {
  const sendAs = async (more: Partial<OutgoingText>) => {
    const { externalId } = message
    await office.send(address, 'Can', more)
    return simulator.record.fromOffice.find(row => row.id !== externalId)
  }

  it('a forwarded text says that it is', async () => {
    expect(await sendAs({ isForwarded: true })).toMatchObject({ kind: 'extendedTextMessage', isForwarded: true })
    expect(onThePhone()).toMatchObject({ isForwarded: false })
  })

  it('a person arrives as a card, and can be sent back', async () => {
    const details = { kind: 'contacts' as const, people: [{ name: 'Can Işık', phones: ['+905320001122'] }] }
    const row = await sendAs({ details })
    expect(row).toMatchObject({ kind: 'contactMessage', text: 'Can Işık' })
    const stored = proto.Message.decode(office.office.sent.get(row?.id ?? '') as Uint8Array)
    await ayse.send({ contactMessage: stored.contactMessage })
    const came = await office.until(() => office.office.of('message').at(-1)?.message, 'the card')
    expect(came.details).toEqual(details)
  })

  it('several people arrive as one card, a place as a place', async () => {
    const people = ['Can', 'Ece'].map(name => ({ name, phones: ['+905320001122'] }))
    expect(await sendAs({ details: { kind: 'contacts', people } })).toMatchObject({ kind: 'contactsArrayMessage' })
    const place = { kind: 'location' as const, latitude: 41.01, longitude: 28.97, name: 'Otel', address: null }
    const sent = office.text(address, 'Otel', { details: place, isForwarded: true })
    await office.link.send(sent, never())
    expect(onThePhone(sent.externalId)).toMatchObject({ kind: 'locationMessage', text: 'Otel', isForwarded: true })
  })
})
