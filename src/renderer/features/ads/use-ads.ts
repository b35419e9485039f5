import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { type AdsSearch, daysBefore, daysOf, parseAdsSearch, stepFor, USUAL_PERIOD } from './ads-search.ts'

/** What the page shows, and how to show something else. */
export function useAdsSearch() {
  const search: AdsSearch = useSearch({ from: '/ads' })
  const navigate = useNavigate()
  const timeZone = useTimeZone() ?? 'UTC'
  const change = useCallback(
    (changed: AdsSearch) =>
      void navigate({
        to: '/ads',
        search: before => parseAdsSearch({ ...before, ...changed }),
        replace: true,
      }),
    [navigate],
  )
  const { period, brand, account, campaign, touch } = search
  const days = useMemo(() => daysOf(period ?? USUAL_PERIOD, timeZone, coreNow()), [period, timeZone])
  const query = useMemo(
    () => ({
      ...days,
      ...{ brandIds: brand ?? [], accountIds: account ?? [], campaignIds: campaign ?? [] },
      touch: touch ?? ('first' as const),
    }),
    [days, brand, account, campaign, touch],
  )
  return { search, change, days, query }
}
export type AdsAsked = ReturnType<typeof useAdsSearch>['query']

/** What the page may be narrowed to. */
export function useAdsCampaigns({ brandIds, accountIds }: Pick<AdsAsked, 'brandIds' | 'accountIds'>) {
  return useQuery(api.insights.campaigns.queryOptions({ input: { brandIds, accountIds } }))
}

export function useAdsAccounts() {
  return useQuery(api.insights.accounts.queryOptions())
}

/** The figures of the period and of the one before; those on the screen stay until the new ones are there. */
export function useAdsFigures(query: AdsAsked, isAlone: boolean) {
  const before = { ...query, ...daysBefore(query) }
  const kept = { placeholderData: keepPreviousData }
  return {
    now: useQuery(api.insights.overview.queryOptions({ input: query, ...kept })),
    before: useQuery(api.insights.overview.queryOptions({ input: before, enabled: !isAlone, ...kept })),
    series: useQuery(api.insights.series.queryOptions({ input: { ...query, step: stepFor(query) }, ...kept })),
  }
}
