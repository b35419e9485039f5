import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import type { AdsAsked } from './use-ads.ts'

/** How many people saw it: asked of Meta for these very days, and not there where that makes no sense. */
export function Reach({ query }: { readonly query: AdsAsked }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const { touch: _, ...asked } = query
  const { data } = useQuery(api.insights.reach.queryOptions({ input: asked, staleTime: 600_000, retry: false }))
  if (data === undefined || data.reason === 'not-connected') return null
  if (data.reach === null || data.impressions === null)
    return t(data.reason === 'several-accounts' ? 'reachOfSeveral' : 'reachRefused')
  if (data.reach === 0) return null
  const frequency = (data.impressions / data.reach).toFixed(2)
  return t('reachIs', { reach: format.number(data.reach), frequency })
}
