import { Stack, TextInput } from '@mantine/core'
import { useTranslation } from '../../i18n/use-translation.ts'
import { CountrySelect } from '../../ui/country-select.tsx'
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx'
import type { SetupForm } from './setup-values.ts'

interface OfficeStepProps {
  readonly form: SetupForm
}

export function OfficeStep({ form }: OfficeStepProps) {
  const { t } = useTranslation('setup')
  return (
    <Stack gap="md">
      <TextInput
        label={t('officeName')}
        placeholder={t('officeNameExample')}
        maxLength={120}
        autoComplete="organization"
        autoFocus
        {...form.getInputProps('officeName')}
      />
      <CountrySelect
        label={t('country')}
        description={t('countryHint')}
        value={form.values.defaultCountry}
        allowDeselect={false}
        onChange={alpha2 => alpha2 !== null && form.setFieldValue('defaultCountry', alpha2)}
      />
      <TimeZoneSelect
        label={t('timeZone')}
        value={form.values.timeZone}
        onChange={timeZone => form.setFieldValue('timeZone', timeZone)}
      />
    </Stack>
  )
}
