import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BareClient } from './bare-client.ts'
import type { OfficePhone } from './office-phone.ts'
import { quietSignalConsole } from './quiet-signal-console.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from './simulator.ts'

let simulator: WhatsAppSimulator
let restoreConsole: () => void
let phones = 0
const clients: BareClient[] = []

beforeAll(async () => {
  restoreConsole = quietSignalConsole()
  simulator = await startWhatsAppSimulator()
})

afterEach(async () => {
  for (const client of clients.splice(0)) await client.stop()
})

afterAll(async () => {
  await simulator.close()
  restoreConsole()
})

function newPhone(): OfficePhone {
  phones++
  return simulator.createPhone({ phoneNumber: `90555100000${phones}`, name: 'Ofis' })
}

function newClient(): BareClient {
  const client = new BareClient(simulator)
  clients.push(client)
  return client
}

describe('linking a phone', () => {
  it('links by QR code and logs in again with the same identity', async () => {
    const phone = newPhone()
    const client = newClient()
    client.connect()
    const outcome = await phone.scan(await client.nextQr())
    expect(outcome).toEqual({ outcome: 'linked', device: 12, jid: `${phone.phoneNumber}:12@s.whatsapp.net` })
    await client.reconnectAfter(515)
    expect(client.creds.me).toMatchObject({ id: `${phone.phoneNumber}:12@s.whatsapp.net`, lid: `${phone.lid}:12@lid` })
    expect(phone.devices.get(12)?.isOnline).toBe(true)

    await client.stop()
    await client.login()
    expect(client.creds.routingInfo?.toString()).toBe('sim')
  })

  it('refuses a QR code that is unknown, foreign or forged', async () => {
    const phone = newPhone()
    const client = newClient()
    client.connect()
    const [ref, , identity, adv] = (await client.nextQr()).split('#')[1]?.split(',') ?? []
    const foreignKey = Buffer.alloc(32, 7).toString('base64')
    const qr = (...parts: unknown[]) => `https://wa.me/settings/linked_devices#${parts.join(',')},1`
    await expect(phone.scan('https://example.org')).rejects.toThrow('not a WhatsApp QR code')
    await expect(phone.scan(qr('2@nobody', foreignKey, identity, adv))).rejects.toThrow('expired or is unknown')
    await expect(phone.scan(qr(ref, foreignKey, identity, adv))).rejects.toThrow('Noise key')
    await client.stop()
    await simulator.events.waitFor(() => (simulator.connectionCount === 0 ? true : undefined), 'the client to leave')
    await expect(phone.scan(qr(ref, foreignKey, identity, adv))).rejects.toThrow('expired or is unknown')
  })

  it('makes Baileys refuse a QR code whose secret was changed on the way', async () => {
    const phone = newPhone()
    const client = newClient()
    client.connect()
    const [ref, noise, identity] = (await client.nextQr()).split('#')[1]?.split(',') ?? []
    const forged = `https://wa.me/settings/linked_devices#${ref},${noise},${identity},${Buffer.alloc(32).toString('base64')},1`
    await expect(phone.scan(forged)).rejects.toThrow('left while it was being linked')
    await client.closed(500)
  })

  it('links by pairing code, and says when the code is wrong', async () => {
    const phone = newPhone()
    const client = newClient()
    const socket = client.connect()
    await client.nextQr()
    await expect(phone.enterPairingCode('AAAABBBB')).rejects.toThrow('Nobody has asked')
    const code = await socket.requestPairingCode(phone.phoneNumber)
    await simulator.events.waitFor(() => (phone.awaitsCode ? true : undefined), 'the request for a code')
    await expect(phone.enterPairingCode('AAAABBBB')).rejects.toThrow('code is wrong')

    const second = newClient()
    const secondSocket = second.connect()
    await client.stop()
    await second.nextQr()
    const goodCode = await secondSocket.requestPairingCode(phone.phoneNumber)
    expect(goodCode).not.toBe(code)
    await simulator.events.waitFor(() => (phone.awaitsCode ? true : undefined), 'the request for a code')
    const outcome = await phone.enterPairingCode(`${goodCode.slice(0, 4)}-${goodCode.slice(4)}`)
    expect(outcome).toMatchObject({ outcome: 'linked' })
    await second.reconnectAfter(515)
    expect(second.creds.me?.lid).toBe(`${phone.lid}:12@lid`)
  })

  it('answers 401 to a client that asked for a code, never used it and connects again', async () => {
    const phone = newPhone()
    const client = newClient()
    const socket = client.connect()
    await client.nextQr()
    await socket.requestPairingCode(phone.phoneNumber)
    await client.stop()
    client.states.length = 0
    client.connect()
    await client.closed(401)
  })

  it('demands a passkey instead of linking, once', async () => {
    const phone = newPhone()
    phone.demandPasskey()
    const client = newClient()
    const socket = client.connect()
    const demand = new Promise<{ content: { tag: string; content: Uint8Array }[] }>(resolve => {
      socket.ws.on('CB:notification,type:passkey_prologue_request', resolve)
    })
    const qr = await client.nextQr()
    expect(await phone.scan(qr)).toEqual({ outcome: 'passkey-demanded' })
    const options = JSON.parse(Buffer.from((await demand).content[0]?.content ?? []).toString())
    expect(options).toMatchObject({ rpId: 'whatsapp.com', userVerification: 'required' })
    expect(await phone.scan(qr)).toMatchObject({ outcome: 'linked' })
    await client.closed(515)
  })

  it('ends the older of two sockets of one device', async () => {
    const phone = newPhone()
    const client = newClient()
    await client.linkByQr(phone)
    const intruder = new BareClient(simulator)
    clients.push(intruder)
    Object.assign(intruder.creds, client.creds)
    await intruder.login()
    await client.closed(440)
    expect(phone.devices.get(12)?.isOnline).toBe(true)
  })

  it('links several devices to a phone and several phones, each with its own messages', async () => {
    const [firstPhone, secondPhone] = [newPhone(), newPhone()]
    const [a, b, c] = [newClient(), newClient(), newClient()]
    await a.linkByQr(firstPhone)
    await b.linkByQr(firstPhone)
    await c.linkByQr(secondPhone)
    const customer = simulator.createContact({ phoneNumber: '905552000001', name: 'Can' })
    await customer.sendText('to the first', { to: firstPhone })
    await customer.sendText('to the second', { to: secondPhone })
    await Promise.all([a.waitForText('to the first'), b.waitForText('to the first'), c.waitForText('to the second')])
    expect(c.texts).toEqual(['to the second'])

    await a.socket?.sendMessage(`${customer.id}@s.whatsapp.net`, { text: 'from the first device' })
    const fellowCopy = await b.waitForText('from the first device')
    expect(fellowCopy.message.key.fromMe).toBe(true)
    await simulator.events.waitFor(
      () => customer.received.find(({ text }) => text === 'from the first device'),
      'the text',
    )
    expect(firstPhone.copies.map(({ text }) => text)).toEqual(['from the first device'])
  })

  it('brings along what was written while no device was linked', async () => {
    const phone = newPhone()
    const customer = simulator.createContact({ phoneNumber: '905552000003', name: 'Ece' })
    await customer.sendText('is anybody there?', { to: phone })
    const client = newClient()
    await client.linkByQr(phone)
    await client.waitFor(() => client.history.find(({ text }) => text === 'is anybody there?'), 'the history')
  })

  it('keeps the connection of a client that waits for its QR code to be scanned', async () => {
    const client = newClient()
    const socket = client.connect()
    await client.nextQr()
    const ping = { tag: 'iq', attrs: { type: 'get', xmlns: 'w:p', to: '@s.whatsapp.net' }, content: [] }
    expect(await socket.query(ping)).toMatchObject({ attrs: { type: 'result' } })
  })

  it('offers the history the phone has, once', async () => {
    const phone = newPhone()
    const customer = simulator.createContact({ phoneNumber: '905552000002', name: 'Deniz' })
    phone.historyMessages = [
      { contact: customer.id, text: 'last week', at: Date.now() - 7 * 86_400_000 },
      { contact: customer.id, text: 'our answer', at: Date.now() - 6 * 86_400_000, fromMe: true },
    ]
    const client = newClient()
    await client.linkByQr(phone)
    await client.waitFor(() => (client.history.length === 2 ? true : undefined), 'the history')
    expect(client.history).toEqual([
      // The newest first, as a phone sends it.
      { text: 'our answer', isFromMe: true },
      { text: 'last week', isFromMe: false },
    ])
    await simulator.events.waitFor(() => (phone.devices.get(12)?.queue.size === 0 ? true : undefined), 'its receipts')
    await client.stop()
    await client.login()
    expect(client.history).toHaveLength(2)
  })

  it('forgets a device that the phone or the client unlinked', async () => {
    const phone = newPhone()
    const client = newClient()
    await client.linkByQr(phone)
    phone.unlinkDevice()
    await client.closed(401)
    client.states.length = 0
    client.connect()
    await client.closed(401)

    const other = newClient()
    const socket = await other.linkByQr(phone)
    await socket.logout()
    await simulator.events.waitFor(() => (phone.devices.size === 0 ? true : undefined), 'the log-out')
  })
})
