import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { TestOffice } from './testing/office.ts'

let simulator: WhatsAppSimulator
let phone: OfficePhone
let office: TestOffice

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

function open(qrMs?: number): void {
  office = new TestOffice(simulator, { tuning: { timings: { ...(qrMs !== undefined && { qrMs }) } } })
  office.begin()
}

const shownQr = () => office.until(() => office.link.state.kind === 'pairing' && office.link.state.qr, 'a QR')
const shownCode = () => office.until(() => office.link.state.kind === 'pairing' && office.link.state.code, 'a code')
/** The server has heard of it too. */
async function awaitedCode(): Promise<string> {
  const code = await shownCode()
  await office.until(() => phone.awaitsCode, 'the server to know of the code')
  return code
}
const keyCount = () =>
  office.running.sqlite.prepare<[], { count: number }>('SELECT count(*) AS count FROM channel_keys').get()?.count

describe('linking', () => {
  it('shows each QR with its time, renews it, and says when they are used up', async () => {
    open(60)
    office.link.startPairing({ kind: 'qr' })
    await shownQr()
    expect(office.link.state).toMatchObject({ lifetimeMs: 60, code: null })
    await office.until(() => office.link.state.kind === 'unlinked', 'the end of the codes')
    expect(office.link.state).toEqual({ kind: 'unlinked', failure: 'expired' })
    const shown = office.office.states.flatMap(state => (state.kind === 'pairing' && state.qr ? [state.qr] : []))
    expect(new Set(shown).size).toBe(6)
    expect(keyCount()).toBe(0)
  })

  it('tells the first minute from the shorter times after it', async () => {
    open()
    office.link.startPairing({ kind: 'qr' })
    await shownQr()
    expect(office.link.state).toMatchObject({ lifetimeMs: 60_000 })
  })

  it('works with a code for a number, typed on the phone', async () => {
    open()
    office.link.startPairing({ kind: 'code', phoneNumber: '+90 555 000 00 01' })
    const code = await awaitedCode()
    expect(code).toMatch(/^[1-9A-Z]{8}$/)
    expect(keyCount()).toBe(0)
    await phone.enterPairingCode(code)
    await office.untilState('connected')
  })

  it('forgets a code that nobody typed: the next try starts with new credentials', async () => {
    open()
    office.link.startPairing({ kind: 'code', phoneNumber: '+905550000001' })
    const first = await shownCode()
    office.link.cancelPairing()
    expect(office.link.state).toEqual({ kind: 'unlinked', failure: null })
    expect(keyCount()).toBe(0)
    office.link.startPairing({ kind: 'code', phoneNumber: '+905550000001' })
    const second = await office.until(
      () => office.link.state.kind === 'pairing' && office.link.state.code !== first && office.link.state.code,
      'another code',
    )
    await office.until(() => phone.awaitsCode, 'the server to know of the code')
    await phone.enterPairingCode(second)
    await office.untilState('connected')
  })

  it('says that a code was refused', async () => {
    open()
    simulator.faults.failQueries('md', 400)
    office.link.startPairing({ kind: 'code', phoneNumber: '+905550000001' })
    await office.until(() => office.link.state.kind === 'unlinked', 'the refusal')
    expect(office.link.state).toEqual({ kind: 'unlinked', failure: 'code-refused' })
  })

  it.each(['qr', 'code'] as const)('by %s meets the demand for a passkey and says so', async kind => {
    open()
    phone.demandPasskey()
    office.link.startPairing(kind === 'qr' ? { kind } : { kind, phoneNumber: '+905550000001' })
    const outcome = kind === 'qr' ? phone.scan(await shownQr()) : phone.enterPairingCode(await awaitedCode())
    await outcome
    await office.until(() => office.link.state.kind === 'unlinked', 'the end of pairing')
    expect(office.link.state).toEqual({ kind: 'unlinked', failure: 'passkey-required' })
    expect(keyCount()).toBe(0)
  })

  it('goes on with new codes when the line breaks before anything was scanned', async () => {
    open()
    office.link.startPairing({ kind: 'qr' })
    const first = await shownQr()
    simulator.dropConnections()
    const second = await office.until(
      () => office.link.state.kind === 'pairing' && office.link.state.qr !== first && office.link.state.qr,
      'another QR',
    )
    await phone.scan(second)
    await office.untilState('connected')
  })

  it('anew, given up half way, leaves the earlier link as it was', async () => {
    open()
    await office.linkByQr(phone)
    office.link.startPairing({ kind: 'qr' })
    await shownQr()
    office.link.cancelPairing()
    await office.untilState('connected')
  })

  it('several numbers keeps them apart', async () => {
    open()
    await office.linkByQr(phone)
    const other = simulator.createPhone({ phoneNumber: '905550000002', name: 'Şube' })
    const branch = new TestOffice(simulator)
    branch.begin()
    await branch.linkByQr(other)
    const ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
    await ayse.sendText('to the branch', { to: other })
    await branch.untilText('to the branch')
    expect(office.office.messages()).toEqual([])
    await branch.end()
  })

  it('brings the history in as such', async () => {
    const ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
    phone.historyMessages = Array.from({ length: 250 }, (_, index) => ({
      contact: ayse.id,
      text: `once upon ${index}`,
      at: Date.now() - 1_000_000 + index * 1_000,
      fromMe: index % 2 === 1,
    }))
    open()
    await office.linkByQr(phone)
    await office.until(() => office.office.messages().length === 250, 'the history')
    expect(office.office.of('message').every(({ message }) => message.isHistory)).toBe(true)
    expect(office.office.messages()[0]).toMatchObject({ direction: 'out', phone: '+905551234567', lid: ayse.lid })
    await office.until(
      () => office.running.link.state.kind === 'connected' && office.running.link.state.syncProgress === null,
      'the end of the synchronisation',
    )
  })
})
