import { createHash } from 'node:crypto'
import { proto } from '@whiskeysockets/baileys'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BareClient } from './bare-client.ts'
import { type ControlServer, startControlServer } from './control-server.ts'
import { quietSignalConsole } from './quiet-signal-console.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from './simulator.ts'
import type { TalkLine } from './talk.ts'

const DELIVERED = 3
const READ = 4
const CONTENT = Buffer.from('ten thousand small dots of a picture')

let simulator: WhatsAppSimulator
let control: ControlServer
let client: BareClient
let restoreConsole: () => void
let people = 0

beforeAll(async () => {
  restoreConsole = quietSignalConsole()
  simulator = await startWhatsAppSimulator()
  control = await startControlServer(simulator)
  client = new BareClient(simulator)
  await client.linkByQr(simulator.createPhone({ phoneNumber: '+90 555 000 00 01', name: 'Ofis' }))
})

afterAll(async () => {
  await client.stop()
  await control.close()
  await simulator.close()
  restoreConsole()
})

function newContact() {
  people++
  const contact = simulator.createContact({ phoneNumber: `90555400${1000 + people}`, name: `Kişi ${people}` })
  const talk = async () => {
    const response = await fetch(`${control.url}/talk?contact=${contact.id}`)
    return (await response.json()) as TalkLine[]
  }
  return { contact, talk }
}

const officeSends = (jid: string, content: Parameters<NonNullable<typeof client.socket>['sendMessage']>[1]) =>
  client.socket?.sendMessage(jid, content)

function reached(id: string | null | undefined) {
  return simulator.events.waitFor(() => simulator.record.fromOffice.find(row => row.id === id), `${id} to arrive`)
}

describe('a chat as the customer’s phone shows it', () => {
  it('has reactions, edits and deletions of both sides where they belong', async () => {
    const { contact, talk } = newContact()
    const hello = await contact.sendText('Merhba')
    const mistake = await contact.sendText('not for you')
    await contact.edit(hello.id, 'Merhaba')
    await contact.revoke(mistake.id)
    await client.waitForText('not for you')
    const answer = await officeSends(contact.jid, { text: 'Buyrun' })
    const slip = await officeSends(contact.jid, { text: 'a slip' })
    const key = { remoteJid: contact.jid, id: hello.id, fromMe: false }
    await officeSends(contact.jid, { react: { key, text: '🙏' } })
    await officeSends(contact.jid, { text: 'Buyurun', edit: answer!.key })
    const last = await officeSends(contact.jid, { delete: slip!.key })
    await reached(last?.key.id)
    await contact.react(answer!.key.id!, '❤️')
    await contact.react(answer!.key.id!, '')
    await contact.react(answer!.key.id!, '👍')
    expect(await talk()).toMatchObject([
      { text: 'Merhaba', from: 'contact', isEdited: true, reactions: [{ from: 'office', emoji: '🙏' }] },
      { id: mistake.id, isDeleted: true },
      { text: 'Buyurun', from: 'office', isEdited: true, reactions: [{ from: 'contact', emoji: '👍' }] },
      { text: 'a slip', isDeleted: true },
    ])
    // Nobody takes back what the other side said.
    await contact.revoke(answer!.key.id!)
    expect((await talk())[2]).toMatchObject({ text: 'Buyurun', isDeleted: false })
  })

  it('shows places, cards, polls, answers, and what is forwarded, disappears or is seen once', async () => {
    const { contact, talk } = newContact()
    const { id } = await contact.sendText('Nerede buluşuyoruz?', { isEphemeral: true })
    await contact.send(
      { locationMessage: { degreesLatitude: 41, degreesLongitude: 29, name: 'Otel' } },
      { quotedId: id },
    )
    const vcard = 'BEGIN:VCARD\nVERSION:3.0\nFN:Can\nTEL;waid=905320001122:+90 532 000 11 22\nEND:VCARD'
    await contact.send({ contactMessage: { displayName: 'Can', vcard } }, { isForwarded: true })
    await contact.send({ pollCreationMessage: { name: 'Hangi gün?', options: [{ optionName: 'Salı' }] } })
    await contact.send({ buttonsResponseMessage: { selectedDisplayText: 'Evet', selectedButtonId: 'yes' } })
    const seenOnce = { kind: 'image', bytes: CONTENT, mime: 'image/jpeg' } as const
    await contact.sendMedia(seenOnce, { isViewOnce: true, isEphemeral: true })
    const lines = await talk()
    expect(lines).toMatchObject([
      { text: 'Nerede buluşuyoruz?', isEphemeral: true },
      { details: { kind: 'location', latitude: 41, name: 'Otel' }, quoted: { id, text: 'Nerede buluşuyoruz?' } },
      { details: { kind: 'contacts', people: [{ name: 'Can', phone: '+90 532 000 11 22' }] }, isForwarded: true },
      { details: { kind: 'poll', question: 'Hangi gün?', options: ['Salı'] } },
      { kind: 'buttonsResponseMessage', text: 'Evet' },
      { media: { kind: 'image' }, isViewOnce: true, isEphemeral: true },
    ])
    const told = client.messages.filter(({ message }) => message.key.remoteJid === contact.jid).map(row => row.message)
    const view = await client.waitFor(
      () => told.find(({ message }) => message?.ephemeralMessage?.message?.viewOnceMessageV2),
      'the picture',
    )
    expect(view.message?.ephemeralMessage?.message?.viewOnceMessageV2?.message?.imageMessage).toMatchObject({
      viewOnce: true,
    })
  })

  it('hands out contents of both sides, opened and compared', async () => {
    const { contact, talk } = newContact()
    const own = await contact.sendMedia({
      kind: 'document',
      bytes: CONTENT,
      mime: 'text/html',
      fileName: 'Röntgen.html',
    })
    const media = (id: string) => fetch(`${control.url}/media?contact=${contact.id}&id=${id}`)
    expect((await talk())[0]).toMatchObject({
      media: { kind: 'document', fileName: 'Röntgen.html', size: CONTENT.length },
    })
    const answer = await media(own.id)
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(CONTENT)
    // A page of a stranger stays a file.
    expect(answer.headers.get('content-type')).toBe('application/octet-stream')

    // Sealed well, and yet not what the message tells of.
    const stored = simulator.media.seal('image', CONTENT)
    const wrong = createHash('sha256').update('something else').digest()
    const { id } = await contact.send(
      proto.Message.fromObject({ imageMessage: { ...stored, fileSha256: wrong, mimetype: 'image/jpeg' } }),
    )
    const refused = await media(id)
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: expect.stringContaining('not the one') },
    ])
    expect((await media('unknown')).status).toBe(400)
  })
})

describe('a customer’s phone', () => {
  const statusOf = (id: string | null | undefined) => client.updates.filter(row => row.id === id).map(row => row.status)

  it('is reached by nothing in flight mode, and by everything in order when that is over', async () => {
    const { contact } = newContact()
    await contact.sendText('before the flight')
    await client.waitForText('before the flight')
    await simulator.updateContact(contact, { isInFlightMode: true })
    const first = await officeSends(contact.jid, { text: 'Uçak indi mi?' })
    const second = await officeSends(contact.jid, { text: 'Sizi bekliyoruz' })
    await client.waitFor(() => client.acks.find(ack => ack.id === second?.key.id), 'the second to be at the server')
    await expect(contact.sendText('too early')).rejects.toThrow('flight mode')
    expect(contact.received).toEqual([])
    expect(statusOf(first?.key.id)).not.toContain(DELIVERED)
    await simulator.updateContact(contact, { isInFlightMode: false })
    await reached(second?.key.id)
    expect(contact.received.map(row => row.text)).toEqual(['Uçak indi mi?', 'Sizi bekliyoruz'])
    await client.waitFor(() => (statusOf(second?.key.id).includes(READ) ? true : undefined), 'the ticks')
  })

  it('shows what was delivered as read when its owner looks', async () => {
    const { contact } = newContact()
    contact.behaviour.receipts = 'delivered'
    const sent = await officeSends(contact.jid, { text: 'Teklifimiz' })
    await client.waitFor(() => (statusOf(sent?.key.id).includes(DELIVERED) ? true : undefined), 'the second tick')
    expect(statusOf(sent?.key.id)).not.toContain(READ)
    contact.readNow()
    await client.waitFor(() => (statusOf(sent?.key.id).includes(READ) ? true : undefined), 'the blue ticks')
  })

  it('is told of to whoever shows it', async () => {
    const changes: string[] = []
    const unsubscribe = simulator.events.subscribe(event => {
      if (event.type === 'contact') changes.push(event.contact)
    })
    const { contact } = newContact()
    await simulator.updateContact(contact, { name: 'Yeni Ad', addressing: 'lid', behaviour: { receipts: 'none' } })
    unsubscribe()
    expect(changes).toEqual([contact.id, contact.id])
    expect(contact).toMatchObject({ name: 'Yeni Ad', addressing: 'lid', behaviour: { receipts: 'none' } })
  })
})
