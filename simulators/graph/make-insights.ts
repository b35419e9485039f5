import { NOTHING_DELIVERED } from './insight-store.ts'
import type { Ad, GraphWorld } from './world.ts'

const DAY_MS = 86_400_000
/** Monday to Sunday: a clinic's ads sell on week days and on Sunday evenings. */
const WEEK = [1.08, 1.04, 1, 1.02, 0.94, 0.8, 1.12]
/** January to December. */
const YEAR = [0.92, 0.95, 1.06, 1.1, 1.12, 1.02, 0.86, 0.84, 1.05, 1.1, 1.16, 0.82]

/** In units of a hundred: what a thousand impressions cost. Of yen and dinars as many as make sense there. */
const COST_OF_THOUSAND: Record<string, number> = { TRY: 9_500, EUR: 780, USD: 820, JPY: 1_250, KWD: 2_600 }

/**
 * Days of figures as an office has them, the same for the same ads and days: weeks, seasons, good ads and tired ones, and days on which
 * nothing was delivered.
 */
export function makeInsights(
  world: GraphWorld,
  { ads, from, to, scale = 1 }: { ads: readonly string[]; from: string; to: string; scale?: number },
): number {
  let made = 0
  for (const [place, id] of ads.entries()) {
    const ad = world.ads.get(id)
    const currency = ad && world.adAccounts.get(world.originOf(id)?.campaign.accountId ?? '')?.currency
    if (!ad || currency === undefined) throw new Error(`There is no ad "${id}"`)
    for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) {
      const day = deliver(ad, place, at, { currency, scale, age: (at - Date.parse(from)) / DAY_MS })
      if (day === null) continue
      world.insights.set(id, new Date(at).toISOString().slice(0, 10), day)
      made += 1
    }
  }
  return made
}

function deliver(
  { formId }: Ad,
  place: number,
  at: number,
  { currency, scale, age }: { currency: string; scale: number; age: number },
) {
  const chance = chancesOf(place + 1, Math.round(at / DAY_MS))
  if (chance() < 0.03) return null
  const date = new Date(at)
  const season = (WEEK[(date.getUTCDay() + 6) % 7] ?? 1) * (YEAR[date.getUTCMonth()] ?? 1)
  const size = (0.6 + ((place * 7) % 5) * 0.25) * scale
  const impressions = Math.round(11_000 * size * season * (0.8 + 0.4 * chance()))
  // An ad tires in the course of three months and is made anew.
  const freshness = 1 - 0.35 * ((age % 90) / 90)
  const clicks = Math.round(impressions * 0.017 * freshness * (0.8 + 0.4 * chance()))
  const linkClicks = Math.round(clicks * 0.62)
  const result = Math.round(linkClicks * (0.045 + 0.02 * chance()))
  const cost = COST_OF_THOUSAND[currency] ?? 900
  const purchases = chance() < 0.08 ? 1 : 0
  return {
    ...NOTHING_DELIVERED,
    spend: Math.round((impressions / 1_000) * cost * (0.9 + 0.2 * chance())),
    impressions,
    reach: Math.round(impressions * (0.78 + 0.08 * chance())),
    clicks,
    linkClicks,
    leads: formId === null ? 0 : result,
    chats: formId === null ? result : Math.round(result * 0.15),
    purchases,
    purchaseValue: purchases * cost * 40,
  }
}

/** The same numbers for the same seeds, in every process. */
function chancesOf(...seeds: number[]): () => number {
  let state = seeds.reduce((mixed, seed) => Math.imul(mixed ^ seed, 0x9e3779b1) >>> 0, 0x85ebca6b)
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
