import type { LeadId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import classes from './ad-origin.module.css'
import { AdOrigin, useAdClicks } from './ad-origin.tsx'

interface LeadAdsProps {
  readonly leadId: LeadId
  readonly className: string | undefined
  readonly titleClassName: string | undefined
}

/** The ads that a person clicked before they wrote. Nothing, for whoever came another way. */
export function LeadAds({ leadId, className, titleClassName }: LeadAdsProps) {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const now = useNow(60_000)
  const clicks = useAdClicks(leadId)
  if (clicks.length === 0) return null
  return (
    <section className={className} aria-label={t('ofLead')}>
      <h3 className={titleClassName}>{t('ofLead')}</h3>
      {clicks.map(click => (
        <article key={click.id} className={classes.click}>
          {click.pictureUrl !== null && <img className={classes.picture} src={click.pictureUrl} alt="" />}
          <span className={classes.text}>
            <span>{click.title ?? click.ad?.name ?? t('untitledAd')}</span>
            <time className={classes.names} dateTime={new Date(click.happenedAt).toISOString()}>
              {format.moment(click.happenedAt, now)}
            </time>
            <AdOrigin sourceUrl={click.sourceUrl} click={click} />
          </span>
        </article>
      ))}
    </section>
  )
}
