import { z } from 'zod'
import { ProfitBy } from '#shared/contract/insights.ts'
import { AdsSort } from '#shared/domain/ad-columns.ts'
import { AdAccountId, BrandId } from '#shared/domain/ids.ts'
import { AdTouch } from '#shared/domain/insight.ts'
import { addDays, calendarDayOf, Period } from '#shared/domain/period.ts'

/** One value stands in an address without the brackets of a list. */
function listed<Schema extends z.ZodType>(schema: Schema) {
  return z
    .preprocess(value => (value === undefined || Array.isArray(value) ? value : [value]), z.array(schema).optional())
    .catch(undefined)
}

/** The address reads a long number as one, and would round it. */
const MetaId = z.string().regex(/^\d{1,30}$/u)

/** What the page of the ads shows, as it stands in the address. */
const AdsSearch = z.object({
  period: Period.optional().catch(undefined),
  /** The days before are not shown beside these. */
  alone: z.literal(true).optional().catch(undefined),
  brand: listed(BrandId),
  account: listed(AdAccountId),
  touch: AdTouch.exclude(['first']).optional().catch(undefined),
  by: ProfitBy.optional().catch(undefined),
  /** Of these campaigns only. */
  campaign: listed(MetaId),
  /** Opened down to this ad set, with this ad pointed out. */
  adset: MetaId.optional().catch(undefined),
  ad: MetaId.optional().catch(undefined),
  sort: AdsSort.optional().catch(undefined),
  dir: z.literal('asc').optional().catch(undefined),
})
export type AdsSearch = z.infer<typeof AdsSearch>

export function parseAdsSearch(search: Record<string, unknown>): AdsSearch {
  const parsed = AdsSearch.parse(search)
  return Object.fromEntries(
    Object.entries(parsed).filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0)),
  )
}

export const USUAL_PERIOD: Period = { kind: 'last_days', days: 28 }

/** Nobody compares what nobody can draw: three years, as far as Meta goes back. */
const MOST_DAYS = 1_140

export interface Days {
  readonly from: string
  readonly to: string
}

/** The first and the last day of a period, by the office's calendar. */
export function daysOf(period: Period, timeZone: string, now: number): Days {
  const today = calendarDayOf(timeZone, now)
  switch (period.kind) {
    case 'today':
      return { from: today, to: today }
    case 'this_week':
      return { from: addDays(today, -((new Date(today).getUTCDay() + 6) % 7)), to: today }
    case 'this_month':
      return { from: `${today.slice(0, 8)}01`, to: today }
    case 'last_days':
      return { from: addDays(today, 1 - Math.min(period.days, MOST_DAYS)), to: today }
    case 'between': {
      const to = period.to ?? today
      const from = period.from ?? addDays(to, -27)
      return { from: from > to ? to : from < addDays(to, -MOST_DAYS) ? addDays(to, -MOST_DAYS) : from, to }
    }
  }
}

/** As many days, right before. */
export function daysBefore({ from, to }: Days): Days {
  const count = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1
  return { from: addDays(from, -count), to: addDays(from, -1) }
}

/** As fine as can be read. */
export function stepFor({ from, to }: Days): 'day' | 'week' | 'month' {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  if (days < 62) return 'day'
  return days < 200 ? 'week' : 'month'
}
