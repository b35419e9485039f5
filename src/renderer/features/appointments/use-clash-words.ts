import type { Clash } from '#shared/contract/appointments.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** What stands in the way, as a sentence. */
export function useClashWords(): (clash: Clash | undefined) => string {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  return clash => {
    if (clash === undefined) return ''
    const { kind, startsAt, endsAt, other, name } = clash
    const values = {
      day: format.date(startsAt),
      from: format.time(other === null ? startsAt : other.startsAt),
      until: format.time(other === null ? endsAt : other.endsAt),
      name: other?.name ?? '',
      person: name ?? '',
    }
    if (kind === 'day_off') return t('clash.day_off', { ...values, name: name ?? '' })
    if (kind === 'not_theirs') return t('clash.not_theirs', values)
    if (kind === 'outside_hours') return t('clash.outside_hours', values)
    if (kind === 'lead') return t('clash.lead', values)
    return values.name === '' ? t(`clash.${kind}_unknown`, values) : t(`clash.${kind}`, values)
  }
}
