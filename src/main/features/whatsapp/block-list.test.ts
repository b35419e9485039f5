import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let ayse: Contact
let office: TestOffice

beforeAll(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '+90 555 000 00 01', name: 'Ofis' })
  ayse = simulator.createContact({ phoneNumber: '+90 555 123 45 67', name: 'Ayşe Yılmaz' })
})
afterAll(() => simulator.close())

beforeEach(async () => {
  simulator.faults.clear()
  phone.blocked.clear()
  office = new TestOffice(simulator)
  office.begin()
  await office.linkByQr(phone)
})
afterEach(() => office.end())

const peer = () => ({ phone: '+905551234567', lid: ayse.lid })
const lists = () => office.office.of('block-list')

it('blocks and releases by both addresses, and then nothing of theirs comes', async () => {
  expect(await office.link.people.setBlocked(peer(), true)).toMatchObject({ kind: 'acknowledged' })
  expect([...phone.blocked]).toEqual([ayse])
  await ayse.sendText('duyuyor musunuz')
  expect(await office.link.people.setBlocked(peer(), false)).toMatchObject({ kind: 'acknowledged' })
  await ayse.sendText('şimdi?')
  await office.untilText('şimdi?')
  expect(office.office.messages().map(({ body }) => body)).not.toContain('duyuyor musunuz')
})

it('finds the LID of somebody known by number alone', async () => {
  expect(await office.link.people.setBlocked({ phone: '+905551234567', lid: null }, true)).toMatchObject({
    kind: 'acknowledged',
  })
  expect([...phone.blocked]).toEqual([ayse])
})

it('hears of a block on the phone', async () => {
  await office.until(() => lists().length > 0, 'the first list')
  phone.setBlocked(ayse, true)
  const [fact] = await office.until(() => office.office.of('blocked').length > 0 && office.office.of('blocked'), 'it')
  expect(fact).toMatchObject({ isBlocked: true, peer: { lid: ayse.lid } })
})

it('reads the whole list after each connection', async () => {
  await office.until(() => lists().length > 0, 'the first list')
  phone.blocked.add(ayse)
  simulator.dropConnections()
  const list = await office.until(() => lists().length > 1 && lists().at(-1), 'the next list')
  expect(list.peers).toMatchObject([{ lid: ayse.lid }])
})

it('knows a refusal, haste and silence apart', async () => {
  simulator.faults.failQueries('blocklist', 403, { childTag: 'item' })
  expect(await office.link.people.setBlocked(peer(), true)).toEqual({
    kind: 'refused',
    reason: 'provider',
    detail: '403',
  })
  simulator.faults.failQueries('blocklist', 429, { childTag: 'item' })
  expect(await office.link.people.setBlocked(peer(), true)).toMatchObject({ kind: 'slow-down' })
  await office.link.stop()
  expect(await office.link.people.setBlocked(peer(), true)).toEqual({ kind: 'unanswered' })
})
