import type { Reminder, ReminderRule } from '#shared/contract/reminders.ts'
import { ReminderReason } from '#shared/domain/reminder.ts'
import type { Translate } from '#shared/i18n/keys.ts'

export type OffsetUnit = 'minutes' | 'hours' | 'days'

const MINUTES_OF: Readonly<Record<OffsetUnit, number>> = { minutes: 1, hours: 60, days: 1_440 }

/** The largest unit in which it is a whole number; a day is told as 24 hours, as people who plan reminders do. */
export function splitOffset(minutes: number): { count: number; unit: OffsetUnit } {
  if (minutes >= 2_880 && minutes % 1_440 === 0) return { count: minutes / 1_440, unit: 'days' }
  if (minutes >= 60 && minutes % 60 === 0) return { count: minutes / 60, unit: 'hours' }
  return { count: minutes, unit: 'minutes' }
}

export function joinOffset(count: number, unit: OffsetUnit): number {
  return count * MINUTES_OF[unit]
}

/** "24 hours before", "When it is done, 2 hours later". */
export function wordRule(
  t: Translate<'reminders'>,
  { trigger, minutes }: { trigger: ReminderRule['trigger'] | null; minutes: number | null },
): string {
  if (trigger === null || minutes === null) return t('noTemplate')
  const { count, unit } = splitOffset(minutes)
  const length = t(`length.${unit}`, { count })
  if (trigger === 'before') return t('before', { length })
  const what = t(`triggers.${trigger}`)
  return minutes === 0 ? t('atOnce', { what }) : t('after', { what, length })
}

/** Why one was not sent. */
export function wordReason(t: Translate<'reminders'>, { reason, detail }: Pick<Reminder, 'reason' | 'detail'>): string {
  const known = ReminderReason.safeParse(reason)
  return known.success ? t(`reasons.${known.data}`, { fields: detail ?? '' }) : t('reasons.other')
}
