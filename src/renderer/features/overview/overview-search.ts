import { z } from 'zod'
import { StaffId } from '#shared/domain/ids.ts'
import { Period } from '#shared/domain/period.ts'
import type { LeadsSearch } from '../leads/leads-search.ts'

/** What the overview is asked for, as it stands in the address. */
const OverviewSearch = z.object({
  period: Period.optional().catch(undefined),
  owner: StaffId.optional().catch(undefined),
  /** Left out: with the stretch before beside it. */
  compare: z.literal(false).optional().catch(undefined),
})
export type OverviewSearch = z.infer<typeof OverviewSearch>

export const USUAL_PERIOD: Period = { kind: 'last_days', days: 30 }

export function parseOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const parsed = OverviewSearch.parse(search)
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined))
}

/** The list behind a number: the leads of the period, and whatever else the number is about. */
export function leadsBehind(
  { period = USUAL_PERIOD, owner }: OverviewSearch,
  about: LeadsSearch,
  { seesAll }: { seesAll: boolean },
): LeadsSearch {
  const mine: LeadsSearch = seesAll ? (owner === undefined ? {} : { owner: [owner] }) : { owner: ['me'] }
  return { created: period, ...mine, ...about }
}
