import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import { useLocale } from '../i18n/use-locale.ts'
import { api } from '../rpc/api.ts'

export interface CountryOption {
  readonly value: string
  readonly label: string
  /** Its dialling code. */
  readonly detail: string
  /** What it is found by, folded: its name in either language, its abbreviation, its dialling code. */
  readonly found: string
}

/** Every country in the window's language, from A to Z. */
export function useCountryOptions(): CountryOption[] {
  const locale = useLocale()
  const { data: countries = [] } = useQuery(api.system.countries.queryOptions({ staleTime: Number.POSITIVE_INFINITY }))
  return useMemo(() => {
    const collator = new Intl.Collator(locale)
    return countries
      .map(country => ({
        value: country.alpha2,
        label: locale === 'tr' ? country.nameTr : country.nameEn,
        detail: country.diallingCode ?? '',
        found: foldText(`${country.nameTr} ${country.nameEn} ${country.alpha2} ${country.diallingCode ?? ''}`),
      }))
      .toSorted((one, other) => collator.compare(one.label, other.label))
  }, [countries, locale])
}
