import { expect, it } from 'vitest'
import { LinkEnd, type LinkState, LinkTrouble, PairingFailure } from '#shared/domain/link-state.ts'
import { catalogues } from '#shared/i18n/catalogues.ts'
import { describeLink } from './describe-link.ts'

const states: readonly LinkState[] = [
  { kind: 'pairing', qr: null, code: null, expiresAt: null, lifetimeMs: null },
  { kind: 'connecting', since: 1, attempt: 1 },
  { kind: 'connected', since: 1, phoneNumber: '905321234567', syncProgress: 43 },
  { kind: 'connected', since: 1, phoneNumber: '905321234567', syncProgress: null },
  { kind: 'connected', since: 1, phoneNumber: '905321234567', syncProgress: 43, syncProblem: 'retrying' },
  { kind: 'connected', since: 1, phoneNumber: '905321234567', syncProgress: null, syncProblem: 'incomplete' },
  { kind: 'unlinked', failure: null },
  ...PairingFailure.options.map(failure => ({ kind: 'unlinked' as const, failure })),
  ...LinkTrouble.options.map(trouble => ({
    kind: 'waiting-to-reconnect' as const,
    since: 1,
    retryAt: 2,
    attempt: 1,
    trouble,
    code: null,
  })),
  ...LinkEnd.options.map(end => ({ kind: 'ended' as const, since: 1, end, code: null })),
]

it('every state of a link has words of its own', () => {
  const words = states.map(state => describeLink(state).words)
  expect(new Set(words).size).toBe(states.length)
  for (const word of words) expect(catalogues.tr.channelAccounts.state).toHaveProperty(word)
})

it('whatever has ended, failed or waits has one way on', () => {
  for (const state of states) {
    const isUnderWay = state.kind === 'pairing' || state.kind === 'connecting' || state.kind === 'connected'
    expect({ state, hasRemedy: describeLink(state).remedy !== null }).toEqual({ state, hasRemedy: !isUnderWay })
  }
})

it('a state of a newer core still says something', () => {
  expect(describeLink({ kind: 'resting' } as unknown as LinkState).words).toBe('unknown')
})
