import { Group, MultiSelect, Select, Stack, Switch, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import type { SpeedStats } from '#shared/contract/speed-to-lead.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { useOfficeSetting } from '../settings/use-office-setting.ts'

const DAYS = 30
/** Any Monday: only the names of the days are taken from it. */
const MONDAY = Date.UTC(2026, 0, 5)
const minuteChoices = [0, 5, 10, 15, 30, 60, 120]

/** Settings → New leads: who is told, after how long the managers are, when the office is open, and how soon it answers. */
export function SpeedSection() {
  const { t } = useTranslation('speedToLead')
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const { data: stats } = useQuery(api.speedToLead.stats.queryOptions({ input: { days: DAYS } }))
  return (
    <Stack gap="xl">
      <Stack gap="md">
        <SectionHeader title={t('title')} hint={t('hint')} />
        {settings && <Fields settings={settings} />}
      </Stack>
      {stats && <Stats stats={stats} />}
    </Stack>
  )
}

function Fields({ settings }: { readonly settings: OfficeSettings }) {
  const { t } = useTranslation('speedToLead')
  const locale = useLocale()
  const isReadOnly = useSignedInStaff().role !== 'admin'
  const tells = useOfficeSetting('tellsOfNewLeads')
  const escalates = useOfficeSetting('escalatesAfterMinutes')
  const opensAt = useOfficeSetting('opensAt')
  const closesAt = useOfficeSetting('closesAt')
  const openDays = useOfficeSetting('openDays')
  const hour = (value: number) =>
    new Intl.DateTimeFormat(locale === 'tr' ? 'tr-TR' : 'en-US', {
      hour: locale === 'tr' ? '2-digit' : 'numeric',
      minute: '2-digit',
      timeZone: 'UTC',
    }).format(Date.UTC(2026, 0, 5, value))
  const dayName = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' })
  const minutes = [...new Set([...minuteChoices, settings.escalatesAfterMinutes])].toSorted((a, b) => a - b)
  return (
    <>
      <SavedField state={tells.state}>
        <Switch
          label={t('tells')}
          description={t('tellsHint')}
          disabled={isReadOnly}
          checked={settings.tellsOfNewLeads}
          onChange={event => tells.save(event.currentTarget.checked)}
        />
      </SavedField>
      <SavedField state={escalates.state}>
        <Select
          maw={360}
          label={t('escalates')}
          description={t('escalatesHint')}
          disabled={isReadOnly || !settings.tellsOfNewLeads}
          allowDeselect={false}
          data={minutes.map(value => ({
            value: String(value),
            label: value === 0 ? t('never') : t('minutes', { count: value }),
          }))}
          value={String(settings.escalatesAfterMinutes)}
          onChange={value => value !== null && escalates.save(Number(value))}
        />
      </SavedField>
      <Group gap="md" align="flex-end">
        <SavedField state={opensAt.state}>
          <Select
            w={140}
            label={t('opensAt')}
            disabled={isReadOnly}
            allowDeselect={false}
            data={Array.from({ length: 24 }, (_, value) => ({ value: String(value), label: hour(value) }))}
            value={String(settings.opensAt)}
            onChange={value => value !== null && opensAt.save(Number(value))}
          />
        </SavedField>
        <SavedField state={closesAt.state}>
          <Select
            w={140}
            label={t('closesAt')}
            disabled={isReadOnly}
            allowDeselect={false}
            data={Array.from({ length: 24 }, (_, index) => index + 1).map(value => ({
              value: String(value),
              label: hour(value % 24),
            }))}
            value={String(settings.closesAt)}
            onChange={value => value !== null && closesAt.save(Number(value))}
          />
        </SavedField>
      </Group>
      <SavedField state={openDays.state}>
        <MultiSelect
          maw={460}
          label={t('openDays')}
          description={t('openDaysHint')}
          disabled={isReadOnly}
          data={Array.from({ length: 7 }, (_, index) => ({
            value: String(index + 1),
            label: dayName.format(MONDAY + index * 86_400_000),
          }))}
          value={settings.openDays.map(String)}
          onChange={chosen => openDays.save(chosen.map(Number).toSorted((a, b) => a - b))}
        />
      </SavedField>
    </>
  )
}

function Stats({ stats }: { readonly stats: SpeedStats }) {
  const { t } = useTranslation('speedToLead')
  const format = useFormat()
  const { colleagueOf } = useColleagues()
  const duration = (ms: number | null) => (ms === null ? '–' : format.waiting(0, ms))
  const parts = [
    { key: 'inOfficeHours', ...stats.inOfficeHours },
    { key: 'outside', ...stats.outside },
  ] as const
  return (
    <Stack gap="sm" maw={640}>
      <SectionHeader title={t('speedToLead:stats')} hint={t('speedToLead:statsHint', { count: DAYS })} />
      <Table aria-label={t('speedToLead:stats')}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('speedToLead:when')}</Table.Th>
            <Table.Th ta="end">{t('speedToLead:leads')}</Table.Th>
            <Table.Th ta="end">{t('speedToLead:answered')}</Table.Th>
            <Table.Th ta="end">{t('speedToLead:median')}</Table.Th>
            <Table.Th ta="end">{t('speedToLead:average')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody className="tabular">
          {parts.map(({ key, leads, answered, medianMs, averageMs }) => (
            <Table.Tr key={key}>
              <Table.Td>{t(`speedToLead:hours.${key}`)}</Table.Td>
              <Table.Td ta="end">{leads}</Table.Td>
              <Table.Td ta="end">{answered}</Table.Td>
              <Table.Td ta="end">{duration(medianMs)}</Table.Td>
              <Table.Td ta="end">{duration(averageMs)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {stats.byStaff.length > 0 && (
        <Table aria-label={t('speedToLead:byStaff')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('speedToLead:staff')}</Table.Th>
              <Table.Th ta="end">{t('speedToLead:claimed')}</Table.Th>
              <Table.Th ta="end">{t('speedToLead:answered')}</Table.Th>
              <Table.Th ta="end">{t('speedToLead:median')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody className="tabular">
            {stats.byStaff.map(one => (
              <Table.Tr key={one.staffId}>
                <Table.Td>{colleagueOf(one.staffId)?.name ?? t('leads:someone')}</Table.Td>
                <Table.Td ta="end">{one.claimed}</Table.Td>
                <Table.Td ta="end">{one.answered}</Table.Td>
                <Table.Td ta="end">{duration(one.medianMs)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {stats.byStaff.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('speedToLead:noStats')}
        </Text>
      )}
    </Stack>
  )
}
