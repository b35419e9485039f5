import { Anchor, Select, Stack, Switch, Table, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { OfficeSettings } from '#shared/contract/settings.ts'
import type { SpeedStats } from '#shared/contract/speed-to-lead.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'
import { SavedField } from '../../ui/saved-field.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { LeadMailSettings } from '../lead-mails/lead-mail-settings.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { useOfficeSetting } from '../settings/use-office-setting.ts'

const DAYS = 30
const minuteChoices = [0, 5, 10, 15, 30, 60, 120]

/** Settings → New leads: who is told, after how long the managers are, who hears by mail, and how soon the office answers. */
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
      {settings && <LeadMailSettings settings={settings} />}
      {stats && <Stats stats={stats} />}
    </Stack>
  )
}

function Fields({ settings }: { readonly settings: OfficeSettings }) {
  const { t } = useTranslation('speedToLead')
  const isReadOnly = useSignedInStaff().role !== 'admin'
  const tells = useOfficeSetting('tellsOfNewLeads')
  const escalates = useOfficeSetting('escalatesAfterMinutes')
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
      <Text size="sm" c="dimmed">
        {t('officeHours')}{' '}
        <Anchor
          size="sm"
          renderRoot={props => <Link {...props} to="/settings/$section" params={{ section: 'hours' }} />}
        >
          {t('setOfficeHours')}
        </Anchor>
      </Text>
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
