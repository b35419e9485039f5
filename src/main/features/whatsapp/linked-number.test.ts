import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let office: TestOffice

beforeAll(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '+90 555 000 00 01', name: 'Ofis' })
})

afterAll(() => simulator.close())

beforeEach(() => {
  office = new TestOffice(simulator)
  office.begin()
})

afterEach(() => office.end())

describe('a linked number', () => {
  it('is linked by QR, takes a text in and sends one out by the acknowledgement of the server', async () => {
    await office.linkByQr(phone)
    expect(office.link.state).toMatchObject({ kind: 'connected', phoneNumber: '+905550000001' })

    const ayse = simulator.createContact({ phoneNumber: '+90 555 123 45 67', name: 'Ayşe Yılmaz' })
    await ayse.sendText('Merhaba, fiyat alabilir miyim? 😊')
    const text = await office.untilText('Merhaba, fiyat alabilir miyim? 😊')
    expect(text).toMatchObject({ direction: 'in', kind: 'text', phone: '+905551234567', lid: ayse.lid })

    const outcome = await office.send({ phone: '+905551234567', lid: ayse.lid }, 'Tabii, buyurun')
    expect(outcome).toMatchObject({ kind: 'acknowledged' })
    expect(ayse.received.map(({ text }) => text)).toEqual(['Tabii, buyurun'])
    await office.until(() => office.office.of('status').some(({ status }) => status === 'read'), 'the read receipt')
    expect(office.journal().filter(({ state }) => state === 'received')).toEqual([])
  })
})
