import type { Period } from '#shared/domain/period.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** A stretch of days in words. */
export function usePeriodWords(): (period: Period) => string {
  const { t } = useTranslation('leadLists')
  const format = useFormat()
  const day = (value: string) => format.calendarDay(value)
  return period => {
    if (period.kind === 'last_days') return t('periods.lastDays', { count: period.days })
    if (period.kind !== 'between') return t(`periods.${period.kind}`)
    const { from, to } = period
    if (from !== null && to !== null)
      return from === to ? day(from) : t('periods.between', { from: day(from), to: day(to) })
    if (from !== null) return t('periods.since', { from: day(from) })
    return to === null ? t('periods.ever') : t('periods.until', { to: day(to) })
  }
}
