import { describe, expect, it } from 'vitest'
import { startWhatsAppSimulator } from '../../../../simulators/whatsapp/simulator.ts'
import { standingOf } from './standing.ts'
import { TestOffice } from './testing/office.ts'

const now = 1_760_000_000_000
const DAY = 86_400_000

describe('what WhatsApp says of a number', () => {
  it('is a lock with its end, or for a day where it names none', () => {
    const end = new Date(now + 5_000)
    const say = (lock: object) => standingOf('connection.update', { reachoutTimeLock: lock }, now)
    expect(say({ isActive: true, timeEnforcementEnds: end })).toEqual({ kind: 'reach-out', lockedUntil: now + 5_000 })
    expect(say({ isActive: true })).toEqual({ kind: 'reach-out', lockedUntil: now + DAY })
    expect(say({ isActive: false })).toEqual({ kind: 'reach-out', lockedUntil: null })
    expect(standingOf('connection.update', { connection: 'open' }, now)).toBeNull()
  })

  it('is a number of chats, once WhatsApp warns', () => {
    const say = (cap: object) => standingOf('message-capping.update', cap, now)
    expect(say({ total_quota: 100, used_quota: 99, capping_status: 'NONE' })).toMatchObject({ left: null })
    expect(
      say({ total_quota: 100, used_quota: 97, capping_status: 'FIRST_WARNING', cycle_end_timestamp: '1760000100' }),
    ).toEqual({ kind: 'new-chats', left: 3, until: 1_760_000_100_000 })
    expect(say({ total_quota: 100, used_quota: 120, capping_status: 'CAPPED' })).toMatchObject({ left: 0 })
    expect(say({})).toMatchObject({ left: null })
  })
})

it('is asked for after each connection', async () => {
  const simulator = await startWhatsAppSimulator()
  const office = new TestOffice(simulator)
  try {
    const phone = simulator.createPhone({ phoneNumber: '+90 555 000 00 01', name: 'Ofis' })
    simulator.faults.hasReachOutTimelock = true
    office.begin()
    await office.linkByQr(phone)
    const { standings } = office.office
    const locked = await office.until(() => standings.find(({ kind }) => kind === 'reach-out'), 'the lock')
    expect(locked).toMatchObject({ lockedUntil: expect.any(Number) })
    await office.until(() => standings.some(({ kind }) => kind === 'new-chats'), 'the cap')
    simulator.faults.hasReachOutTimelock = false
    simulator.dropConnections()
    await office.until(() => standings.some(told => told.kind === 'reach-out' && told.lockedUntil === null), 'its end')
  } finally {
    await office.end()
    await simulator.close()
  }
})
