import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { BareClient } from './bare-client.ts'
import { CLOSE_REASON_NAMES, CLOSE_REASONS } from './faults.ts'
import type { OfficePhone } from './office-phone.ts'
import { quietSignalConsole } from './quiet-signal-console.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from './simulator.ts'

let simulator: WhatsAppSimulator
let restoreConsole: () => void
let phone: OfficePhone
let client: BareClient
let phones = 0

beforeAll(async () => {
  restoreConsole = quietSignalConsole()
  simulator = await startWhatsAppSimulator()
})

afterAll(async () => {
  await simulator.close()
  restoreConsole()
})

beforeEach(async () => {
  phones++
  phone = simulator.createPhone({ phoneNumber: `9055510000${phones + 10}`, name: 'Ofis' })
  client = new BareClient(simulator, { connectTimeoutMs: 300 })
})

afterEach(async () => {
  simulator.faults.clear()
  simulator.freeze(false)
  simulator.dropConnections()
  await client.stop()
})

describe('the end of a connection', () => {
  it.each(CLOSE_REASON_NAMES)('%s is reported by Baileys as its own number', async reason => {
    await client.linkByQr(phone)
    client.states.length = 0
    simulator.closeWith(reason, phone.phoneNumber)
    await client.closed(CLOSE_REASONS[reason].reported)
    client.states.length = 0
    client.connect()
    if (reason === 'device-removed') await client.closed(401)
    else await client.waitFor(() => client.states.find(({ connection }) => connection === 'open'), 'the next login')
  })

  it('is 428 when the line drops', async () => {
    await client.linkByQr(phone)
    client.states.length = 0
    simulator.dropConnections(phone.phoneNumber)
    await client.closed(428)
  })

  it('is 408 when nobody scans the QR codes', async () => {
    client = new BareClient(simulator, { qrTimeout: 10 })
    client.connect()
    await client.closed(408)
    expect(client.qrs).toHaveLength(6)
    expect(new Set(client.qrs).size).toBe(6)
  })

  it('is 408 when keep-alives are not answered', async () => {
    client = new BareClient(simulator, { keepAliveIntervalMs: 50 })
    const socket = await client.linkByQr(phone)
    client.states.length = 0
    simulator.freeze(true)
    // Baileys grants five seconds more, and then half a minute to a peer that should close and cannot.
    await vi.waitFor(() => expect(socket.ws.isClosing).toBe(true), { timeout: 10_000 })
    simulator.dropConnections(phone.phoneNumber)
    await client.closed(408)
  })

  it('does not come when the path was dead only for a while: what was held up arrives', async () => {
    const socket = await client.linkByQr(phone)
    client.states.length = 0
    const customer = simulator.createContact({ phoneNumber: `9055520000${phones + 10}`, name: 'Ayşe' })
    simulator.freeze(true)
    const sending = socket.sendMessage(customer.jid, { text: 'held up' })
    await customer.sendText('held up too', { to: phone })
    simulator.freeze(false)
    await Promise.all([sending, client.waitForText('held up too')])
    await simulator.events.waitFor(() => customer.received.at(0), 'the answer')
    expect(client.states).toEqual([])
  })

  it.each([401, 403, 405, 409])('is %i when every login is refused with it', async reason => {
    await client.linkByQr(phone)
    await client.stop()
    simulator.faults.refuseLogins(reason)
    client.states.length = 0
    client.connect()
    await client.closed(reason)
    simulator.faults.refuseLogins(null)
    await client.login()
  })
})

describe('a server that cannot be reached', () => {
  it.each(['http-503', 'http-403', 'http-200'] as const)(
    'answers the upgrade with %s, of which Baileys says nothing',
    async mode => {
      simulator.refuseConnections(mode)
      const socket = client.connect()
      const status = await new Promise<number | undefined>(resolve => {
        socket.ws.on('unexpected-response', (_request: unknown, response: { statusCode?: number }) =>
          resolve(response.statusCode),
        )
      })
      expect(status).toBe(Number(mode.slice('http-'.length)))
      expect(client.states.some(({ connection }) => connection === 'close')).toBe(false)
    },
  )

  it.each(['tcp', 'black-hole', 'no-handshake'] as const)('is reported as 408 when it is %s', async mode => {
    simulator.refuseConnections(mode)
    const socket = client.connect()
    if (mode === 'no-handshake') {
      // Here the WebSocket is open, so Baileys waits for a close frame that only a dropped line replaces.
      await vi.waitFor(() => expect(socket.ws.isClosing).toBe(true), { timeout: 5_000 })
      simulator.dropConnections()
    }
    await client.closed(408)
  })
})
