import { Select, type SelectProps } from '@mantine/core'
import { useMemo } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import type { Currency } from '#shared/domain/money.ts'
import { useLocale } from '../../i18n/use-locale.ts'

/** What offices of this trade are paid in stands first. */
const USUAL = ['TRY', 'EUR', 'USD', 'GBP']

interface CurrencySelectProps extends Omit<SelectProps<string>, 'data' | 'value' | 'onChange' | 'filter'> {
  readonly value: Currency
  onChange(currency: Currency): void
}

/** Every currency there is, found by its code or its name in the window's language. */
export function CurrencySelect({ value, onChange, ...rest }: CurrencySelectProps) {
  const locale = useLocale()
  const options = useMemo(() => {
    const names = new Intl.DisplayNames(locale, { type: 'currency' })
    const others = Intl.supportedValuesOf('currency').filter(code => !USUAL.includes(code))
    return [...USUAL, ...others].map(code => ({ value: code, label: `${code} · ${names.of(code) ?? code}` }))
  }, [locale])
  return (
    <Select
      {...rest}
      data={options}
      value={value}
      allowDeselect={false}
      searchable
      limit={60}
      comboboxProps={{ width: 280, position: 'bottom-start' }}
      filter={({ options: all, search }) =>
        all.filter(option => 'label' in option && foldText(option.label).includes(foldText(search)))
      }
      onChange={code => code !== null && onChange(code)}
    />
  )
}
