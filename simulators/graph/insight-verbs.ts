import { z } from 'zod'
import { adThingOf } from './ad-statuses.ts'
import { enumOf } from './graph-fields.ts'
import { NOTHING_DELIVERED } from './insight-store.ts'
import { makeInsights } from './make-insights.ts'
import type { GraphSimulator } from './simulator.ts'

const id = z.string().min(1)
const whole = z.number().int().nonnegative()
const day = z.iso.date()
const delivered = z.object({
  spend: whole,
  impressions: whole,
  reach: whole,
  clicks: whole,
  linkClicks: whole,
  leads: whole,
  chats: whole,
  purchases: whole,
  purchaseValue: whole,
})

function verb<Input extends z.ZodType, Output>(
  input: Input,
  run: (simulator: GraphSimulator, input: z.output<Input>) => Output,
) {
  return { input, run }
}

/** What may be done to figures and states of ads. */
export const insightVerbs = {
  /** What an ad delivered on a day, or another figure than before; null: nothing was delivered. */
  setInsights: verb(
    z.object({ ad: id, days: z.array(z.object({ on: day, delivered: delivered.partial().nullable() })) }),
    ({ world }, { ad, days }) => {
      for (const { on, delivered: given } of days) {
        const figures = given && Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
        world.insights.set(ad, on, figures && { ...NOTHING_DELIVERED, ...figures })
      }
    },
  ),
  /** Days of figures as an office has them; of all ads where none are named. The same each time. */
  makeInsights: verb(
    z.object({ ads: z.array(id).optional(), from: day, to: day, scale: z.number().positive().optional() }),
    ({ world }, { ads, from, to, scale }) => ({
      days: makeInsights(world, { ads: ads ?? [...world.ads.keys()], from, to, ...(scale !== undefined && { scale }) }),
    }),
  ),
  /** Of a campaign, an ad set or an ad: what is asked for, what Meta makes of it, and its budget. */
  changeAdThing: verb(
    z.object({
      id,
      status: z.string().optional(),
      effectiveStatus: z.string().nullable().optional(),
      dailyBudget: whole.nullable().optional(),
      lifetimeBudget: whole.nullable().optional(),
      name: z.string().optional(),
    }),
    ({ world }, { id: which, ...changes }) => {
      const thing = adThingOf(world, which)
      if (changes.status !== undefined && !enumOf('configured_status').includes(changes.status))
        throw new Error(`Meta knows no status "${changes.status}"`)
      const given = Object.fromEntries(Object.entries(changes).filter(([, change]) => change !== undefined))
      Object.assign(thing, given, { updatedAt: world.seconds() })
    },
  ),
  /** More rows of insights than that at a time are refused; null: never. */
  limitInsights: verb(z.object({ most: whole.nullable() }), ({ world }, { most }) => {
    world.insights.mostRows = most
  }),
  /** The next reports come to nothing. */
  failReports: verb(z.object({ times: whole }), ({ world }, { times }) => {
    world.insights.failingReports = times
  }),
}
