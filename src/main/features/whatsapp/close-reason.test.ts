import { describe, expect, it } from 'vitest'
import { type CloseVerdict, judgeClose } from './close-reason.ts'

const retry = (trouble: 'network' | 'server', code: number | null, countsAsBroken = false): CloseVerdict => ({
  kind: 'retry',
  trouble,
  code,
  countsAsBroken,
})

/** whatsapp.md 3.9, row by row. */
const table: [what: string, code: number | null, verdict: CloseVerdict][] = [
  ['a restart after pairing', 515, { kind: 'restart' }],
  ['a dropped line, or the end of the stream', 428, retry('network', 428)],
  ['a lost keep-alive, a time-out, no DNS, a refused connection', 408, retry('network', 408)],
  ['no code at all', null, retry('network', null)],
  ['a server that is busy', 503, retry('server', 503)],
  ['the catch-all', 500, retry('server', 500, true)],
  ['code 516', 516, retry('server', 516)],
  ['another client in our place', 440, { kind: 'end', end: 'replaced', code: 440 }],
  ['removed on the phone', 401, { kind: 'end', end: 'logged-out', code: 401 }],
  ['banned', 403, { kind: 'end', end: 'banned', code: 403 }],
  ['an old version', 405, { kind: 'end', end: 'version-refused', code: 405 }],
  ['refused (406)', 406, { kind: 'end', end: 'refused', code: 406 }],
  ['refused (409)', 409, { kind: 'end', end: 'refused', code: 409 }],
  ['multi-device refused', 411, { kind: 'end', end: 'refused', code: 411 }],
]

describe('what a close means', () => {
  it.each(table)('%s', (_what, code, verdict) => {
    expect(judgeClose({ code, isPortal: false, areCodesUsedUp: false })).toEqual(verdict)
  })

  it.each([200, 401, 403, 503])('a portal that answers %i is no word of WhatsApp', code => {
    expect(judgeClose({ code, isPortal: true, areCodesUsedUp: false })).toEqual({
      kind: 'retry',
      trouble: 'portal',
      code,
      countsAsBroken: false,
    })
  })

  it('codes that nobody used have the number of a lost network, and are none', () => {
    expect(judgeClose({ code: 408, isPortal: false, areCodesUsedUp: true })).toEqual({ kind: 'expired' })
  })
})
