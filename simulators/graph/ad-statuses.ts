import { enumOf } from './graph-fields.ts'
import { MetaError } from './meta-error.ts'
import type { Ad, AdSet, Campaign, GraphWorld } from './world.ts'

/** What happens, beside what was asked for: nothing runs in what stands still. */
export function effectiveStatusOf(world: GraphWorld, level: 'campaign' | 'adset' | 'ad', id: string): string {
  const { ad, adSet, campaign } = chainOf(world, level, id)
  const own = ad ?? adSet ?? campaign
  if (!own) return 'DELETED'
  if (own.effectiveStatus !== undefined && own.effectiveStatus !== null) return own.effectiveStatus
  if (own.status !== 'ACTIVE') return own.status
  if (own !== campaign && campaign && campaign.status !== 'ACTIVE') return 'CAMPAIGN_PAUSED'
  if (own === ad && adSet && adSet.status !== 'ACTIVE') return 'ADSET_PAUSED'
  return 'ACTIVE'
}

function chainOf(world: GraphWorld, level: 'campaign' | 'adset' | 'ad', id: string) {
  const ad = level === 'ad' ? world.ads.get(id) : undefined
  const adSet = level === 'campaign' ? undefined : world.adSets.get(ad?.adSetId ?? id)
  const campaign = world.campaigns.get(adSet?.campaignId ?? id)
  return { ad, adSet, campaign }
}

/** Whatever of the three has that id. */
export function adThingOf(world: GraphWorld, id: string): Campaign | AdSet | Ad {
  const thing = world.campaigns.get(id) ?? world.adSets.get(id) ?? world.ads.get(id)
  if (!thing) throw new Error(`There is no campaign, ad set or ad "${id}"`)
  return thing
}

/** Those whose state somebody asks for; what is archived or deleted only comes to whoever says so. */
export function withStatus<Thing extends { id: string }>(
  world: GraphWorld,
  level: 'campaign' | 'adset' | 'ad',
  things: readonly Thing[],
  wanted: string | null,
): Thing[] {
  const statuses = wanted === null ? null : (JSON.parse(wanted) as string[])
  const known = enumOf(`${level}_effective_status`)
  const unknown = statuses?.find(status => !known.includes(status))
  if (unknown !== undefined)
    throw new MetaError({ code: 100, message: `(#100) Param effective_status[0] must be one of {${known.join(', ')}}` })
  return things.filter(({ id }) => {
    const status = effectiveStatusOf(world, level, id)
    return statuses === null ? status !== 'ARCHIVED' && status !== 'DELETED' : statuses.includes(status)
  })
}
