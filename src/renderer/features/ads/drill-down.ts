import { type LeadsSearch, parseLeadsSearch } from '../leads/leads-search.ts'
import type { AdsAsked } from './use-ads.ts'

interface Narrowed {
  readonly campaignId?: string | null
  readonly adSetId?: string | null
  readonly adId?: string | null
  /** Of them, whom the number counts. */
  readonly only?: 'appointments' | 'patients' | 'chats'
}

const one = (id: string | null | undefined) => (id ? [id] : [])

/** The list of the leads behind a number. */
export function leadsBehind(query: AdsAsked, { campaignId, adSetId, adId, only }: Narrowed = {}): LeadsSearch {
  return parseLeadsSearch({
    created: { kind: 'between', from: query.from, to: query.to },
    ads: {
      touch: query.touch,
      accountIds: query.accountIds,
      campaignIds: one(campaignId),
      adSetIds: one(adSetId),
      adIds: one(adId),
    },
    ...(query.brandIds.length > 0 &&
      query.accountIds.length === 0 &&
      campaignId === undefined && { brand: query.brandIds }),
    visit: only === 'appointments' || undefined,
    outcome: only === 'patients' ? ['converted'] : undefined,
    source: only === 'chats' ? ['click_to_whatsapp_ad'] : undefined,
  })
}

/** The same where it is counted by something else than ads. */
export function leadsOf(query: AdsAsked, by: 'source' | 'country' | 'consultant', key: string | null): LeadsSearch {
  return parseLeadsSearch({
    created: { kind: 'between', from: query.from, to: query.to },
    source: by === 'source' && key !== null ? [key] : undefined,
    country: by === 'country' && key !== null ? [key] : undefined,
    owner: by === 'consultant' ? [key ?? 'nobody'] : undefined,
  })
}
