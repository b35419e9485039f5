import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LinkEnd } from '#shared/domain/link-state.ts'
import type { Contact } from '../../../../simulators/whatsapp/contact.ts'
import type { CloseReason } from '../../../../simulators/whatsapp/faults.ts'
import type { OfficePhone } from '../../../../simulators/whatsapp/office-phone.ts'
import { startWhatsAppSimulator, type WhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { createFakeClock, createFakeSecretStore } from '../../ports/fakes.ts'
import { TestOffice } from './testing/office.ts'

const WAKE_PROBE_MS = 50

let simulator: WhatsAppSimulator
let phone: OfficePhone
let ayse: Contact
let office: TestOffice

beforeEach(async () => {
  simulator = await startWhatsAppSimulator()
  phone = simulator.createPhone({ phoneNumber: '905550000001', name: 'Ofis' })
  ayse = simulator.createContact({ phoneNumber: '905551234567', name: 'Ayşe' })
  office = new TestOffice(simulator, { tuning: { timings: { wakeProbeMs: WAKE_PROBE_MS } } })
  office.begin()
  await office.linkByQr(phone)
})

afterEach(async () => {
  await office.end()
  await simulator.close()
})

const statesSince = (count: number) => office.office.states.slice(count)
const keyCount = () =>
  office.running.sqlite.prepare<[], { count: number }>('SELECT count(*) AS count FROM channel_keys').get()?.count

async function closeWith(reason: CloseReason): Promise<number> {
  const before = office.office.states.length
  simulator.closeWith(reason)
  await office.until(() => office.office.states.length > before, `the end by ${reason}`)
  return before
}

describe('a close that will pass', () => {
  it.each<[CloseReason, number, string]>([
    ['stream-ended', 428, 'network'],
    ['service-unavailable', 503, 'server'],
    ['bad-session', 500, 'server'],
    ['code-516', 516, 'server'],
  ])('%s (%i) is waited out, the keys stay and the link comes back', async (reason, code, trouble) => {
    const before = await closeWith(reason)
    expect(statesSince(before)[0]).toMatchObject({ kind: 'waiting-to-reconnect', code, trouble })
    await office.untilState('connected')
    await ayse.sendText('still here')
    await office.untilText('still here')
  })

  it('a restart is followed at once', async () => {
    const before = await closeWith('restart-required')
    expect(statesSince(before)[0]).toMatchObject({ kind: 'connecting' })
    await office.untilState('connected')
  })

  it('a broken line is one', async () => {
    const before = office.office.states.length
    simulator.dropConnections()
    await office.until(() => office.office.states.length > before, 'the end')
    expect(statesSince(before)[0]).toMatchObject({ kind: 'waiting-to-reconnect', trouble: 'network' })
    await office.untilState('connected')
  })

  it.each(['http-503', 'http-403', 'http-200'] as const)(
    'an upgrade answered by %s is a portal, no log-out',
    async mode => {
      simulator.refuseConnections(mode)
      simulator.dropConnections()
      const state = await office.until(
        () =>
          office.office.states.find(
            candidate => candidate.kind === 'waiting-to-reconnect' && candidate.trouble === 'portal',
          ),
        'the portal',
      )
      expect(state).toMatchObject({ code: Number(mode.slice('http-'.length)) })
      simulator.refuseConnections('none')
      await office.untilState('connected')
    },
  )

  it('a refused connection is the network', async () => {
    simulator.refuseConnections('tcp')
    simulator.dropConnections()
    await office.until(
      () => office.office.states.some(state => state.kind === 'waiting-to-reconnect' && state.attempt >= 2),
      'a second attempt',
    )
    simulator.refuseConnections('none')
    await office.untilState('connected')
  })
})

describe('a close that is an end', () => {
  it.each<[CloseReason, LinkEnd, number]>([
    ['replaced', 'replaced', 440],
    ['failure-403', 'banned', 403],
    ['failure-405', 'version-refused', 405],
    ['failure-406', 'refused', 406],
    ['failure-409', 'refused', 409],
    ['multi-device-mismatch', 'refused', 411],
  ])('%s stops, keeps the keys and tries nothing by itself', async (reason, end, code) => {
    await closeWith(reason)
    expect(office.link.state).toMatchObject({ kind: 'ended', end, code })
    expect(keyCount()).toBeGreaterThan(0)
    expect(await office.send({ phone: '+905551234567', lid: null }, 'x')).toEqual({ kind: 'unanswered' })
    office.link.reconnect()
    await office.untilState('connected')
  })

  it.each<CloseReason>(['device-removed', 'failure-401'])('%s is a log-out: the keys are wiped', async reason => {
    await closeWith(reason)
    expect(office.link.state).toMatchObject({ kind: 'ended', end: 'logged-out', code: 401 })
    expect(keyCount()).toBe(0)
    await office.linkByQr(phone)
    await ayse.sendText('linked anew')
    await office.untilText('linked anew')
  })

  it('unlinking by us logs out on WhatsApp and wipes the keys', async () => {
    await office.link.unlink()
    expect(office.link.state).toEqual({ kind: 'unlinked', failure: null })
    expect(keyCount()).toBe(0)
    await simulator.events.waitFor(() => (phone.devices.size === 0 ? true : undefined), 'the device to be removed')
  })
})

describe('after a restart of the program', () => {
  it('the number connects with its keys', async () => {
    await office.stop()
    office.begin()
    office.link.start()
    await office.untilState('connected')
  })

  it('keys that cannot be read are said so, and a new link puts new ones in their place', async () => {
    await office.stop()
    office.secretStore = createFakeSecretStore()
    office.begin()
    office.link.start()
    expect(office.link.state).toMatchObject({ kind: 'ended', end: 'keys-unreadable' })
    await office.linkByQr(phone)
    await ayse.sendText('readable again')
    await office.untilText('readable again')
  })
})

describe('a dead line', () => {
  it('is cut soon after the PC wakes', async () => {
    simulator.freeze(true)
    office.link.checkAfterWake()
    await office.until(() => office.link.state.kind !== 'connected', 'the cut', 1_000)
    // The next line was opened into the same silence.
    simulator.freeze(false)
    simulator.dropConnections()
    await office.untilState('connected')
  })

  it('is told from a live one that was only thought to have slept', async () => {
    await office.stop()
    office = new TestOffice(simulator)
    office.begin()
    await office.linkByQr(phone)
    const before = office.office.states.length
    office.link.checkAfterWake()
    await ayse.sendText('still there')
    await office.untilText('still there')
    expect(statesSince(before).filter(({ kind }) => kind !== 'connected')).toEqual([])
  })

  it.each(['black-hole', 'no-handshake'] as const)(
    'that never answers (%s) is given up after 45 seconds',
    async mode => {
      const clock = createFakeClock(Date.now())
      const patient = new TestOffice(simulator, { clock })
      patient.begin()
      simulator.refuseConnections(mode)
      patient.link.startPairing({ kind: 'qr' })
      await clock.advance(44_000)
      expect(patient.link.state).toMatchObject({ kind: 'pairing', qr: null })
      simulator.refuseConnections('none')
      await clock.advance(1_500)
      await patient.until(() => patient.link.state.kind === 'pairing' && patient.link.state.qr, 'a QR after all')
      await patient.end()
    },
  )
})
