import { z } from 'zod'

/**
 * Who made a campaign, an ad set or an ad run or stop, as far as its states tell: a person (or a rule of theirs) changes what is asked
 * for; Meta stops what is asked for by a review, a bill or a trouble; the rest goes with what it is part of.
 */
export const StatusActor = z.enum(['person', 'meta', 'parent'])
export type StatusActor = z.infer<typeof StatusActor>

export interface AdStatus {
  /** What was asked for. */
  readonly status: string
  /** What happens. */
  readonly effectiveStatus: string
}

const OF_PARENT = new Set(['CAMPAIGN_PAUSED', 'ADSET_PAUSED'])

/** Null where nothing has changed. */
export function actorOf(before: AdStatus, after: AdStatus): StatusActor | null {
  if (before.status !== after.status) return 'person'
  if (before.effectiveStatus === after.effectiveStatus) return null
  return OF_PARENT.has(before.effectiveStatus) || OF_PARENT.has(after.effectiveStatus) ? 'parent' : 'meta'
}

/** It is shown to people. */
export function isRunning({ effectiveStatus }: Pick<AdStatus, 'effectiveStatus'>): boolean {
  return effectiveStatus === 'ACTIVE'
}
