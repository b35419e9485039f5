import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let ayse: Contact
let office: TestOffice

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
  office = new TestOffice(simulator, { tuning: { timings: { historyRetryMs: 1 } } })
  office.begin()
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

function offer(count: number): void {
  phone.historyMessages = Array.from({ length: count }, (_, index) => ({
    contact: ayse.id,
    text: `once upon ${index}`,
    id: `3AOLD${index}`,
    at: Date.UTC(2025, 0, 1) + index * 60_000,
    fromMe: index % 2 === 1,
  }))
}

const stored = () => office.office.messages().length
const synced = () =>
  office.until(
    () => office.link.state.kind === 'connected' && office.link.state.syncProgress === null && office.link.state,
    'the end of the synchronisation',
  )
const syncStates = () => office.office.states.flatMap(state => (state.kind === 'connected' ? [state] : []))
const historyRows = () =>
  office.running.db.all<{ state: string; reason: string | null }>(
    sql`SELECT state, reason FROM whatsapp_journal ORDER BY seq`,
  )

describe('the history of the phone', () => {
  it('is fetched from the media server piece by piece, and says how far it is', async () => {
    offer(2_500)
    await office.linkByQr(phone)
    await office.until(() => stored() === 2_500, 'the history')
    await synced()
    expect(simulator.media.downloads).toBe(3)
    expect(office.office.of('message').every(({ message }) => message.isHistory)).toBe(true)
    const percents = syncStates().flatMap(({ syncProgress }) => syncProgress ?? [])
    expect(percents).toEqual(percents.toSorted((a, b) => a - b))
    expect(percents.some(percent => percent > 0)).toBe(true)
    const counts = syncStates().flatMap(({ syncedMessages }) => syncedMessages ?? [])
    expect(counts).toEqual(counts.toSorted((a, b) => a - b))
    expect(counts.some(count => count >= 500)).toBe(true)
    expect(syncStates().at(-1)).not.toHaveProperty('syncedMessages')
    expect(historyRows().every(({ state }) => state !== 'received')).toBe(true)
  })

  it.each(['404', '410', 'wrong-bytes', 'half', 'too-large'] as const)(
    'comes at the next try after %s',
    async fault => {
      offer(100)
      simulator.media.fail(fault)
      await office.linkByQr(phone)
      await office.until(() => stored() === 100, 'the history')
      await synced()
      // Whether that was told before the line was open is a matter of milliseconds; that it was asked for again is not.
      expect(simulator.media.downloads).toBeGreaterThan(1)
      expect(office.link.state).not.toHaveProperty('syncProblem')
    },
  )

  it('says that a piece is tried again; a new line tries it at once', async () => {
    await office.end()
    office = new TestOffice(simulator, { tuning: { timings: { historyRetryMs: 3_600_000 } } })
    office.begin()
    offer(100)
    simulator.media.fail('half')
    await office.linkByQr(phone)
    await office.until(
      () => office.link.state.kind === 'connected' && office.link.state.syncProblem === 'retrying',
      'the word that it is tried again',
    )
    simulator.dropConnections()
    await office.until(() => stored() === 100, 'the history')
    expect(await synced()).not.toHaveProperty('syncProblem')
  })

  it('that the server has no more is said, after a restart as well, until the number is linked anew', async () => {
    offer(100)
    simulator.media.fail('410', 4)
    await office.linkByQr(phone)
    await office.until(
      () => office.link.state.kind === 'connected' && office.link.state.syncProblem === 'incomplete',
      'the loss',
    )
    expect(await synced()).toMatchObject({ syncProblem: 'incomplete' })
    expect(stored()).toBe(0)
    await ayse.sendText('today')
    await office.untilText('today')
    await office.stop()
    office.begin()
    office.link.start()
    await office.until(
      () => office.link.state.kind === 'connected' && office.link.state.syncProblem === 'incomplete',
      'the loss to be said again',
    )
    await office.link.unlink()
    await office.linkByQr(phone)
    await office.until(() => stored() === 101, 'the history')
    expect(await synced()).not.toHaveProperty('syncProblem')
  })

  it('goes on after the program was killed in between, and nothing stands twice', async () => {
    offer(3_000)
    await office.linkByQr(phone)
    await office.until(() => stored() >= 300, 'a part of the history')
    await office.stop()
    office.begin()
    expect(stored()).toBeLessThan(3_000)
    office.link.start()
    await office.until(() => stored() === 3_000, 'the rest')
    await synced()
    await office.until(() => historyRows().every(({ state }) => state !== 'received'), 'the end of every piece')
    expect(stored()).toBe(3_000)
  })

  it('changes nothing when a piece is told of a second time', async () => {
    offer(150)
    await office.linkByQr(phone)
    await office.until(() => stored() === 150, 'the history')
    await synced()
    const before = office.office.messages()
    await phone.repeatHistory()
    await office.until(() => simulator.media.downloads === 2, 'the second copy')
    await synced()
    await office.until(() => historyRows().every(({ state }) => state !== 'received'), 'the end of every piece')
    expect(office.office.messages()).toEqual(before)
  })

  it('waits for a line that broke while it was fetched', async () => {
    offer(100)
    simulator.media.fail('stalls')
    await office.linkByQr(phone)
    await office.until(() => simulator.media.downloads === 1, 'the first try')
    simulator.dropConnections()
    await office.until(() => stored() === 100, 'the history')
    await synced()
  })
})
