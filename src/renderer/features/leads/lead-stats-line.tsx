import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import classes from './leads-page.module.css'

interface LeadStatsLineProps {
  readonly outcome: StageOutcome | null
  readonly onChoose: (outcome: StageOutcome | undefined) => void
}

/** How many there are in all and in each outcome; an outcome is also a filter. */
export function LeadStatsLine({ outcome, onChoose }: LeadStatsLineProps) {
  const { t } = useTranslation('leads')
  const format = useFormat()
  const { data: stats } = useQuery(api.leads.stats.queryOptions())
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const customer = settings?.customerWord ?? 'customer'
  return (
    <div className={classes.stats} role="group" aria-label={t('statsLabel')}>
      {stats !== undefined && (
        <>
          <span className={classes.stat}>
            {t('statsTotal', { count: stats.total, formatted: format.number(stats.total) })}
          </span>
          {StageOutcome.options.map(one => (
            <UnstyledButton
              key={one}
              fz="inherit"
              className={classes.stat}
              aria-pressed={outcome === one}
              onClick={() => onChoose(outcome === one ? undefined : one)}
            >
              <b className="tabular">{format.number(stats[one])}</b>{' '}
              {one === 'converted' ? t(`outcomes.${customer}`) : t(`outcomes.${one}`)}
            </UnstyledButton>
          ))}
          {stats.firstAnswer !== null && (
            <span
              className={classes.stat}
              title={t('statsFirstAnswerOf', {
                count: stats.firstAnswer.leads,
                formatted: format.number(stats.firstAnswer.leads),
              })}
            >
              {t('statsFirstAnswer', { duration: format.waiting(0, stats.firstAnswer.averageMs) })}
            </span>
          )}
        </>
      )}
    </div>
  )
}
