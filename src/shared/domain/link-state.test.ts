import { describe, expect, it } from 'vitest'
import { LinkEnd, type LinkState, linkSeverity, queueOutlook } from './link-state.ts'

const connected: LinkState = { kind: 'connected', since: 0, phoneNumber: null, syncProgress: null }
const lost = (attempt: number): LinkState => ({
  kind: 'waiting-to-reconnect',
  since: 0,
  retryAt: 1,
  attempt,
  trouble: 'network',
  code: null,
})
const ended = (end: LinkEnd): LinkState => ({ kind: 'ended', since: 0, end, code: null })

describe('what a link means for the queue', () => {
  it.each([
    [connected, 'leaves'],
    [{ kind: 'connecting', since: 0, attempt: 1 }, 'waits'],
    [{ kind: 'pairing', qr: null, code: null, expiresAt: null, lifetimeMs: null }, 'waits'],
    [lost(40), 'waits'],
    [{ kind: 'unlinked', failure: null }, 'stranded'],
  ] as [LinkState, string][])('%o: %s', (state, outlook) => expect(queueOutlook(state)).toBe(outlook))

  it('an end that a person or an update mends keeps the queue; the others give it up', () => {
    expect(Object.fromEntries(LinkEnd.options.map(end => [end, queueOutlook(ended(end))]))).toEqual({
      'logged-out': 'stranded',
      replaced: 'waits',
      banned: 'stranded',
      'version-refused': 'waits',
      refused: 'stranded',
      'keys-unreadable': 'stranded',
    })
  })
})

it('a link that drops for a moment is not broken yet', () => {
  expect([
    linkSeverity(connected),
    linkSeverity(lost(1)),
    linkSeverity(lost(3)),
    linkSeverity(ended('banned')),
  ]).toEqual(['good', 'waiting', 'broken', 'broken'])
})
