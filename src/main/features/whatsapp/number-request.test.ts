import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import { shareNumber } from '../../../../simulators/whatsapp/number-sharing.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let elif: Contact
let office: TestOffice

beforeAll(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '+90 555 000 00 01', name: 'Ofis' })
})
afterAll(() => simulator.close())

let people = 0
beforeEach(async () => {
  people += 1
  elif = simulator.createContact({
    phoneNumber: `+90 555 300 00 0${people}`,
    name: 'Elif',
    addressing: 'lid-without-phone',
  })
  office = new TestOffice(simulator)
  office.begin()
  await office.linkByQr(phone)
  await elif.sendText('selam')
  await office.untilText('selam')
})
afterEach(() => office.end())

const ask = () => office.send({ phone: null, lid: elif.lid }, '', { details: { kind: 'number_request' } })
const shared = () => office.office.messages().find(({ kind }) => kind === 'number_shared')

it('reaches the phone as a request, and the answer proves that LID and number are one person', async () => {
  expect(office.office.messages()).toMatchObject([{ phone: null, lid: elif.lid }])
  elif.behaviour.sharesNumber = true
  expect(await ask()).toMatchObject({ kind: 'acknowledged' })
  expect(elif.received.at(-1)).toMatchObject({ kind: 'requestPhoneNumberMessage' })
  expect(await office.until(shared, 'the answer')).toMatchObject({ phone: `+${elif.phoneNumber}`, lid: elif.lid })
})

it('stays a request when they do not answer, and they may share it later by themselves', async () => {
  await ask()
  expect(shared()).toBeUndefined()
  await shareNumber(elif)
  expect(await office.until(shared, 'the answer')).toMatchObject({ phone: `+${elif.phoneNumber}`, lid: elif.lid })
})
