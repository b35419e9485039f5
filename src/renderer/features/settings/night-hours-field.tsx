import { Group, Input, Select } from '@mantine/core'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import { createFormat } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { SavedField } from '../../ui/saved-field.tsx'
import { useOfficeSetting } from './use-office-setting.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)

interface NightHoursFieldProps {
  readonly settings: OfficeSettings
  readonly isReadOnly: boolean
}

/** Between which hours of their own clock customers are left alone. */
export function NightHoursField({ settings, isReadOnly }: NightHoursFieldProps) {
  const { t } = useTranslation('settings')
  const isNever = settings.nightStart === settings.nightEnd
  return (
    <Input.Wrapper label={t('night')} description={t(isNever ? 'nightNever' : 'nightHint')} labelElement="div">
      <Group gap="md" mt={6}>
        <HourField field="nightStart" value={settings.nightStart} isReadOnly={isReadOnly} />
        <HourField field="nightEnd" value={settings.nightEnd} isReadOnly={isReadOnly} />
      </Group>
    </Input.Wrapper>
  )
}

interface HourFieldProps {
  readonly field: 'nightStart' | 'nightEnd'
  readonly value: number
  readonly isReadOnly: boolean
}

function HourField({ field, value, isReadOnly }: HourFieldProps) {
  const { t } = useTranslation('settings')
  const format = createFormat(useLocale(), 'UTC')
  const setting = useOfficeSetting(field)
  return (
    <SavedField state={setting.state}>
      <Select
        w={140}
        label={t(field)}
        disabled={isReadOnly}
        allowDeselect={false}
        maxDropdownHeight={240}
        data={HOURS.map(hour => ({ value: String(hour), label: format.time(Date.UTC(2000, 0, 1, hour)) }))}
        value={String(value)}
        onChange={hour => hour !== null && setting.save(Number(hour))}
      />
    </SavedField>
  )
}
