import { describe, expect, it } from 'vitest'
import { acceptGap, type GapState, lookAtGap } from './silent-leads.ts'
import { windowsOf } from './sync-windows.ts'

const NONE: GapState = {
  baselineGap: null,
  gap: 0,
  gapSince: null,
  gapLooks: 0,
  isGapTold: false,
  gapHealedAt: null,
  gapAccepted: 0,
}
const at = (now: number, hasRefetched = false) => ({ now, hasRefetched })

function look(
  before: GapState,
  atMeta: number,
  stored: number,
  { now = 1, hasRefetched = false, tests = 0, isQuiet = true } = {},
) {
  return lookAtGap(before, { atMeta, stored, tests, isQuiet }, at(now, hasRefetched))
}

describe('entries that Meta counts and that do not come', () => {
  it('are measured from what was missing when everything was fetched first', () => {
    const { after, step } = look(NONE, 42, 30)
    expect(step).toBe('none')
    expect(after.baselineGap).toBe(12)
    expect(look(after, 45, 33)).toMatchObject({ step: 'none', after: { gap: 0 } })
  })

  it('are measured only when nothing came with the fetch: then both counts are of one moment', () => {
    expect(look(NONE, 42, 45, { isQuiet: false }).after.baselineGap).toBeNull()
  })

  it('are fetched again at the second look, and told once when that did not bring them', () => {
    const start = { ...NONE, baselineGap: 0 }
    const first = look(start, 10, 8, { now: 100 })
    expect(first).toMatchObject({ step: 'none', after: { gap: 2, gapSince: 100 } })
    const second = look(first.after, 10, 8, { now: 200 })
    expect(second.step).toBe('refetch')
    const alarmed = look(second.after, 10, 8, { now: 200, hasRefetched: true })
    expect(alarmed).toMatchObject({ step: 'alarm', after: { isGapTold: true, gapSince: 100 } })
    const later = look(alarmed.after, 10, 8, { now: 300 })
    expect(later.step).toBe('none')
    expect(look({ ...later.after, gapLooks: 11 }, 10, 8, { now: 400 }).step).toBe('refetch')
    expect(look({ ...later.after, gapLooks: 11 }, 10, 8, { now: 400, hasRefetched: true }).step).toBe('none')
    expect(look(later.after, 10, 10, { now: 500 })).toMatchObject({
      step: 'healed',
      after: { gap: 0, isGapTold: false, gapHealedAt: 500, baselineGap: 0 },
    })
  })

  it('that come a little later than they are counted are no gap', () => {
    const first = look({ ...NONE, baselineGap: 0 }, 10, 9)
    expect(look(first.after, 10, 10)).toMatchObject({ step: 'none', after: { gap: 0, gapLooks: 0 } })
  })

  it('say so when fetching everything brought them', () => {
    const seen = { ...NONE, baselineGap: 0, gap: 2, gapSince: 1, gapLooks: 2 }
    expect(look(seen, 10, 10, { hasRefetched: true })).toMatchObject({ step: 'healed', after: { gap: 0 } })
  })

  it('that a person has accepted come back only when there are more of them', () => {
    const told = { ...NONE, baselineGap: 2, gap: 3, gapSince: 1, gapLooks: 2, isGapTold: true }
    const accepted = acceptGap(told)
    expect(accepted).toMatchObject({ gap: 0, gapAccepted: 3, isGapTold: false, baselineGap: 2 })
    const same = look(accepted, 15, 10)
    expect(same).toMatchObject({ step: 'none', after: { gap: 0, gapAccepted: 3, gapHealedAt: null } })
    const more = look(look(same.after, 16, 10).after, 16, 10)
    expect(more).toMatchObject({ step: 'refetch', after: { gap: 1, gapAccepted: 3 } })
    const alarmed = look(more.after, 16, 10, { hasRefetched: true })
    expect(alarmed).toMatchObject({ step: 'alarm', after: { gap: 1, isGapTold: true } })
    expect(acceptGap(alarmed.after)).toMatchObject({ gapAccepted: 4 })
  })

  it('of which some come after all are accepted only as far as they still stay away', () => {
    const accepted = acceptGap({ ...NONE, baselineGap: 0, gap: 3, isGapTold: true })
    const fewer = look(accepted, 10, 9)
    expect(fewer).toMatchObject({ step: 'none', after: { gapAccepted: 1 } })
    // Two of later ones stay away: that is not what was accepted.
    expect(look(fewer.after, 20, 17).after).toMatchObject({ gap: 2, gapAccepted: 1 })
  })

  it('are none where they only tried the form out', () => {
    const seen = { ...NONE, baselineGap: 0, gap: 1, gapSince: 1, gapLooks: 2 }
    expect(look(seen, 10, 9, { hasRefetched: true, tests: 1 })).toMatchObject({
      step: 'none',
      after: { gap: 0, baselineGap: 1 },
    })
  })
})

describe('what is asked for', () => {
  const NOW = Date.UTC(2026, 10, 21)
  const form = { cursorAt: null, isCaughtUp: false, leadsCount: 42, expiredCount: 7 }

  it('is everything at first, and then what came since, with ten minutes before it', () => {
    expect(windowsOf(form, NOW)).toEqual([{ after: null, before: null }])
    expect(windowsOf({ ...form, cursorAt: 5_000_000, isCaughtUp: true }, NOW)).toEqual([
      { after: 5_000_000 - 600_000, before: null },
    ])
  })

  it('comes in pieces without a hole between them when there is much of it', () => {
    const windows = windowsOf({ ...form, leadsCount: 100_000, expiredCount: 0 }, NOW)
    expect(windows).toHaveLength(100)
    expect(windows[0]?.after).toBeNull()
    expect(windows.at(-1)?.before).toBeNull()
    for (const [index, window] of windows.slice(1).entries()) {
      expect(window.after).toBeLessThan(windows[index]?.before ?? 0)
    }
  })

  it('goes on where it was, and asks for everything when the clock is long behind', () => {
    const cursorAt = NOW - 10 * 24 * 3_600_000
    const much = { ...form, leadsCount: 5_000, expiredCount: 0, cursorAt }
    expect(windowsOf(much, NOW)[0]?.after).toBe(cursorAt - 600_000)
    expect(windowsOf(much, cursorAt - 700_000)).toEqual([{ after: cursorAt - 600_000, before: null }])
  })
})
