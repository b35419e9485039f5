import type { ScheduleLabelsOverride } from '@mantine/schedule'
import { useMemo } from 'react'
import { useTranslation } from '../../i18n/use-translation.ts'

/** The words inside the calendar, for the eye and for screen readers. */
export function useScheduleLabels(): ScheduleLabelsOverride {
  const { t } = useTranslation('appointments')
  return useMemo(
    () => ({
      day: t('view.day'),
      week: t('view.week'),
      month: t('view.month'),
      weekday: t('weekday'),
      allDay: t('allDay'),
      timeSlot: t('timeSlot'),
      today: t('today'),
      next: t('next'),
      previous: t('previous'),
      more: t('moreEvents'),
      noEvents: t('noEvents'),
      resource: t('staff'),
      resources: t('staff'),
      moreLabel: (count: number) => t('moreLabel', { count }),
    }),
    [t],
  )
}
