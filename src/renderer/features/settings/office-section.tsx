import { Alert, Divider, Select, Skeleton, Stack, Switch, Title } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import { Locale } from '#shared/domain/locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { CountrySelect } from '../../ui/country-select.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SavedField } from '../../ui/saved-field.tsx'
import { SavedTextInput } from '../../ui/saved-text-input.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { TimeZoneSelect } from '../../ui/time-zone-select.tsx'
import { NightHoursField } from './night-hours-field.tsx'
import { ReturningField } from './returning-field.tsx'
import { useOfficeSetting } from './use-office-setting.ts'

const lockChoices = [0, 5, 10, 15, 30, 60, 120]

type SwitchField = 'assigningMovesStage' | 'answeringMovesStage' | 'sendsReadReceipts' | 'showsOnline' | 'ignoresGroups'

export function OfficeSection() {
  const { t } = useTranslation('settings')
  const isAdmin = useSignedInStaff().role === 'admin'
  const { data: settings, error, refetch } = useQuery(api.settings.get.queryOptions())
  return (
    <Stack gap="lg">
      <SectionHeader title={t('office')} hint={t('officeHint')} />
      {!isAdmin && (
        <Alert variant="light" color="gray" icon={<IconLock size={16} />} p="sm">
          {t('onlyAdmins')}
        </Alert>
      )}
      {error && <ProblemNotice error={error} onRetry={() => void refetch()} />}
      {settings === undefined ? (
        <Skeleton height={320} maw={448} />
      ) : (
        <OfficeFields isReadOnly={!isAdmin} settings={settings} />
      )}
    </Stack>
  )
}

interface OfficeFieldsProps {
  readonly settings: OfficeSettings
  readonly isReadOnly: boolean
}

function OfficeFields({ settings, isReadOnly }: OfficeFieldsProps) {
  const { t } = useTranslation('settings')
  const officeName = useOfficeSetting('officeName')
  const country = useOfficeSetting('defaultCountry')
  const timeZone = useOfficeSetting('timeZone')
  const locale = useOfficeSetting('locale')
  const customerWord = useOfficeSetting('customerWord')
  const lockAfter = useOfficeSetting('lockAfterMinutes')
  return (
    <Stack gap="md">
      <SavedField state={officeName.state}>
        <SavedTextInput
          label={t('officeName')}
          maxLength={120}
          disabled={isReadOnly}
          value={settings.officeName}
          onSave={officeName.save}
        />
      </SavedField>
      <SavedField state={country.state}>
        <CountrySelect
          label={t('country')}
          description={t('countryHint')}
          disabled={isReadOnly}
          allowDeselect={false}
          value={settings.defaultCountry}
          onChange={alpha2 => alpha2 !== null && country.save(alpha2)}
        />
      </SavedField>
      <SavedField state={timeZone.state}>
        <TimeZoneSelect
          label={t('timeZone')}
          description={t('timeZoneHint')}
          disabled={isReadOnly}
          value={settings.timeZone}
          onChange={timeZone.save}
        />
      </SavedField>
      <SavedField state={customerWord.state}>
        <Select
          label={t('customerWord')}
          description={t('customerWordHint')}
          disabled={isReadOnly}
          allowDeselect={false}
          data={[
            { value: 'patient', label: t('patient') },
            { value: 'customer', label: t('customer') },
          ]}
          value={settings.customerWord}
          onChange={word => word !== null && customerWord.save(word as OfficeSettings['customerWord'])}
        />
      </SavedField>
      <SavedField state={lockAfter.state}>
        <Select
          label={t('lockAfter')}
          description={t('lockAfterHint')}
          disabled={isReadOnly}
          allowDeselect={false}
          data={withCurrent(lockChoices, settings.lockAfterMinutes).map(minutes => ({
            value: String(minutes),
            label: minutes === 0 ? t('lockNever') : t('minutes', { count: minutes }),
          }))}
          value={String(settings.lockAfterMinutes)}
          onChange={minutes => minutes !== null && lockAfter.save(Number(minutes))}
        />
      </SavedField>
      <SavedField state={locale.state}>
        <Select
          label={t('officeLocale')}
          description={t('officeLocaleHint')}
          disabled={isReadOnly}
          allowDeselect={false}
          data={[
            { value: 'tr', label: 'Türkçe' },
            { value: 'en', label: 'English' },
          ]}
          value={settings.locale}
          onChange={next => next !== null && locale.save(Locale.parse(next))}
        />
      </SavedField>
      <NightHoursField settings={settings} isReadOnly={isReadOnly} />
      <Divider my="xs" />
      <Title order={3}>{t('flow')}</Title>
      <SettingSwitch field="assigningMovesStage" isReadOnly={isReadOnly} />
      <SettingSwitch field="answeringMovesStage" isReadOnly={isReadOnly} />
      <ReturningField value={settings.returningReopens} isReadOnly={isReadOnly} />
      <SettingSwitch field="sendsReadReceipts" isReadOnly={isReadOnly} />
      <SettingSwitch field="showsOnline" isReadOnly={isReadOnly} />
      <SettingSwitch field="ignoresGroups" isReadOnly={isReadOnly} />
    </Stack>
  )
}

interface SettingSwitchProps {
  readonly field: SwitchField
  readonly isReadOnly: boolean
}

function SettingSwitch({ field, isReadOnly }: SettingSwitchProps) {
  const { t } = useTranslation('settings')
  const setting = useOfficeSetting(field)
  return (
    <SavedField state={setting.state}>
      <Switch
        label={t(field)}
        description={t(`${field}Hint`)}
        disabled={isReadOnly}
        checked={setting.value ?? false}
        onChange={event => setting.save(event.currentTarget.checked)}
      />
    </SavedField>
  )
}

/** A value that was set elsewhere is in the list even when it is none of the usual ones. */
function withCurrent(choices: readonly number[], current: number): readonly number[] {
  return choices.includes(current) ? choices : [...choices, current].toSorted((one, other) => one - other)
}
