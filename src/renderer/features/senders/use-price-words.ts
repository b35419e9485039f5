import { useCallback } from 'react'
import { currencyStyle } from '#shared/domain/money.ts'
import type { SegmentCost } from '#shared/domain/sender-settings.ts'
import { useLocale } from '../../i18n/use-locale.ts'

const tags = { tr: 'tr-TR', en: 'en-US' } as const

/** A price of hundredths of a lira: with as many digits as it needs, up to four. */
export function usePriceWords(): (cost: SegmentCost) => string {
  const locale = useLocale()
  return useCallback(
    ({ micros, currency }) =>
      new Intl.NumberFormat(tags[locale], { ...currencyStyle(currency), maximumFractionDigits: 4 }).format(
        micros / 1_000_000,
      ),
    [locale],
  )
}
