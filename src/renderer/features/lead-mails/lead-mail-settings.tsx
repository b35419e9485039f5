import { Alert, MultiSelect, Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { LeadMailDetail, OfficeSettings } from '#shared/contract/settings.ts'
import { StaffId } from '#shared/domain/ids.ts'
import { LeadSource } from '#shared/domain/lead-source.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { useOfficeSetting } from '../settings/use-office-setting.ts'

const PACES = OfficeSettings.shape.leadMailPace.options

/** Who hears of new leads by mail, of which ones, how often, and with how much of the person in it. */
export function LeadMailSettings({ settings }: { readonly settings: OfficeSettings }) {
  const { t } = useTranslation('leadMails')
  const isReadOnly = useSignedInStaff().role !== 'admin'
  const { active } = useColleagues()
  const { data: channels } = useQuery(api.senders.channels.queryOptions())
  const staff = useOfficeSetting('leadMailStaff')
  const sources = useOfficeSetting('leadMailSources')
  const pace = useOfficeSetting('leadMailPace')
  const shows = useOfficeSetting('leadMailShows')
  const isIdle = settings.leadMailStaff.length === 0
  const hasSender = channels === undefined || channels.some(({ channel }) => channel === 'email')
  const present = new Set<string>(active.map(({ id }) => id))
  return (
    <Stack gap="md">
      <SectionHeader title={t('title')} hint={t('hint')} />
      {!isIdle && !hasSender && (
        <Alert color="yellow" maw={560}>
          {t('noSender')}
        </Alert>
      )}
      <SavedField state={staff.state}>
        <MultiSelect
          maw={560}
          label={t('staff')}
          placeholder={isIdle ? t('nobody') : undefined}
          disabled={isReadOnly}
          searchable
          data={active.map(({ id, name }) => ({ value: id as string, label: name }))}
          value={settings.leadMailStaff.filter(id => present.has(id))}
          onChange={chosen => staff.save(chosen.map(id => StaffId.parse(id)))}
        />
      </SavedField>
      <SavedField state={sources.state}>
        <MultiSelect
          maw={560}
          label={t('sources')}
          placeholder={settings.leadMailSources.length === 0 ? t('everySource') : undefined}
          disabled={isReadOnly || isIdle}
          data={LeadSource.options.map(value => ({ value, label: t(`leads:sources.${value}`) }))}
          value={settings.leadMailSources}
          onChange={chosen => sources.save(chosen.map(source => LeadSource.parse(source)))}
        />
      </SavedField>
      <SavedField state={pace.state}>
        <Select
          maw={360}
          label={t('pace')}
          disabled={isReadOnly || isIdle}
          allowDeselect={false}
          data={PACES.map(value => ({ value, label: t(`paces.${value}`) }))}
          value={settings.leadMailPace}
          onChange={value => value !== null && pace.save(OfficeSettings.shape.leadMailPace.parse(value))}
        />
      </SavedField>
      <SavedField state={shows.state}>
        <Select
          maw={360}
          label={t('shows')}
          description={t('showsHint')}
          disabled={isReadOnly || isIdle}
          allowDeselect={false}
          data={LeadMailDetail.options.map(value => ({ value, label: t(`details.${value}`) }))}
          value={settings.leadMailShows}
          onChange={value => value !== null && shows.save(LeadMailDetail.parse(value))}
        />
      </SavedField>
    </Stack>
  )
}
