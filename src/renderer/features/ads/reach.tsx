import { useQuery } from '@tanstack/react-query'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import type { AdsAsked } from './use-ads.ts'

/** How many people saw it: asked of Meta for these very days, and not there where that makes no sense. */
export function Reach({ query }: { readonly query: AdsAsked }) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const { touch: _, campaignIds, ...asked } = query
  // Of a campaign by itself it is not kept: it would be asked of Meta with every look.
  const enabled = campaignIds.length === 0
  const { data } = useQuery(
    api.insights.reach.queryOptions({ input: asked, staleTime: 600_000, retry: false, enabled }),
  )
  if (!enabled) return null
  if (data === undefined || data.reason === 'not-connected') return null
  if (data.reach === null || data.impressions === null)
    return t(data.reason === 'several-accounts' ? 'reachOfSeveral' : 'reachRefused')
  if (data.reach === 0) return null
  const frequency = format.number(Math.round((data.impressions / data.reach) * 100) / 100)
  return t('reachIs', { reach: format.number(data.reach), frequency })
}
