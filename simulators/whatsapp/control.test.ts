import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BareClient } from './bare-client.ts'
import { spawnSimulator } from './control-client.ts'
import type { SimulatorEvent } from './events.ts'
import { quietSignalConsole } from './quiet-signal-console.ts'

const OFFICE = '905550000001'
const CUSTOMER = '905551234567'

let folder: string
let simulator: Awaited<ReturnType<typeof spawnSimulator>>
let restoreConsole: () => void

beforeAll(async () => {
  restoreConsole = quietSignalConsole()
  folder = mkdtempSync(join(tmpdir(), 'santral-simulator-'))
  writeFileSync(join(folder, 'index.html'), '<title>Phone</title>')
  simulator = await spawnSimulator({ pages: folder, statePath: join(folder, 'record.jsonl') })
})

afterAll(async () => {
  await simulator.stop()
  rmSync(folder, { recursive: true })
  restoreConsole()
})

describe('the simulator in a process of its own', () => {
  it('is driven over HTTP: phone, scan, texts both ways, record, events', async () => {
    const { control } = simulator
    const events: SimulatorEvent[] = []
    const stop = new AbortController()
    await control.listen(event => events.push(event), stop.signal)
    await control.call('createPhone', { phoneNumber: OFFICE, name: 'Ofis' })
    const contact = await control.call('createContact', {
      phoneNumber: '+90 555 123 45 67',
      name: 'Ayşe',
      behaviour: { receipts: 'delivered' },
    })
    expect(contact).toMatchObject({
      id: CUSTOMER,
      addressing: 'phone',
      behaviour: { receipts: 'delivered', isOnWhatsApp: true },
    })

    const client = new BareClient(simulator)
    client.connect()
    const qr = await client.nextQr()
    await expect(control.call('scanScreen', { phone: OFFICE })).rejects.toThrow('no QR code on the screen')
    await control.call('showOnScreen', { qr })
    expect((await control.state()).hasQrOnScreen).toBe(true)
    expect(await control.call('scanScreen', { phone: OFFICE })).toEqual({
      outcome: 'linked',
      device: 12,
      jid: `${OFFICE}:12@s.whatsapp.net`,
    })
    const socket = await client.reconnectAfter(515)
    const { id } = await control.call('sendText', { contact: CUSTOMER, text: 'Merhaba' })
    await client.waitForText('Merhaba')
    await socket.sendMessage(`${CUSTOMER}@s.whatsapp.net`, { text: 'Buyurun' })
    const chat = await control.waitFor(async () => {
      const lines = await control.chat(CUSTOMER)
      return lines.length === 2 && lines[0]?.receiptedAt ? lines : undefined
    }, 'both lines of the chat')
    expect(chat).toMatchObject([
      { id, from: 'contact', text: 'Merhaba' },
      { from: 'office', text: 'Buyurun' },
    ])
    const state = await control.state()
    expect(state.phones).toMatchObject([{ phoneNumber: OFFICE, devices: [{ id: 12, isOnline: true }] }])
    const record = await control.record()
    expect(record.fromOffice).toMatchObject([{ contact: CUSTOMER, text: 'Buyurun', arrivals: 1 }])
    expect(readFileSync(join(folder, 'record.jsonl'), 'utf8')).toContain('Buyurun')
    expect(events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['screen', 'link', 'message-from-contact', 'message-to-contact', 'receipt']),
    )

    const texts = Array.from({ length: 100 }, (_, index) => `many ${index}`)
    await control.call('sendTexts', { messages: texts.map(text => ({ contact: CUSTOMER, text })) })
    await client.waitForText('many 99')
    expect(client.texts).toEqual(['Merhaba', ...texts])
    await control.call('sendMessage', {
      contact: CUSTOMER,
      message: { contactMessage: { displayName: 'Doktor', vcard: 'BEGIN:VCARD\nEND:VCARD' } },
    })
    await client.waitFor(
      () => client.messages.find(({ message }) => message.message?.contactMessage),
      'the contact card',
    )

    const presences: unknown[] = []
    socket.ev.on('presence.update', ({ presences: told }) => presences.push(...Object.values(told)))
    for (const isTyping of [true, false]) await control.call('setTyping', { contact: CUSTOMER, isTyping })
    await control.call('sendText', { contact: CUSTOMER, text: 'after typing' })
    await client.waitForText('after typing')
    expect(presences).toEqual([{ lastKnownPresence: 'composing' }, { lastKnownPresence: 'available' }])

    await control.call('closeWith', { reason: 'failure-403' })
    await client.closed(403)
    stop.abort()
  })

  it('says in words what is wrong with a request', async () => {
    const { control } = simulator
    await expect(control.call('scan', { phone: OFFICE, qr: 'nonsense' })).rejects.toThrow('not a WhatsApp QR code')
    await expect(control.call('sendText', { contact: '1', text: 'x' })).rejects.toThrow('no contact 1')
    await expect(control.call('createPhone', { phoneNumber: OFFICE, name: 'Again' })).rejects.toThrow('taken already')
    const response = await fetch(`${simulator.controlUrl}/verbs/scan`, { method: 'POST', body: '{' })
    expect(response.status).toBe(400)
  })

  it('serves the pages it was given', async () => {
    expect(await (await fetch(`${simulator.controlUrl}/`)).text()).toContain('<title>Phone</title>')
    expect((await fetch(`${simulator.controlUrl}/missing.js`)).status).toBe(404)
  })
})
