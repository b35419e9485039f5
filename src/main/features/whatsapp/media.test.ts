import { createHash, randomBytes } from 'node:crypto'
import { Readable } from 'node:stream'
import { proto } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MediaProblem } from '#shared/domain/media-problem.ts'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import type { SentMedia } from '../../../../simulators/whatsapp/contact-media.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { createFakeClock } from '../../ports/fakes.ts'
import type { ChannelMessage, OutgoingMedia } from '../channels/channel.ts'
import { encodeMedia } from './encode-media.ts'
import { fetchMedia } from './fetch-media.ts'
import { TestOffice } from './testing/office.ts'

const CONTENT = randomBytes(100_000)
const JPEG = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), randomBytes(300)])
const ayse = { phone: '+905551234567', lid: null }

let simulator: WhatsAppSimulator
let office: TestOffice
let contact: Contact

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  office = new TestOffice(simulator)
  office.begin()
  contact = simulator.createContact({ phoneNumber: ayse.phone, name: 'Ayşe' })
  await office.linkByQr(simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' }))
})
afterEach(async () => {
  await office.end()
  await simulator.close()
})

const photo: SentMedia = { kind: 'image', bytes: CONTENT, mime: 'image/jpeg' }

async function receive(media: SentMedia): Promise<ChannelMessage & { raw: Uint8Array }> {
  const { id } = await contact.sendMedia(media)
  return received(id)
}

async function received(id: string): Promise<ChannelMessage & { raw: Uint8Array }> {
  const fact = await office.until(
    () => office.office.of('message').find(({ message }) => message.externalId === id),
    'the message',
  )
  return fact.message as ChannelMessage & { raw: Uint8Array }
}

async function read(raw: Uint8Array): Promise<Buffer> {
  const { content, sha256 } = office.link.media.fetch(raw, new AbortController().signal)
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  const bytes = Buffer.concat(chunks)
  expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  return bytes
}

const problemOf = (raw: Uint8Array) =>
  read(raw).then(
    () => 'none',
    (error: { kind?: string }) => error.kind,
  )

describe('a content that comes', () => {
  const kinds: [SentMedia, Partial<ChannelMessage>][] = [
    [
      { ...photo, caption: 'Röntgenim', width: 640, height: 480, thumbnail: JPEG },
      {
        kind: 'image',
        body: 'Röntgenim',
        media: expect.objectContaining({ width: 640, height: 480, thumbnail: expect.anything() }),
      },
    ],
    [
      { kind: 'video', bytes: CONTENT, mime: 'video/mp4', seconds: 12 },
      { kind: 'video', media: expect.objectContaining({ kind: 'video', seconds: 12 }) },
    ],
    [
      { kind: 'voice', bytes: CONTENT, mime: 'audio/ogg; codecs=opus', seconds: 3, waveform: Uint8Array.of(1, 99) },
      { kind: 'voice', media: expect.objectContaining({ kind: 'voice', seconds: 3 }) },
    ],
    [
      { kind: 'audio', bytes: CONTENT, mime: 'audio/mpeg' },
      { kind: 'audio', media: expect.objectContaining({ kind: 'audio', mime: 'audio/mpeg' }) },
    ],
    [
      { kind: 'document', bytes: CONTENT, mime: 'application/pdf', fileName: 'Rapor.pdf', caption: 'Rapor' },
      { kind: 'document', body: 'Rapor', media: expect.objectContaining({ name: 'Rapor.pdf', size: CONTENT.length }) },
    ],
    [
      { kind: 'sticker', bytes: CONTENT, mime: 'image/webp' },
      { kind: 'sticker', media: expect.objectContaining({ kind: 'sticker' }) },
    ],
  ]
  it.each(kinds)('$kind: says what it is, and is fetched and opened', async (sent, expected) => {
    const message = await receive(sent)
    expect(message).toMatchObject(expected)
    expect((await read(message.raw)).equals(CONTENT)).toBe(true)
  })

  it.each([
    ['404', 'gone'],
    ['410', 'gone'],
    ['wrong-bytes', 'wrong-content'],
    ['half', 'network'],
  ] as const)('fails with %s: %s, and comes at the next try', async (fault, kind) => {
    const { raw } = await receive(photo)
    simulator.media.fail(fault)
    expect(await problemOf(raw)).toBe(kind)
    expect((await read(raw)).equals(CONTENT)).toBe(true)
  })

  it('is given up when its server falls silent half way', async () => {
    const { raw } = await receive(photo)
    simulator.media.fail('stalls')
    const clock = createFakeClock()
    const { content } = fetchMedia(raw, { server: simulator.mediaUrl, clock, signal: new AbortController().signal })
    let [size, ending] = [0, '']
    const reading = (async () => {
      for await (const chunk of content) size += chunk.length
    })().catch((error: MediaProblem) => {
      ending = error.kind
    })
    await expect.poll(() => size).toBeGreaterThan(0)
    await expect.poll(() => clock.advance(30_000).then(() => ending)).toBe('stalled')
    await reading
    expect(size).toBeLessThan(CONTENT.length)
    expect((await read(raw)).equals(CONTENT)).toBe(true)
  })

  it('that never ends is read no further than whoever reads it wants', async () => {
    const { raw } = await receive(photo)
    simulator.media.fail('too-large')
    let size = 0
    for await (const chunk of office.link.media.fetch(raw, new AbortController().signal).content) {
      size += chunk.length
      if (size > CONTENT.length * 2) break
    }
    expect(size).toBeLessThan(10_000_000)
  })

  it('is asked of the phone when the server has it no more', async () => {
    const { raw, externalId } = await receive(photo)
    const signal = new AbortController().signal
    const renewed = await office.link.media.askPhone({ externalId, direction: 'in', peer: ayse, raw }, signal)
    expect(Buffer.from(renewed).equals(raw)).toBe(false)
    expect((await read(renewed)).equals(CONTENT)).toBe(true)
  })

  it('that the phone has deleted is gone', async () => {
    const { raw, externalId } = await receive(photo)
    simulator.media.isLostOnPhones = true
    const asked = office.link.media.askPhone(
      { externalId, direction: 'in', peer: ayse, raw },
      new AbortController().signal,
    )
    await expect(asked).rejects.toMatchObject({ kind: 'gone' })
  })

  it('is asked for again when the line closed while the phone was asked', async () => {
    const { raw, externalId } = await receive(photo)
    const asked = office.link.media.askPhone(
      { externalId, direction: 'in', peer: ayse, raw },
      new AbortController().signal,
    )
    simulator.dropConnections()
    await expect(asked).rejects.toMatchObject({ kind: 'network' })
  })

  it('cannot be asked for without a connection', async () => {
    const { raw, externalId } = await receive(photo)
    simulator.refuseConnections('http-503')
    simulator.dropConnections()
    await office.until(() => office.link.state.kind !== 'connected', 'the end of the line')
    const asked = office.link.media.askPhone(
      { externalId, direction: 'in', peer: ayse, raw },
      new AbortController().signal,
    )
    await expect(asked).rejects.toMatchObject({ kind: 'no-link' })
    expect((await read(raw)).equals(CONTENT)).toBe(true)
  })
})

it('an address in a message that somebody made up is never asked', async () => {
  const { raw } = await receive(photo)
  const message = proto.Message.decode(raw)
  Object.assign(message.imageMessage ?? {}, { directPath: '', url: `http://192.168.1.1/v/x.enc` })
  const { id } = await contact.send(message)
  const fetch = async () => read((await received(id)).raw)
  await expect(fetch()).rejects.toMatchObject({ kind: 'refused-address' })
})

it('what is to be seen once is not fetched, however that is said', async () => {
  const { id: first } = await contact.send({
    viewOnceMessageV2: {
      message: { imageMessage: { mimetype: 'image/jpeg', mediaKey: randomBytes(32), directPath: '/v/x' } },
    },
  })
  expect(await received(first)).toMatchObject({ media: null, isViewOnce: true })
  const { id: second } = await contact.send({
    imageMessage: { mimetype: 'image/jpeg', mediaKey: randomBytes(32), directPath: '/v/x', viewOnce: true },
  })
  expect(await received(second)).toMatchObject({ media: null, isViewOnce: true })
})

describe('a content that goes', () => {
  const outgoing = (over: Partial<OutgoingMedia> = {}): OutgoingMedia => ({
    ...{ kind: 'image', mime: 'image/jpeg', name: 'foto.jpg', size: CONTENT.length, seconds: null },
    ...{ width: 640, height: 480, waveform: null, thumbnail: null },
    read: async () => Readable.from([CONTENT]),
    ...over,
  })

  async function send(media: OutgoingMedia, body = '') {
    const { signal } = new AbortController()
    const message = office.text(ayse, body)
    office.office.sent.set(message.externalId, await office.link.media.encode(message, media, signal))
    expect(await office.link.send(message, signal)).toMatchObject({ kind: 'acknowledged' })
    await office.until(() => contact.received.find(({ id }) => id === message.externalId), 'the message')
    return contact.openMedia(message.externalId)
  }

  it.each(['image', 'video', 'audio', 'voice', 'document', 'sticker'] as const)(
    '%s: is opened by the customer',
    async kind => {
      const opened = await send(outgoing({ kind, seconds: 2.4 }))
      expect(opened.kind).toBe(kind)
      expect(opened.bytes.equals(CONTENT)).toBe(true)
    },
  )

  it('is given up when the server takes it and never answers, and goes at the next try', async () => {
    simulator.media.slownessMs = 3_600_000
    const clock = createFakeClock()
    const socket = { refreshMediaConn: async () => ({ auth: 'sim', ttl: 3_600, hosts: [], fetchDate: new Date() }) }
    const message = office.text(ayse, '')
    const own = { phone: '905550000001', lid: '1' }
    const base = { message, media: outgoing(), own, socket, server: simulator.mediaUrl, clock }
    const encode = () => encodeMedia({ ...base, signal: new AbortController().signal } as never)
    let ending = ''
    const encoding = encode().catch((error: MediaProblem) => {
      ending = error.kind
    })
    await expect.poll(() => clock.advance(60_000).then(() => ending)).toBe('stalled')
    await encoding
    simulator.media.slownessMs = 0
    expect((await encode()).length).toBeGreaterThan(100)
  })

  it('carries its caption, and a document its name', async () => {
    const { fileName, bytes } = await send(
      outgoing({ kind: 'document', mime: 'application/pdf', name: 'Teklif.pdf' }),
      'Teklifimiz',
    )
    expect(fileName).toBe('Teklif.pdf')
    expect(bytes.equals(CONTENT)).toBe(true)
    expect(contact.received.at(-1)?.text).toBe('Teklifimiz')
  })
})

it('cards and reactions are told in our words', async () => {
  const { id } = await contact.send({
    locationMessage: { degreesLatitude: 41.01, degreesLongitude: 28.97, name: 'Klinik', address: 'İstanbul' },
  })
  expect((await received(id)).details).toEqual({
    ...{ kind: 'location', latitude: 41.01, longitude: 28.97, name: 'Klinik', address: 'İstanbul' },
  })
  const vcard = 'BEGIN:VCARD\nVERSION:3.0\nFN:Dr. Can\nTEL;type=CELL;waid=905320001122:+90 532 000 11 22\nEND:VCARD'
  const card = await contact.send({ contactMessage: { displayName: 'Dr. Can', vcard } })
  expect((await received(card.id)).details).toEqual({
    kind: 'contacts',
    people: [{ name: 'Dr. Can', phones: ['+90 532 000 11 22'] }],
  })
  const poll = await contact.send({
    pollCreationMessage: { name: 'Hangi gün?', options: [{ optionName: 'Salı' }, { optionName: 'Cuma' }] },
  })
  expect((await received(poll.id)).details).toEqual({ kind: 'poll', question: 'Hangi gün?', options: ['Salı', 'Cuma'] })
  const forwarded = await contact.send({
    extendedTextMessage: { text: 'bak', contextInfo: { isForwarded: true, forwardingScore: 1, expiration: 86_400 } },
  })
  expect(await received(forwarded.id)).toMatchObject({ isForwarded: true, isEphemeral: true })
  await contact.react(id, '👍')
  const [liked] = await office.until(
    () => office.office.of('reaction').length > 0 && office.office.of('reaction'),
    'it',
  )
  expect(liked).toMatchObject({ externalId: id, from: 'in', emoji: '👍' })
})

it('a reaction of the office reaches the customer', async () => {
  const { id } = await contact.sendText('Teşekkürler')
  await received(id)
  const externalId = office.running.provider.newMessageId(office.accountId)
  const reaction = { externalId, to: ayse, target: { externalId: id, direction: 'in' }, emoji: '🙏' } as const
  const told = { ...reaction, at: office.clock.now(), customerWroteAt: office.clock.now() }
  expect(await office.link.send(told, new AbortController().signal)).toMatchObject({ kind: 'acknowledged' })
  await office.until(() => contact.received.find(row => row.id === externalId), 'the reaction')
  expect(contact.received.at(-1)).toMatchObject({ kind: 'reactionMessage', text: '🙏' })
})
