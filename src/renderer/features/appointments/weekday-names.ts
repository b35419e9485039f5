import type { Locale } from '#shared/domain/locale.ts'

/** A Monday: the first of the week everywhere that Santral is used. */
const MONDAY = Date.UTC(2024, 0, 1)

/** Monday first. */
export function weekdayNames(locale: Locale, width: 'short' | 'long'): string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: width, timeZone: 'UTC' })
  return Array.from({ length: 7 }, (_, index) => format.format(MONDAY + index * 86_400_000))
}
