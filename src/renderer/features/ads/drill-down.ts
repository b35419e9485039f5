import { type LeadsSearch, parseLeadsSearch } from '../leads/leads-search.ts'
import type { AdsAsked } from './use-ads.ts'

/** Of the leads, whom a number counts. */
export type Only = 'appointments' | 'patients' | 'chats'

interface Narrowed {
  readonly campaignId?: string | null
  readonly adSetId?: string | null
  readonly adId?: string | null
  readonly only?: Only
}

const one = (id: string | null | undefined) => (id ? [id] : [])

/** The list of the leads behind a number. */
export function leadsBehind(query: AdsAsked, { campaignId, adSetId, adId, only }: Narrowed = {}): LeadsSearch {
  return parseLeadsSearch({
    created: { kind: 'between', from: query.from, to: query.to },
    ads: {
      touch: query.touch,
      accountIds: query.accountIds,
      campaignIds: campaignId ? [campaignId] : query.campaignIds,
      adSetIds: one(adSetId),
      adIds: one(adId),
    },
    ...(query.brandIds.length > 0 &&
      query.accountIds.length === 0 &&
      query.campaignIds.length === 0 &&
      campaignId === undefined && { brand: query.brandIds }),
    ...narrowed(only),
  })
}

/** The same where it is counted by something else than ads. */
export function leadsOf(
  query: AdsAsked,
  by: 'source' | 'country' | 'consultant',
  key: string | null,
  only?: Only,
): LeadsSearch {
  return parseLeadsSearch({
    created: { kind: 'between', from: query.from, to: query.to },
    ...narrowed(only),
    ...((query.accountIds.length > 0 || query.campaignIds.length > 0) && {
      ads: {
        ...{ touch: query.touch, accountIds: query.accountIds, campaignIds: query.campaignIds },
        ...{ adSetIds: [], adIds: [] },
      },
    }),
    // Whoever an ad of a brand brought is that brand's, as is whoever came to it another way.
    ...(query.brandIds.length > 0 &&
      query.accountIds.length === 0 &&
      query.campaignIds.length === 0 && { brand: query.brandIds }),
    ...(by === 'source' && key !== null && { source: [key] }),
    country: by === 'country' && key !== null ? [key] : undefined,
    owner: by === 'consultant' ? [key ?? 'nobody'] : undefined,
  })
}

function narrowed(only: Only | undefined) {
  return {
    visit: only === 'appointments' || undefined,
    outcome: only === 'patients' ? ['converted'] : undefined,
    ...(only === 'chats' && { source: ['click_to_whatsapp_ad'] }),
  }
}
