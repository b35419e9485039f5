import { Group, Select, type SelectProps, Text } from '@mantine/core'
import { useMemo } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import { CountryFlag } from './country-flag.tsx'
import { useCountryOptions } from './use-country-options.ts'

interface CountrySelectProps
  extends Omit<SelectProps<string>, 'data' | 'value' | 'onChange' | 'renderOption' | 'filter'> {
  readonly value: string | null
  onChange(alpha2: string | null): void
}

/** Every country in the window's language, found by its name in either, its abbreviation or its dialling code. */
export function CountrySelect({ value, onChange, ...rest }: CountrySelectProps) {
  const options = useCountryOptions()
  const found = useMemo(() => new Map(options.map(option => [option.value, option])), [options])

  return (
    <Select
      {...rest}
      data={options}
      value={value}
      onChange={onChange}
      searchable
      maxDropdownHeight={280}
      leftSection={value === null ? undefined : <CountryFlag alpha2={value} />}
      filter={({ options: all, search }) => {
        const asked = foldText(search.trim())
        return all.filter(option => 'value' in option && found.get(String(option.value))?.found.includes(asked))
      }}
      renderOption={({ option }) => (
        <Group gap="sm" wrap="nowrap" flex={1}>
          <CountryFlag alpha2={String(option.value)} />
          <Text size="sm" flex={1}>
            {option.label}
          </Text>
          <Text size="xs" c="dimmed" className="tabular">
            {found.get(String(option.value))?.detail}
          </Text>
        </Group>
      )}
    />
  )
}
