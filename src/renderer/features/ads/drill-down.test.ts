import { describe, expect, it } from 'vitest'
import type { AdAccountId, BrandId } from '#shared/domain/ids.ts'
import { toLeadFilter } from '../leads/leads-search.ts'
import { leadsBehind, leadsOf } from './drill-down.ts'

const days = { from: '2026-11-01', to: '2026-11-28' }
const query = { ...days, brandIds: [], accountIds: [], campaignIds: [], touch: 'first' as const }
const created = { kind: 'between', ...days }
const brandId = '01900000-0000-7000-8000-000000000001' as BrandId
const accountId = '01900000-0000-7000-8000-000000000002' as AdAccountId

describe('the people behind a number', () => {
  it('are those of its days whom any ad has brought', () => {
    const { ads, ...filter } = toLeadFilter(leadsBehind(query))
    expect(filter).toMatchObject({ created, hasVisit: false, outcomes: [], sources: [], brands: [] })
    expect(ads).toEqual({ touch: 'first', accountIds: [], campaignIds: [], adSetIds: [], adIds: [] })
  })

  it('are narrowed as the number is', () => {
    const ids = { campaignId: '11', adSetId: '12', adId: '13' }
    const { ads } = toLeadFilter(leadsBehind({ ...query, touch: 'last' }, ids))
    expect(ads).toEqual({ touch: 'last', accountIds: [], campaignIds: ['11'], adSetIds: ['12'], adIds: ['13'] })
    expect(toLeadFilter(leadsBehind(query, { only: 'appointments' }))).toMatchObject({ hasVisit: true })
    expect(toLeadFilter(leadsBehind(query, { only: 'patients' }))).toMatchObject({ outcomes: ['converted'] })
    expect(toLeadFilter(leadsBehind(query, { only: 'chats' }))).toMatchObject({ sources: ['click_to_whatsapp_ad'] })
  })

  it('are those of what the page was narrowed to', () => {
    expect(toLeadFilter(leadsBehind({ ...query, campaignIds: ['11', '21'] })).ads?.campaignIds).toEqual(['11', '21'])
    expect(toLeadFilter(leadsBehind({ ...query, campaignIds: ['11'] }, { campaignId: '21' })).ads?.campaignIds).toEqual(
      ['21'],
    )
    expect(toLeadFilter(leadsBehind({ ...query, accountIds: [accountId] })).ads?.accountIds).toEqual([accountId])
    expect(toLeadFilter(leadsBehind({ ...query, brandIds: [brandId] })).brands).toEqual([brandId])
    expect(toLeadFilter(leadsOf({ ...query, brandIds: [brandId] }, 'source', 'manual'))).toMatchObject({
      ...{ brands: [brandId], sources: ['manual'], ads: null },
    })
  })

  it('who came by something else than an ad are counted too', () => {
    expect(toLeadFilter(leadsOf(query, 'country', 'DE', 'patients'))).toMatchObject({
      ...{ created, ads: null, countries: ['DE'], outcomes: ['converted'] },
    })
    expect(toLeadFilter(leadsOf(query, 'consultant', null))).toMatchObject({ owners: ['nobody'] })
  })
})
