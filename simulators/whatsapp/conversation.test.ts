import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BareClient } from './bare-client.ts'
import { quietSignalConsole } from './quiet-signal-console.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from './simulator.ts'

const restoreConsole = quietSignalConsole()
let simulator: WhatsAppSimulator

beforeAll(async () => {
  simulator = await startWhatsAppSimulator()
})

afterAll(async () => {
  await simulator.close()
  restoreConsole()
})

describe('a linked office and its customers', () => {
  it('is linked by a QR code and exchanges encrypted texts both ways', async () => {
    const phone = simulator.createPhone({ phoneNumber: '+90 555 000 00 01', name: 'Ofis' })
    const ayse = simulator.createContact({ phoneNumber: '+90 555 123 45 67', name: 'Ayşe Yılmaz' })
    const client = new BareClient(simulator)
    const socket = await client.linkByQr(phone)
    expect(client.creds.me?.id).toBe('905550000001:12@s.whatsapp.net')

    const { id } = await ayse.sendText('Merhaba, fiyat alabilir miyim? 😊')
    const { message, type } = await client.waitForText('Merhaba, fiyat alabilir miyim? 😊')
    expect(type).toBe('notify')
    expect(message.pushName).toBe('Ayşe Yılmaz')
    expect(message.key.remoteJid).toBe('905551234567@s.whatsapp.net')

    await simulator.events.waitFor(
      () => simulator.record.fromContacts.find(row => row.id === id && row.receiptedAt),
      'the receipt',
    )
    const sent = await socket.sendMessage('905551234567@s.whatsapp.net', { text: 'Tabii, buyurun' })
    await simulator.events.waitFor(() => ayse.received.find(({ text }) => text === 'Tabii, buyurun'), 'the answer')
    await client.waitFor(
      () => client.updates.find(({ id, status }) => id === sent?.key.id && status === 4),
      'the read receipt',
    )
    expect(client.acks).toContainEqual({ id: sent?.key.id, error: undefined })
    await client.stop()
  })
})
