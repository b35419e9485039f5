import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BinaryNode, getBinaryNodeChild } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BareClient } from './bare-client.ts'
import type { Contact } from './contact.ts'
import type { OfficePhone } from './office-phone.ts'
import { quietSignalConsole } from './quiet-signal-console.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from './simulator.ts'

let folder: string
let simulator: WhatsAppSimulator
let phone: OfficePhone
let client: BareClient
let customer: Contact
let restoreConsole: () => void

beforeEach(async () => {
  restoreConsole = quietSignalConsole()
  folder = mkdtempSync(join(tmpdir(), 'santral-simulator-'))
  simulator = await startWhatsAppSimulator({ statePath: join(folder, 'record.jsonl') })
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  customer = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
  client = new BareClient(simulator)
  await client.linkByQr(phone)
  await queueEmpty()
})

afterEach(async () => {
  await client.stop()
  await simulator.close()
  rmSync(folder, { recursive: true })
  restoreConsole()
})

function queueEmpty(): Promise<true> {
  return simulator.events.waitFor(() => (phone.devices.get(12)?.queue.size === 0 ? true : undefined), 'every receipt')
}

function offline(): Promise<true> {
  return simulator.events.waitFor(() => (phone.devices.get(12)?.isOnline ? undefined : true), 'the client to be gone')
}

/** What Baileys has receipted and not yet handed over would be lost with the socket; the application flushes, and so does this. */
function flushAtEnd(): void {
  const { socket } = client
  socket?.registerSocketEndHandler(() => {
    socket.ev.flush()
  })
}

/** The ciphertexts of a message as they arrive, before Baileys looks at them. */
function collectCiphertexts(into: string[]): void {
  client.socket?.ws.on('CB:message', (stanza: BinaryNode) => {
    const bytes = getBinaryNodeChild(stanza, 'enc')?.content
    if (bytes instanceof Uint8Array) into.push(`${stanza.attrs.id} ${Buffer.from(bytes).toString('hex')}`)
  })
}

describe('messages while the office is away', () => {
  it('wait in order, arrive at the next login as offline ones, and never again', async () => {
    await client.stop()
    await offline()
    for (let index = 0; index < 50; index++) await customer.sendText(`offline ${index}`)
    expect(phone.devices.get(12)?.queue.size).toBe(50)
    await client.login()
    await client.waitForText('offline 49')
    await queueEmpty()
    expect(client.texts).toEqual(Array.from({ length: 50 }, (_, index) => `offline ${index}`))
    const offlineOnes = client.messages.filter(({ message }) => message.message?.conversation)
    expect(new Set(offlineOnes.map(({ type }) => type))).toEqual(new Set(['append']))
    expect(simulator.record.fromContacts.every(({ deliveries, receiptedAt }) => deliveries === 1 && receiptedAt)).toBe(
      true,
    )

    await client.stop()
    await client.login()
    await customer.sendText('after that')
    await client.waitForText('after that')
    expect(client.texts).toHaveLength(51)
  })

  it('come again as the very same bytes when they were not receipted', async () => {
    const ciphertexts: string[] = []
    collectCiphertexts(ciphertexts)
    // The client reads the message but dies before it says so.
    client.socket?.ws.on('CB:message', () => simulator.dropConnections())
    const { id } = await customer.sendText('unconfirmed')
    await client.closed(428)
    expect(simulator.record.fromContacts).toMatchObject([{ id, receiptedAt: null, deliveries: 1 }])

    client.states.length = 0
    client.connect()
    collectCiphertexts(ciphertexts)
    await queueEmpty()
    expect(ciphertexts).toHaveLength(2)
    expect(ciphertexts[0]).toBe(ciphertexts[1])
    expect(simulator.record.fromContacts).toMatchObject([{ id, deliveries: 2 }])
  })

  it('include receipts for what the office sent', async () => {
    customer.behaviour.receiptDelayMs = 30
    const sent = await client.socket?.sendMessage(customer.jid, { text: 'and off' })
    await simulator.events.waitFor(() => customer.received.at(0), 'the text')
    simulator.dropConnections()
    await client.closed(428)
    await offline()
    await client.login()
    await client.waitFor(
      () => client.updates.find(({ id, status }) => id === sent?.key.id && status === 4),
      'the read receipt',
    )
  })

  it('are held in the buffer of Baileys when the offline marker is withheld', async () => {
    await client.stop()
    await offline()
    await customer.sendText('behind the marker')
    simulator.faults.withoutOfflineMarker = true
    await client.login()
    await queueEmpty()
    expect(client.texts).toEqual([])
    client.socket?.ev.flush()
    expect(client.texts).toEqual(['behind the marker'])
  })

  it('leave the queue after drops in bursts only because the client confirmed or refused them', async () => {
    const people = Array.from({ length: 10 }, (_, index) =>
      simulator.createContact({ phoneNumber: `90555400000${index}`, name: `Kişi ${index}` }),
    )
    const lines = [1, 2, 3, 4, 5, 6]
    for (let burst = 1; burst <= 4; burst++) {
      const isReceipted = () =>
        simulator.record.fromContacts.filter(row => row.receiptedAt !== null).length > 60 * (burst - 1)
      const someReceipts = simulator.events.waitFor(() => (isReceipted() ? true : undefined), 'the first receipts')
      await Promise.all(
        people.flatMap(person => lines.map(line => person.sendText(`burst ${burst}.${line} of ${person.id}`))),
      )
      await someReceipts
      flushAtEnd()
      simulator.dropConnections()
      await client.closed(428)
      await client.login()
      await queueEmpty()
      client.socket?.ev.flush()
    }
    // What was decrypted when the line broke cannot be decrypted again: plain Baileys refuses it the second time, with 487.
    const rows = simulator.record.fromContacts
    expect(rows).toHaveLength(240)
    const receipted = rows.filter(row => row.receiptedAt !== null).map(({ text }) => text)
    const refused = rows.filter(row => row.receiptedAt === null)
    expect(new Set(refused.map(({ refusedWith }) => refusedWith))).toEqual(new Set(refused.length > 0 ? ['487'] : []))
    expect(client.texts).toHaveLength(new Set(client.texts).size)
    expect(client.texts).toEqual(expect.arrayContaining(receipted))
  })

  it('are on the record on disk, with what became of them', async () => {
    const { id } = await customer.sendText('for the record')
    await queueEmpty()
    const lines = readFileSync(join(folder, 'record.jsonl'), 'utf8')
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    expect(lines.map(({ event }) => event)).toEqual(['contact-sent', 'delivered', 'receipted'])
    expect(lines[0].message).toMatchObject({ id, text: 'for the record', contact: customer.id })
  })
})
