import Holidays from 'date-holidays'
import type { Locale } from '#shared/domain/locale.ts'
import { addDays, atMinute, dayOf } from '#shared/domain/zoned-time.ts'

export interface Holiday {
  readonly on: string
  readonly nameTr: string
  readonly nameEn: string
}

const NOON = 12 * 60

/**
 * The public holidays of a country in some years. Of a feast that begins on the eve (arife) only the whole days count: an office
 * works on its morning. A country that the package does not know has none. The package is heavy: it is only ever loaded when it is needed.
 */
export function workOutHolidays(country: string, timeZone: string, years: readonly number[]): Holiday[] {
  const turkish = daysOf(country, 'tr', timeZone, years)
  const english = daysOf(country, 'en', timeZone, years)
  return [...turkish].map(([on, nameTr]) => ({ on, nameTr, nameEn: english.get(on) ?? nameTr }))
}

function daysOf(country: string, locale: Locale, timeZone: string, years: readonly number[]): Map<string, string> {
  const calendar = new Holidays(country, { types: ['public'], timezone: timeZone, languages: [locale, 'en'] })
  const days = new Map<string, string>()
  for (const { start, end, name } of years.flatMap(year => calendar.getHolidays(year) ?? [])) {
    const last = dayOf(end.getTime() - 1, timeZone)
    for (let day = dayOf(start.getTime(), timeZone); day <= last; day = addDays(day, 1)) {
      const noon = atMinute(day, NOON, timeZone)
      if (start.getTime() <= noon && noon < end.getTime() && !days.has(day)) days.set(day, name)
    }
  }
  return days
}
