import { addDays } from '#shared/domain/zoned-time.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import type { CalendarView } from './calendar-search.ts'

const tags = { tr: 'tr-TR', en: 'en-US' }

/** "30 Kasım – 6 Aralık 2026", "Aralık 2026", "1 Aralık 2026 Salı": which days are shown. */
export function useCalendarTitle(view: CalendarView, { from, until }: { from: string; until: string }): string {
  const locale = useLocale()
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tags[locale], { ...options, timeZone: 'UTC' })
  if (view === 'people' || view === 'day')
    return format({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }).format(at(from))
  // The first week of the page may begin in the month before.
  if (view === 'month') return format({ month: 'long', year: 'numeric' }).format(at(addDays(from, 7)))
  return format({ day: 'numeric', month: 'long', year: 'numeric' }).formatRange(at(from), at(addDays(until, -1)))
}

function at(day: string): number {
  return Date.parse(day)
}
