import { type ChannelAccountId, newId } from '#shared/domain/ids.ts'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import { quietSignalConsole } from '../../../../simulators/whatsapp/quiet-signal-console.ts'
import { startWhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { openTestApp } from './test-app.ts'

const PATIENCE = 30_000
const GREETING = 'merhaba'

/** The whole application, linked to a WhatsApp of its own with some people who have written; time passes where a test waits. */
export async function openLinkedOffice() {
  quietSignalConsole()
  const simulator = await startWhatsAppSimulator()
  const { url, mediaUrl, rootKeyHex } = simulator
  const office = await openTestApp({
    endpoints: {
      whatsapp: url,
      whatsappRootKey: Buffer.from(rootKeyHex, 'hex'),
      media: mediaUrl,
      graph: 'http://127.0.0.1:9',
    },
  })
  const { admin, clock, database } = office
  const phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  const people: Contact[] = Array.from({ length: 4 }, (_, index) =>
    simulator.createContact({
      phoneNumber: `90555123456${index}`,
      name: `Kişi ${index}`,
      addressing: index % 2 === 0 ? 'phone' : 'lid',
    }),
  )

  /** The clock goes on meanwhile: a line that broke is opened again. */
  async function until<Found>(look: () => Found | Promise<Found>, what: string) {
    const deadline = performance.now() + PATIENCE
    for (;;) {
      const found = await look()
      if (found) return found as Exclude<Found, false | null | undefined>
      if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}`)
      await clock.advance(50)
      await new Promise(resolve => setTimeout(resolve, 2))
    }
  }

  const query = <Row>(text: string) => database.sqlite.prepare<[], Row>(text).all()
  const bodies = () => query<{ body: string }>('SELECT body FROM messages').map(({ body }) => body)
  const linkState = async () => (await admin.channelAccounts.list())[0]?.link

  office.app.start()
  const accountId = newId<ChannelAccountId>()
  await admin.channelAccounts.create({ id: accountId, name: 'Ofis' })
  await admin.channelAccounts.startLinking({ id: accountId, method: { kind: 'qr' } })
  const qr = await until(async () => {
    const state = await linkState()
    return state?.kind === 'pairing' && state.qr
  }, 'a QR')
  await phone.scan(qr)
  await until(async () => (await linkState())?.kind === 'connected', 'the link')
  const [device] = phone.devices.values()
  if (!device) throw new Error('nothing is linked')
  for (const person of people) await person.sendText(GREETING)
  await until(() => bodies().filter(body => body === GREETING).length === people.length, 'the greetings')

  return {
    office,
    simulator,
    phone,
    device,
    people,
    until,
    query,
    bodies,
    linkState,
    async close() {
      await office.close()
      await simulator.close()
    },
  }
}
export type LinkedOffice = Awaited<ReturnType<typeof openLinkedOffice>>
