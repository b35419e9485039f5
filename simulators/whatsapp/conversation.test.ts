import { aesDecryptGCM, hkdf, proto, type WAMessage } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { BareClient } from './bare-client.ts'
import type { Contact } from './contact.ts'
import type { OfficePhone } from './office-phone.ts'
import { quietSignalConsole } from './quiet-signal-console.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from './simulator.ts'

const DELIVERED = 3
const READ = 4
const STUB_CIPHERTEXT = 2

let simulator: WhatsAppSimulator
let phone: OfficePhone
let client: BareClient
let restoreConsole: () => void
let people = 0

beforeAll(async () => {
  restoreConsole = quietSignalConsole()
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '+90 555 000 00 01', name: 'Ofis' })
  client = new BareClient(simulator)
  await client.linkByQr(phone)
})

afterAll(async () => {
  await client.stop()
  await simulator.close()
  restoreConsole()
})

function newContact(options: Partial<Parameters<WhatsAppSimulator['createContact']>[0]> = {}): Contact {
  people++
  return simulator.createContact({ phoneNumber: `90555300${1000 + people}`, name: `Kişi ${people}`, ...options })
}

/** Sends the way the application should: under an id known beforehand, with the content at hand for retries. */
async function sendFromOffice(
  jid: string,
  text: string,
  id = `3EB0${people}${client.outbox.size}${Date.now()}`,
): Promise<string> {
  client.outbox.set(id, { extendedTextMessage: { text } })
  await client.socket?.sendMessage(jid, { text }, { messageId: id })
  return id
}

function reached(contact: Contact, text: string) {
  return simulator.events.waitFor(
    () => contact.received.find(row => row.text === text),
    `"${text}" to reach ${contact.name}`,
  )
}

function queueEmpty(): Promise<true> {
  return simulator.events.waitFor(() => (phone.devices.get(12)?.queue.size === 0 ? true : undefined), 'every receipt')
}

/** Opens a sealed edit the way a client must: with the secret of the message it changes. */
function openEdit(original: WAMessage, edit: WAMessage): string | null | undefined {
  const sealed = edit.message?.secretEncryptedMessage
  const secret = original.message?.messageContextInfo?.messageSecret
  if (!sealed?.encPayload || !sealed.encIv || !secret) return undefined
  const sender = original.key.remoteJid ?? ''
  const key = hkdf(secret, 32, { info: `${original.key.id}${sender}${sender}Message Edit` })
  const opened = proto.Message.decode(aesDecryptGCM(sealed.encPayload, key, sealed.encIv, Buffer.alloc(0)))
  return opened.protocolMessage?.editedMessage?.conversation
}

function recordOf(id: string) {
  return simulator.record.fromContacts.find(row => row.id === id)
}

describe('what customers write', () => {
  it('arrives encrypted, with push name and both addresses, and is receipted', async () => {
    const ayse = newContact({ name: 'Ayşe Yılmaz' })
    const { id } = await ayse.sendText('Merhaba 😊')
    const { message, type } = await client.waitForText('Merhaba 😊')
    expect(type).toBe('notify')
    expect(message).toMatchObject({ pushName: 'Ayşe Yılmaz' })
    expect(message.key).toMatchObject({
      id,
      remoteJid: `${ayse.id}@s.whatsapp.net`,
      remoteJidAlt: `${ayse.lid}@lid`,
      fromMe: false,
    })
    await simulator.events.waitFor(() => recordOf(id)?.receiptedAt ?? undefined, 'the receipt')
    expect(recordOf(id)).toMatchObject({ deliveries: 1, retries: 0, refusedWith: null, readAt: null })

    await client.socket?.readMessages([message.key])
    await simulator.events.waitFor(() => recordOf(id)?.readAt ?? undefined, 'the read receipt')
  })

  it('comes from a LID with the phone number beside it, or without', async () => {
    const known = newContact({ addressing: 'lid' })
    await known.sendText('from a lid')
    const first = await client.waitForText('from a lid')
    expect(first.message.key).toMatchObject({
      remoteJid: `${known.lid}@lid`,
      remoteJidAlt: `${known.id}@s.whatsapp.net`,
      addressingMode: 'lid',
    })

    const hidden = simulator.createContact({ name: 'Gizli' })
    await hidden.sendText('number hidden')
    const second = await client.waitForText('number hidden')
    expect(second.message.key).toMatchObject({ remoteJid: `${hidden.lid}@lid` })
    expect(second.message.key.remoteJidAlt).toBeUndefined()
  })

  it('stays readable when a person moves from number to LID and back', async () => {
    const person = newContact()
    for (const [index, addressing] of (['phone', 'lid', 'phone', 'lid'] as const).entries()) {
      person.addressing = addressing
      await person.sendText(`turn ${index} of ${person.id}`)
      const { message } = await client.waitForText(`turn ${index} of ${person.id}`)
      expect(message.key.addressingMode).toBe(addressing === 'lid' ? 'lid' : 'pn')
      await sendFromOffice(person.jid, `answer ${index} to ${person.id}`)
      await reached(person, `answer ${index} to ${person.id}`)
    }
    expect(person.received).toHaveLength(4)
    expect(
      simulator.record.fromContacts.filter(({ contact, retries }) => contact === person.id && retries > 0),
    ).toEqual([])
  })

  it('can be an answer to an earlier message, or any other kind', async () => {
    const person = newContact()
    const id = await sendFromOffice(person.jid, 'Hangi gün?')
    await reached(person, 'Hangi gün?')
    await person.sendText('Salı', { quotedId: id })
    const { message } = await client.waitForText('Salı')
    expect(message.message?.extendedTextMessage?.contextInfo).toMatchObject({ stanzaId: id })

    await person.send({ locationMessage: { degreesLatitude: 36.9, degreesLongitude: 30.7, name: 'Antalya' } })
    await client.waitFor(() => client.messages.find(row => row.message.message?.locationMessage?.name), 'the location')
  })

  it('comes as two events when the same id is sent again, encrypted anew', async () => {
    const person = newContact()
    const { id } = await person.sendText('twice')
    await person.sendText('twice', { id })
    await client.waitFor(
      () => (client.messages.filter(({ message }) => message.key.id === id).length === 2 ? true : undefined),
      'both copies',
    )
    expect(recordOf(id)?.deliveries).toBe(2)
  })

  it('is asked for again when it cannot be decrypted, and then sent properly', async () => {
    const person = newContact()
    await person.sendText('readable')
    await client.waitForText('readable')
    const { id } = await person.sendText('once garbled', { as: 'garbage' })
    await client.waitForText('once garbled')
    await simulator.events.waitFor(() => recordOf(id)?.receiptedAt ?? undefined, 'the receipt')
    expect(recordOf(id)).toMatchObject({ deliveries: 2, retries: 1 })
    const stub = client.messages.find(({ message }) => message.key.id === id)?.message.messageStubType
    expect(stub).toBe(STUB_CIPHERTEXT)
  })

  it('of an ad comes empty first and whole when the phone is asked', async () => {
    const person = newContact()
    const { id } = await person.sendText('Reklamdan geldim', {
      as: 'ad-stub-first',
      adReferral: { sourceId: '120200001', sourceUrl: 'https://fb.me/x', title: 'Rinoplasti', ctwaClid: 'clid-1' },
    })
    const stub = await client.waitFor(() => client.messages.find(({ message }) => message.key.id === id), 'the stub')
    expect(stub.message).toMatchObject({
      messageStubType: STUB_CIPHERTEXT,
      messageStubParameters: ['Message absent from node'],
      pushName: person.name,
    })
    const { message } = await client.waitForText('Reklamdan geldim')
    expect(message.key.id).toBe(id)
    expect(message.message?.extendedTextMessage?.contextInfo).toMatchObject({
      externalAdReply: { sourceType: 'ad', sourceId: '120200001', ctwaClid: 'clid-1' },
      entryPointConversionSource: 'ctwa_ad',
    })
    expect(recordOf(id)?.receiptedAt).not.toBeNull()
  })

  it('can be edited (sealed or in the open), deleted and reacted to', async () => {
    const person = newContact()
    const { id } = await person.sendText('Salı 14:00')
    const original = await client.waitForText('Salı 14:00')
    await person.edit(id, 'Salı 15:00', 'plain')
    await client.waitFor(() => client.updates.find(row => row.id === id), 'the plain edit')

    await person.edit(id, 'Salı 16:00')
    const sealed = await client.waitFor(
      () => client.messages.find(({ message }) => message.message?.secretEncryptedMessage)?.message,
      'the sealed edit',
    )
    expect(openEdit(original.message, sealed)).toBe('Salı 16:00')

    await person.react(id, '👍')
    await client.waitFor(() => client.messages.find(({ message }) => message.message?.reactionMessage), 'the reaction')
    await person.revoke(id)
    const revoked = await client.waitFor(
      () => client.messages.find(({ message }) => message.message?.protocolMessage?.type === 0),
      'the deletion',
    )
    expect(revoked.message.message?.protocolMessage?.key?.id).toBe(id)
  })

  it('can be said in a group', async () => {
    const person = newContact()
    await person.sendText('to everybody', { group: '120363001234567890@g.us' })
    const { message } = await client.waitForText('to everybody')
    expect(message.key).toMatchObject({ remoteJid: '120363001234567890@g.us', participant: person.jid })
    await queueEmpty()
  })

  it('brings new one-time keys to the server before they run out', async () => {
    const device = phone.devices.get(12)
    while ((device?.oneTimeKeyCount ?? 0) > 4) device?.takeBundle()
    await newContact().sendText('one of the last keys')
    await client.waitForText('one of the last keys')
    await queueEmpty()
    await vi.waitFor(() => expect(device?.oneTimeKeyCount).toBeGreaterThan(4))
  })

  it('includes what the office types on its own phone', async () => {
    for (const addressing of ['phone', 'lid'] as const) {
      const person = newContact({ addressing })
      const { id } = await phone.type({ to: person, text: `typed to ${person.id}` })
      const { message } = await client.waitForText(`typed to ${person.id}`)
      expect(message.key).toMatchObject({ id, remoteJid: person.jid, fromMe: true })
      expect(person.received).toMatchObject([{ text: `typed to ${person.id}`, from: 'phone' }])
    }
    await simulator.events.waitFor(() => (phone.devices.get(12)?.queue.size === 0 ? true : undefined), 'the receipts')
  })
})

describe('what the office writes', () => {
  it('is acknowledged, delivered and read, to numbers and to LIDs', async () => {
    for (const addressing of ['phone', 'lid'] as const) {
      const person = newContact({ addressing })
      const id = await sendFromOffice(person.jid, `for ${person.id}`)
      await reached(person, `for ${person.id}`)
      // Baileys may merge the delivery into the read receipt that follows at once.
      await client.waitFor(() => client.updates.find(row => row.id === id && row.status === READ), 'the read receipt')
      expect(client.acks).toContainEqual({ id, error: undefined })
    }
  })

  it('gets the receipts the person allows, under the address asked for', async () => {
    const silent = newContact()
    silent.behaviour.receipts = 'none'
    const shy = newContact()
    shy.behaviour.receipts = 'delivered'
    shy.behaviour.receiptsFrom = 'lid'
    const first = await sendFromOffice(silent.jid, 'to the silent')
    const second = await sendFromOffice(shy.jid, 'to the shy')
    await client.waitFor(
      () => client.updates.find(({ id, status }) => id === second && status === DELIVERED),
      'the receipt',
    )
    expect(client.updates.filter(({ id }) => id === first)).toEqual([])
    expect(client.updates.filter(({ id, status }) => id === second && status === READ)).toEqual([])
  })

  it('is encrypted again when the person could not read it', async () => {
    const person = newContact()
    person.behaviour.unreadableMessages = 1
    const id = await sendFromOffice(person.jid, 'please read me')
    await reached(person, 'please read me')
    expect(person.received).toMatchObject([{ id, arrivals: 1 }])
  })

  it('counts one row for an id that arrives twice', async () => {
    const person = newContact()
    const id = await sendFromOffice(person.jid, 'once')
    await sendFromOffice(person.jid, 'once', id)
    await simulator.events.waitFor(() => person.received.find(({ arrivals }) => arrivals === 2), 'the second arrival')
    expect(person.received).toHaveLength(1)
  })

  it('is confirmed again, once shown, when an office that lost its latest keys sends it again', async () => {
    const person = newContact()
    await person.sendText('first me')
    await client.waitForText('first me')
    await sendFromOffice(person.jid, 'a session')
    await reached(person, 'a session')
    const goBack = client.keys.snapshot()
    const id = await sendFromOffice(person.jid, 'sent before the kill')
    await reached(person, 'sent before the kill')
    goBack()
    await sendFromOffice(person.jid, 'sent before the kill', id)
    await simulator.events.waitFor(() => person.received.find(row => row.id === id && row.arrivals === 2), 'the second')
    await sendFromOffice(person.jid, 'and on')
    await reached(person, 'and on')
    expect(person.received.map(({ text }) => text)).toEqual(['a session', 'sent before the kill', 'and on'])
  })

  it('finds no device and no entry for somebody who is not on WhatsApp', async () => {
    const person = newContact()
    expect(await client.socket?.onWhatsApp(person.id)).toEqual([{ jid: `${person.id}@s.whatsapp.net`, exists: true }])
    person.behaviour.isOnWhatsApp = false
    expect(await client.socket?.onWhatsApp(person.id)).toEqual([])
    expect(await client.socket?.getUSyncDevices([person.jid], false, false)).toEqual([])
    expect(await client.socket?.onWhatsApp('905559999999')).toEqual([])
  })

  it('meets the errors and losses it was told to meet', async () => {
    const person = newContact()
    for (const error of [463, 479, 429]) {
      simulator.faults.failMessages(error, { contact: person.id })
      const id = await sendFromOffice(person.jid, `refused with ${error}`)
      await client.waitFor(() => client.acks.find(ack => ack.id === id && ack.error === String(error)), 'the refusal')
      const update = await client.waitFor(() => client.updates.find(row => row.id === id), 'the update')
      expect(update.status).toBe(0)
      expect(update.stub?.[0]).toBe(String(error))
    }
    simulator.faults.failMessages('ack-lost', { contact: person.id })
    const unacknowledged = await sendFromOffice(person.jid, 'arrives all the same')
    await reached(person, 'arrives all the same')
    simulator.faults.failMessages('message-lost', { contact: person.id })
    await sendFromOffice(person.jid, 'vanishes')
    await sendFromOffice(person.jid, 'is fine again')
    await reached(person, 'is fine again')
    expect(person.received.map(({ text }) => text)).toEqual(['arrives all the same', 'is fine again'])
    expect(client.acks.filter(({ id }) => id === unacknowledged)).toEqual([])
  })

  it('asks what the account may do, and is told of a lock', async () => {
    expect(await client.socket?.fetchAccountReachoutTimelock()).toMatchObject({ isActive: false })
    simulator.faults.hasReachOutTimelock = true
    expect(await client.socket?.fetchAccountReachoutTimelock()).toMatchObject({ isActive: true })
    simulator.faults.clear()
  })

  it('meets the query errors it was told to meet', async () => {
    simulator.faults.failQueries('usync', 429)
    await expect(client.socket?.onWhatsApp('905553001001')).rejects.toMatchObject({
      message: 'rate-overlimit',
      data: 429,
    })
    expect(await client.socket?.onWhatsApp('905553001001')).toHaveLength(1)
  })
})
