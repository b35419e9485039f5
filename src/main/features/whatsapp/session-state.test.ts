import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { judgeClose } from './close-reason.ts'
import { advance, reconnectDelay, restingSession, type Session, type SessionEvent } from './session-state.ts'

const start = restingSession({ resting: null, lastConnectedAt: null })
const opened: SessionEvent = { kind: 'opened', at: 1_000, phoneNumber: '+905550000001' }

function closed(code: number | null, at = 2_000, random = 1): SessionEvent {
  return { kind: 'closed', at, random, verdict: judgeClose({ code, isPortal: false, areCodesUsedUp: false }) }
}

function after(...events: SessionEvent[]): Session {
  return events.reduce(advance, start)
}

describe('a session', () => {
  it('shows each code with its time, and forgets an unused one', () => {
    const shown = after({ kind: 'pairing-started' }, { kind: 'qr-shown', qr: 'first', at: 10, lifetimeMs: 60_000 })
    expect(shown.state).toMatchObject({ kind: 'pairing', qr: 'first', expiresAt: 60_010, lifetimeMs: 60_000 })
    const expired = advance(shown, { kind: 'closed', at: 20, random: 0, verdict: { kind: 'expired' } })
    expect(expired.state).toEqual({ kind: 'unlinked', failure: 'expired' })
  })

  it('keeps the code to type in view while the QR behind it is renewed', () => {
    const session = after(
      { kind: 'pairing-started' },
      { kind: 'code-shown', code: 'ABCD1234', at: 10, lifetimeMs: 160_000 },
      { kind: 'qr-shown', qr: 'second', at: 20, lifetimeMs: 20_000 },
    )
    expect(session.state).toMatchObject({ kind: 'pairing', qr: null, code: 'ABCD1234' })
  })

  it('takes 401 before the phone said yes for a refused code, never for a log-out', () => {
    const withCode = after(
      { kind: 'pairing-started' },
      { kind: 'code-shown', code: 'A', at: 1, lifetimeMs: 1 },
      closed(401),
    )
    expect(withCode.state).toEqual({ kind: 'unlinked', failure: 'code-refused' })
    expect(after({ kind: 'pairing-started' }, closed(401)).state).toEqual({ kind: 'unlinked', failure: 'failed' })
  })

  it('restarts at once after pairing, and not for ever', () => {
    const paired = after({ kind: 'pairing-started' }, { kind: 'paired', at: 5 })
    const restarted = advance(paired, closed(515))
    expect(restarted.state.kind).toBe('connecting')
    const again = [1, 2, 3].reduce(session => advance(session, closed(515)), restarted)
    expect(again.state).toMatchObject({ kind: 'waiting-to-reconnect', trouble: 'server' })
  })

  it('remembers since when it is down, over all its attempts', () => {
    const session = after(opened, closed(428, 5_000), { kind: 'connect-started', at: 6_000 }, closed(408, 9_000), {
      kind: 'connect-started',
      at: 12_000,
    })
    expect(session.state).toEqual({ kind: 'connecting', since: 5_000, attempt: 2 })
  })

  it('remembers over a restart since when it is down', () => {
    const session = restingSession({ resting: null, lastConnectedAt: 700 })
    expect(advance(session, { kind: 'connect-started', at: 9_000 }).state).toMatchObject({ since: 700 })
  })

  it('starts counting anew only after an open that lasted', () => {
    const flapping = after(closed(428), opened, closed(428))
    expect(flapping.attempt).toBe(2)
    expect(after(closed(428), opened, { kind: 'stayed-open' }, closed(428)).attempt).toBe(1)
  })

  it('offers to link anew after five catch-all failures, and goes on trying', () => {
    const four = after(...Array.from({ length: 4 }, () => closed(500)))
    expect(four.state).toMatchObject({ kind: 'waiting-to-reconnect', trouble: 'server' })
    expect(advance(four, closed(500)).state).toMatchObject({
      kind: 'waiting-to-reconnect',
      trouble: 'repeated-failure',
    })
  })

  it('waits longer and longer, by chance, and never more than five minutes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const delay = reconnectDelay(attempt, random)
        expect(delay).toBeGreaterThanOrEqual(0)
        expect(delay).toBeLessThanOrEqual(Math.min(1_000 * 2 ** (attempt - 1), 300_000))
      }),
    )
    expect(reconnectDelay(1, 1)).toBe(1_000)
    expect(reconnectDelay(4, 1)).toBe(8_000)
    expect(reconnectDelay(20, 1)).toBe(300_000)
  })

  it('rests after a restart where it rested before', () => {
    const ended = { kind: 'ended', since: 4, end: 'logged-out', code: 401 } as const
    expect(restingSession({ resting: ended, lastConnectedAt: 3 }).state).toEqual(ended)
  })
})
