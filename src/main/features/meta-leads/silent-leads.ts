/** What is known of a form's counts, at Meta and here. */
export interface Counted {
  /** Meta's own count, with what is too old to be had. */
  readonly atMeta: number
  readonly stored: number
  readonly tests: number
  /** Nothing of the form came with this fetch: only then are the two counts of one moment. */
  readonly isQuiet: boolean
}

export interface GapState {
  readonly baselineGap: number | null
  readonly gap: number
  readonly gapSince: number | null
  readonly gapLooks: number
  readonly isGapTold: boolean
  readonly gapHealedAt: number | null
  /** As many as a person has accepted: they are no gap any more, more of them are. */
  readonly gapAccepted: number
}

export type GapStep = 'none' | 'refetch' | 'alarm' | 'healed'

/** Told once, and then looked for again now and then, not with every fetch. */
const LOOKS_BETWEEN_REFETCHES = 12

/**
 * Entries that Meta counts and we do not have (row G4). Meta's count holds what was there before us and what has expired, so it is
 * growth since a baseline that counts. One look may come too early: an entry is counted some minutes before it is given away. At the
 * second everything is fetched without a filter; what is missing then still is told.
 *
 *   no gap → first look → second look: fetched again → healed, or told once → fetched again now and then → healed
 *                                                                     told → accepted by a person → no gap, until there are more
 */
export function lookAtGap(
  before: GapState,
  { atMeta, stored, tests, isQuiet }: Counted,
  { now, hasRefetched }: { now: number; hasRefetched: boolean },
): { after: GapState; step: GapStep } {
  const difference = atMeta - stored
  if (before.baselineGap === null) {
    return { after: { ...noGap(before), baselineGap: isQuiet ? difference : null }, step: 'none' }
  }
  const missing = difference - before.baselineGap
  // Of those accepted some may come after all: as many again that stay away later are news.
  const gapAccepted = Math.min(before.gapAccepted, Math.max(0, missing))
  const gap = missing - gapAccepted
  if (gap <= 0) {
    const isHealed = before.isGapTold || (hasRefetched && before.gap > 0)
    const after = { ...noGap(before), gapAccepted }
    return isHealed ? { after: { ...after, gapHealedAt: now }, step: 'healed' } : { after, step: 'none' }
  }
  const seen = { ...before, gapAccepted, gap, gapSince: before.gapSince ?? now }
  if (!hasRefetched) {
    const after = { ...seen, gapLooks: before.gapLooks + 1 }
    const isDue = before.isGapTold ? after.gapLooks % LOOKS_BETWEEN_REFETCHES === 0 : after.gapLooks >= 2
    return { after, step: isDue ? 'refetch' : 'none' }
  }
  // Whether Meta counts entries that only try the form out is not written anywhere: as many as there are of those are no gap.
  if (gap <= tests) return { after: { ...noGap(before), baselineGap: difference, gapAccepted: 0 }, step: 'none' }
  return { after: { ...seen, isGapTold: true }, step: before.isGapTold ? 'none' : 'alarm' }
}

/** A person has looked into it: these entries will not come, and nobody is to be told of them again. */
export function acceptGap(before: GapState): GapState {
  return { ...noGap(before), gapAccepted: before.gapAccepted + before.gap }
}

function noGap(before: GapState): GapState {
  return { ...before, gap: 0, gapSince: null, gapLooks: 0, isGapTold: false }
}
