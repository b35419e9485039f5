import type { MoneyTotal } from '#shared/contract/insights.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { currencyStyle, fromMinor, type Money } from '#shared/domain/money.ts'

const TAGS: Record<Locale, string> = { tr: 'tr-TR', en: 'en-US' }
const MINUTE = 60_000
const NOTHING = '–'

/** How a report writes numbers, money and days in one language. */
export function createReportFormat(locale: Locale, timeZone: string) {
  const tag = TAGS[locale]
  const whole = new Intl.NumberFormat(tag)
  const share = new Intl.NumberFormat(tag, { style: 'percent', maximumFractionDigits: 1 })
  const dayFormat = new Intl.DateTimeFormat(tag, { dateStyle: 'long', timeZone: 'UTC' })
  const shortDay = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', timeZone })
  const moment = new Intl.DateTimeFormat(tag, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const unit = (value: number, of: 'minute' | 'hour' | 'day') =>
    new Intl.NumberFormat(tag, { style: 'unit', unit: of, unitDisplay: 'short', maximumFractionDigits: 0 }).format(
      value,
    )

  function money({ amount, currency }: Money): string {
    return new Intl.NumberFormat(tag, currencyStyle(currency)).format(fromMinor(amount, currency))
  }

  return {
    number: (value: number) => whole.format(value),
    percent: (value: number | null) => (value === null ? NOTHING : share.format(value)),
    money,
    /** Sums of several currencies stand beside each other: they are never added. */
    sums: (sums: readonly Money[]) => (sums.length === 0 ? NOTHING : sums.map(money).join(' + ')),
    total: ({ sums, currency }: MoneyTotal) =>
      sums.length === 0 ? money({ amount: 0, currency }) : sums.map(money).join(' + '),
    wait(ms: number | null): string {
      if (ms === null) return NOTHING
      const minutes = Math.round(ms / MINUTE)
      if (minutes < 60) return unit(minutes, 'minute')
      if (minutes < 60 * 24) return `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`
      return unit(Math.round(minutes / 60 / 24), 'day')
    },
    day: (day: string) => dayFormat.format(Date.parse(day)),
    days: (from: string, to: string) =>
      from === to ? dayFormat.format(Date.parse(from)) : dayFormat.formatRange(Date.parse(from), Date.parse(to)),
    shortDay: (at: number) => shortDay.format(at),
    moment: (at: number) => moment.format(at),
  }
}
export type ReportFormat = ReturnType<typeof createReportFormat>
