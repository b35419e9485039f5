import type { MoneyTotal } from '#shared/contract/insights.ts'
import { currencyStyle, fromMinor, RATE_UNIT } from '#shared/domain/money.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'

/** Money that may be of several currencies: one figure where a rate is stored, else each by itself; and what was done, in words. */
export function useMoneyWords() {
  const { t } = useTranslation('ads')
  const format = useFormat()
  const locale = useLocale()

  /** A price with a fraction of the smallest coin is rounded to it. */
  const money = (amount: number, currency: string) => format.money({ amount: Math.round(amount), currency })

  function total({ sums, currency, amount, missing }: MoneyTotal, write = money): string {
    if (missing.length > 0) return sums.map(sum => write(sum.amount, sum.currency)).join(' + ')
    return write(amount ?? 0, currency)
  }

  /** Of large sums nobody reads the small coins, and there is no room for them. */
  function large(amount: number, currency: string): string {
    const units = fromMinor(amount, currency)
    if (Math.abs(units) < 10_000) return money(amount, currency)
    return new Intl.NumberFormat(locale, { ...currencyStyle(currency), maximumFractionDigits: 0 }).format(units)
  }

  /** Null where nothing was worked out. */
  function note({ currency, rates, missing }: MoneyTotal): string | null {
    if (missing.length > 0) return t('noRate', { currencies: missing.join(', ') })
    if (rates.length === 0) return null
    const used = rates.map(({ currency: from, onDay, rate }) =>
      t('rateUsed', {
        from,
        rate: (rate / RATE_UNIT).toLocaleString(locale),
        into: currency,
        day: format.calendarDay(onDay),
      }),
    )
    return t('converted', { rates: used.join(', ') })
  }

  return { money, large, total, note }
}
