import { Combobox, Group, Text, TextInput, UnstyledButton, useCombobox } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import { foldText } from '#shared/domain/fold-text.ts'
import { checkPhone, phoneCountryOf, withPhoneCountry } from '#shared/domain/phone-check.ts'
import { useFormat } from '../i18n/use-format.ts'
import { useTranslation } from '../i18n/use-translation.ts'
import { CountryFlag } from './country-flag.tsx'
import classes from './phone-field.module.css'
import { useCountryOptions } from './use-country-options.ts'

interface PhoneFieldProps {
  readonly label: string
  readonly value: string
  /** Whose numbers are typed the local way. */
  readonly country: string
  readonly error?: ReactNode
  readonly onChange: (text: string) => void
  readonly onBlur?: (event: React.FocusEvent<HTMLInputElement>) => void
}

/** A phone number with its country: the flag opens the countries, and what is typed is told in words while it is typed. */
export function PhoneField({ label, value, country: usual, error, onChange, onBlur }: PhoneFieldProps) {
  const { t } = useTranslation('phoneField')
  const format = useFormat()
  const options = useCountryOptions()
  const [picked, setPicked] = useState<string | null>(null)
  const [search, setSearch] = useState('')
  const combobox = useCombobox({
    onDropdownClose() {
      combobox.resetSelectedOption()
      setSearch('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const country = phoneCountryOf(value, picked ?? usual)
  const check = checkPhone(value, country)
  const asked = foldText(search.trim())
  const found = options.filter(option => option.detail !== '' && option.found.includes(asked))

  function handlePick(alpha2: string): void {
    setPicked(alpha2)
    onChange(withPhoneCountry(value, alpha2))
    combobox.closeDropdown()
  }

  function describe(): string {
    if (check.kind !== 'good') return t(`checks.${check.kind}`)
    const where = check.country === null ? null : format.country(check.country)
    return where === null ? check.formatted : t('checks.good', { country: where, number: check.formatted })
  }

  const countries = (
    <Combobox store={combobox} width={300} position="bottom-start" onOptionSubmit={handlePick}>
      <Combobox.Target targetType="button">
        <UnstyledButton
          className={classes.country}
          aria-label={t('country', { country: format.country(country) })}
          title={format.country(country)}
          onClick={() => combobox.toggleDropdown()}
        >
          <CountryFlag alpha2={country} />
          <IconChevronDown size={12} aria-hidden />
        </UnstyledButton>
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          value={search}
          aria-label={t('search')}
          placeholder={t('search')}
          onChange={event => {
            setSearch(event.currentTarget.value)
            combobox.updateSelectedOptionIndex()
          }}
        />
        <Combobox.Options mah={260} style={{ overflowY: 'auto' }}>
          {found.map(({ value: alpha2, label: name, detail }) => (
            <Combobox.Option key={alpha2} value={alpha2} active={alpha2 === country}>
              <Group gap="sm" wrap="nowrap">
                <CountryFlag alpha2={alpha2} />
                <Text size="sm" flex={1}>
                  {name}
                </Text>
                <Text size="xs" c="dimmed" className="tabular">
                  {detail}
                </Text>
              </Group>
            </Combobox.Option>
          ))}
          {found.length === 0 && <Combobox.Empty>{t('nothing')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )

  return (
    <TextInput
      label={label}
      type="tel"
      maxLength={40}
      autoComplete="off"
      value={value}
      error={error}
      leftSection={countries}
      leftSectionWidth={56}
      leftSectionPointerEvents="all"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      description={
        <span role="status" data-kind={check.kind} className={classes.check}>
          {describe()}
        </span>
      }
      onChange={event => onChange(event.currentTarget.value)}
      onBlur={event => {
        if (check.kind === 'good') onChange(check.formatted)
        onBlur?.(event)
      }}
    />
  )
}
