import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BareClient } from '../../../simulators/whatsapp/bare-client.ts'
import { connectToSimulator, type SimulatorControl } from '../../../simulators/whatsapp/control-client.ts'
import { type ControlServer, startControlServer } from '../../../simulators/whatsapp/control-server.ts'
import { quietSignalConsole } from '../../../simulators/whatsapp/quiet-signal-console.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../simulators/whatsapp/simulator.ts'
import { playHour } from './director.ts'
import { guestsOf } from './guests.ts'

const samplesFolder = join(import.meta.dirname, '..', '..', '..', 'simulators', 'phone-page', 'samples')
const MORNING = Date.UTC(2026, 10, 20, 7)
const EXPECTED = { name: 'Bekir Başaran', phoneNumber: '+905550008787' }
const GUESTS = guestsOf({ now: MORNING, expected: EXPECTED })

describe('the guests of the hour', () => {
  it('are thirty with numbers of their own, two of them hidden, and what they send is there', () => {
    expect(GUESTS).toHaveLength(30)
    expect(new Set(GUESTS.map(guest => guest.phoneNumber)).size).toBe(30)
    expect(GUESTS.filter(guest => guest.addressing === 'lid-without-phone')).toHaveLength(2)
    const samples = JSON.parse(readFileSync(join(samplesFolder, 'samples.json'), 'utf8')) as {
      id: string
      file: string
    }[]
    const known = new Set(samples.map(({ id }) => id))
    for (const { file } of samples) expect(existsSync(join(samplesFolder, file))).toBe(true)
    const cues = GUESTS.flatMap(({ opens, turns = [] }) => [...opens, ...turns.flat()])
    for (const cue of cues) if ('sample' in cue) expect(known).toContain(cue.sample)
  })

  it('have somebody for whom it is night, at every hour of the day', () => {
    for (let hour = 0; hour < 24; hour += 1) {
      const names = guestsOf({ now: Date.UTC(2026, 10, 20, hour), expected: null }).map(({ name }) => name)
      expect(names.filter(name => ['Denise Walker', 'Yuki Mori', 'Ananya Rao'].includes(name))).toHaveLength(1)
    }
    // Ten o'clock in Istanbul is two at night in New York.
    expect(GUESTS.find(({ name }) => name === 'Denise Walker')?.phoneNumber).toBe('+12125550191')
  })
})

describe('the hour', () => {
  let simulator: WhatsAppSimulator
  let server: ControlServer
  let control: SimulatorControl
  let client: BareClient
  let restoreConsole: () => void
  let playing: Promise<void>
  const stop = new AbortController()

  beforeAll(async () => {
    restoreConsole = quietSignalConsole()
    simulator = await startWhatsAppSimulator()
    server = await startControlServer(simulator)
    control = connectToSimulator(server.url)
    client = new BareClient(simulator)
  })
  afterAll(async () => {
    stop.abort()
    await playing
    await client.stop()
    await server.close()
    await simulator.close()
    restoreConsole()
  })

  it('begins when the office is linked, brings every kind of message, and answers when it is answered', async () => {
    const phone = simulator.createPhone({ phoneNumber: '+90 555 000 99 99', name: 'Ofis' })
    playing = playHour({ control, guests: GUESTS, samplesFolder, minutes: 0, signal: stop.signal })
    await control.waitFor(() => Promise.resolve(simulator.contacts.size === 30 ? true : undefined), 'the guests')
    await turn()
    expect(simulator.record.fromContacts).toEqual([])
    await client.linkByQr(phone)
    await playing
    const { fromContacts } = simulator.record
    expect(new Set(fromContacts.map(row => row.contact)).size).toBe(30)
    expect([...new Set(fromContacts.map(row => row.kind))].toSorted()).toEqual([
      'audioMessage',
      'buttonsResponseMessage',
      'contactMessage',
      'conversation',
      'documentMessage',
      'extendedTextMessage',
      'imageMessage',
      'listResponseMessage',
      'locationMessage',
      'pollCreationMessage',
      'protocolMessage',
      'secretEncryptedMessage',
      'stickerMessage',
      'videoMessage',
    ])
    expect(simulator.contacts.get('905550009110')?.behaviour.isOnWhatsApp).toBe(false)

    // The hidden number is told after the first answer.
    const known = simulator.contacts.get('905550008787')!
    expect(known.addressing).toBe('lid-without-phone')
    await client.waitForText('Merhaba, bir süre önce sitenizden form doldurmuştum ama arayan olmadı')
    const answer = await client.socket?.sendMessage(known.jid, { text: 'Buyurun' })
    await client.waitForText('Kaydım bu numarayla olmalı. Adım Bekir Başaran')
    expect(known.addressing).toBe('lid')
    // An emoji needs no answer; the next word gets a thumb.
    await client.socket?.sendMessage(known.jid, { react: { key: answer!.key, text: '👍' } })
    const second = await client.socket?.sendMessage(known.jid, { text: 'Bulduk, teşekkürler' })
    const thumb = await simulator.events.waitFor(
      () => fromContacts.find(row => row.contact === known.id && row.kind === 'reactionMessage'),
      'the thumb',
    )
    expect(known.messageOf(thumb.id)?.reactionMessage?.key?.id).toBe(second?.key.id)
  })

  it('has an answer that WhatsApp refuses twice before it takes it', async () => {
    const contact = simulator.contacts.get('905550009109')!
    for (const text of ['first', 'second', 'third']) await client.socket?.sendMessage(contact.jid, { text })
    await simulator.events.waitFor(() => contact.received.find(row => row.text === 'third'), 'the third')
    expect(contact.received.map(row => row.text)).toEqual(['third'])
  })
})
