import { Anchor } from '@mantine/core'
import { skipToken, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { AdClick } from '#shared/contract/ads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { addDays, calendarDayOf } from '#shared/domain/period.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff, useTimeZone } from '../../rpc/use-connection.ts'
import { safeAddress } from '../conversations/message-text.ts'
import classes from './ad-origin.module.css'
import type { AdsSearch } from './ads-search.ts'

/** The clicks on ads that brought somebody, the newest first. */
export function useAdClicks(leadId: LeadId | undefined): readonly AdClick[] {
  const input = leadId === undefined ? skipToken : { leadId }
  return useQuery(api.ads.ofLead.queryOptions({ input })).data ?? []
}

interface AdOriginProps {
  readonly sourceUrl: string | null
  /** Undefined: not known yet. */
  readonly click: AdClick | undefined
}

/** What an ad is part of, and the ways to it: at Meta, and for managers to what it costs. */
export function AdOrigin({ sourceUrl, click }: AdOriginProps) {
  const { t } = useTranslation('ads')
  const search = useSearchFor(click)
  const names = [click?.campaign?.name, click?.adSet?.name, click?.ad?.name].filter(name => Boolean(name))
  const href = sourceUrl === null ? null : safeAddress(sourceUrl)
  return (
    <>
      {names.length > 0 && (
        <span className={classes.names} title={names.join(' › ')}>
          {names.join(' › ')}
        </span>
      )}
      {(href !== null || search !== null) && (
        <span className={classes.ways}>
          {href !== null && (
            <Anchor href={href} target="_blank" rel="noopener noreferrer" inherit title={href}>
              {t('openAd')}
            </Anchor>
          )}
          {search !== null && (
            <Anchor component={Link} to="/ads" search={search as never} inherit>
              {t('openFigures')}
            </Anchor>
          )}
        </span>
      )}
    </>
  )
}

const USUAL_DAYS = 28

/** The page of the ads, narrowed to the campaign, in days that hold the click; null where there is nothing for this person to see. */
function useSearchFor(click: AdClick | undefined): AdsSearch | null {
  const isManager = useSignedInStaff().role !== 'consultant'
  const timeZone = useTimeZone() ?? 'UTC'
  if (!isManager || !click?.campaign) return null
  const day = calendarDayOf(timeZone, click.happenedAt)
  const isRecent = day > addDays(calendarDayOf(timeZone, coreNow()), -USUAL_DAYS)
  return {
    campaign: [click.campaign.id],
    ...(click.adSet && { adset: click.adSet.id }),
    ...(click.ad && { ad: click.ad.id }),
    ...(!isRecent && { period: { kind: 'between', from: addDays(day, -14), to: addDays(day, 14) } }),
  }
}
