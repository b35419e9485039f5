import { z } from 'zod'

/** Whose figures: of a whole ad account, or of a part of it. */
export const InsightLevel = z.enum(['account', 'campaign', 'adset', 'ad'])
export type InsightLevel = z.infer<typeof InsightLevel>

/**
 * What Meta counts and what may be added up over days and over parts. Money is whole, in the smallest unit of the account's currency.
 * Ratios are worked out from sums and never stored; reach is no sum at all and is asked of Meta for each stretch of days.
 */
export const InsightSums = z.object({
  spend: z.number().int(),
  impressions: z.number().int(),
  clicks: z.number().int(),
  linkClicks: z.number().int(),
  /** As Meta counts them, of forms at Meta, on sites and elsewhere. */
  leads: z.number().int(),
  /** Conversations that an ad opened, as Meta counts them. */
  chats: z.number().int(),
  purchases: z.number().int(),
  purchaseValue: z.number().int(),
})
export type InsightSums = z.infer<typeof InsightSums>
export const SUM_NAMES = Object.keys(InsightSums.shape) as (keyof InsightSums)[]

export const NO_SUMS: InsightSums = {
  spend: 0,
  impressions: 0,
  clicks: 0,
  linkClicks: 0,
  leads: 0,
  chats: 0,
  purchases: 0,
  purchaseValue: 0,
}

export function addSums(one: InsightSums, other: InsightSums): InsightSums {
  const sums = { ...one }
  for (const name of SUM_NAMES) sums[name] += other[name]
  return sums
}

/** Null where there is nothing to divide by: no clicks on no impressions are no rate of zero. */
export function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole
}

/** Clicks on what was shown, as a share of one. */
export const clickRate = ({ clicks, impressions }: InsightSums) => ratio(clicks, impressions)
/** In the smallest unit of the currency, with a fraction. */
export const costPerClick = ({ spend, clicks }: InsightSums) => ratio(spend, clicks)
export const costPerThousand = ({ spend, impressions }: InsightSums) => ratio(spend * 1_000, impressions)

/** How far back Meta tells figures. */
export const MONTHS_AT_META = 37
/** It changes what it said of so many days, today among them. */
export const REVISED_DAYS = 28
/** Of so many it changes a lot. */
export const UNSETTLED_DAYS = 3

/** By which of the ways that a lead came it is counted for an ad: the first, or the last that names an ad. */
export const AdTouch = z.enum(['first', 'last'])
export type AdTouch = z.infer<typeof AdTouch>
