import { Autocomplete } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import { PROVINCES } from '#shared/domain/turkish-provinces.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { api } from '../../rpc/api.ts'

interface CityFieldProps {
  readonly label: string
  readonly value: string
  readonly country: string
  readonly onChange: (city: string) => void
}

/** Where somebody lives, in the spelling that the office has for it already; any other may be typed. */
export function CityField({ label, value, country, onChange }: CityFieldProps) {
  const locale = useLocale()
  const { data: known = [] } = useQuery(api.leads.cities.queryOptions({ input: { countryCode: country } }))
  const cities = useMemo(() => {
    const all = [...known, ...(country === 'TR' ? PROVINCES : [])]
    const once = [...new Map(all.toReversed().map(city => [foldText(city), city])).values()]
    return once.toSorted(new Intl.Collator(locale).compare)
  }, [known, country, locale])
  return (
    <Autocomplete
      label={label}
      maxLength={120}
      autoComplete="off"
      data={cities}
      limit={40}
      value={value}
      onChange={onChange}
      filter={({ options, search }) => {
        const asked = foldText(search.trim())
        return options.filter(option => 'value' in option && foldText(option.value).includes(asked))
      }}
    />
  )
}
