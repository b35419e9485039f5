import { ActionIcon, Button, Group, Select, Skeleton, Stack, Switch, Text, TextInput } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { IconTrash } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type DayOffId, newId, type StaffId } from '#shared/domain/ids.ts'
import { addDays, dayOf } from '#shared/domain/zoned-time.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { SectionHeader } from '../../ui/section-header.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { WeekHours } from './week-hours.tsx'

const OFFICE = 'office'

/** Settings → Working hours: when is worked, by whom, and when not. */
export function WorkingHoursSection() {
  const { t } = useTranslation('appointments')
  const { data, error } = useQuery(api.workingHours.get.queryOptions())
  const { active } = useColleagues()
  const [whose, setWhose] = useState<string>(OFFICE)
  const staffId = whose === OFFICE ? null : (whose as StaffId)
  return (
    <Stack gap="lg">
      <SectionHeader title={t('hours.title')} hint={t('hours.hint')} />
      {error !== null && <ProblemNotice error={error} />}
      {data === undefined ? (
        <Skeleton height={240} />
      ) : (
        <>
          <Select
            label={t('hours.whose')}
            w={260}
            allowDeselect={false}
            data={[
              { value: OFFICE, label: t('hours.office') },
              ...active.map(({ id, name }) => ({ value: id as string, label: name })),
            ]}
            value={whose}
            onChange={value => setWhose(value ?? OFFICE)}
          />
          <WeekHours key={whose} hours={data} staffId={staffId} />
        </>
      )}
      <Holidays />
      <DaysOff />
    </Stack>
  )
}

/** From today on, for a year. */
function useYearAhead() {
  const timeZone = useTimeZone() ?? 'UTC'
  const from = dayOf(coreNow(), timeZone)
  return useQuery(api.workingHours.daysOff.queryOptions({ input: { from, until: addDays(from, 365) } }))
}

function Holidays() {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const queries = useQueryClient()
  const { data } = useYearAhead()
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.workingHours.key() })
  const workOn = useMutation(api.workingHours.workOn.mutationOptions({ onSuccess }))
  if (data === undefined || data.holidays.length === 0) return null
  return (
    <Stack gap={4}>
      <Text fw={600} size="sm">
        {t('hours.holidays')}
      </Text>
      {data.holidays.map(({ on, name, isWorked }) => (
        <Group key={on} gap="sm" wrap="nowrap">
          <Text size="sm" w={92} className="tabular">
            {format.date(Date.parse(`${on}T12:00Z`))}
          </Text>
          <Text size="sm" flex={1} truncate>
            {name}
          </Text>
          <Switch
            size="xs"
            label={t('hours.worked')}
            aria-label={`${t('hours.worked')}: ${name}`}
            checked={isWorked}
            onChange={event => workOn.mutate({ on, works: event.currentTarget.checked })}
          />
        </Group>
      ))}
      {workOn.error !== null && <ProblemNotice error={workOn.error} />}
    </Stack>
  )
}

function DaysOff() {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const locale = useLocale()
  const queries = useQueryClient()
  const { data } = useYearAhead()
  const { active, colleagueOf } = useColleagues()
  const [days, setDays] = useState<[string | null, string | null]>([null, null])
  const [name, setName] = useState('')
  const [whose, setWhose] = useState<string>(OFFICE)
  const onSuccess = () => queries.invalidateQueries({ queryKey: api.workingHours.key() })
  const add = useMutation(api.workingHours.addDayOff.mutationOptions({ onSuccess }))
  const remove = useMutation(api.workingHours.removeDayOff.mutationOptions({ onSuccess }))
  const [from, until] = days
  const shown = (day: string) => format.date(Date.parse(`${day}T12:00Z`))

  function handleAdd(): void {
    if (from === null || name.trim() === '') return
    const staffId = whose === OFFICE ? null : (whose as StaffId)
    add.mutate(
      { id: newId<DayOffId>(), staffId, from, until: until ?? from, name: name.trim() },
      {
        onSuccess() {
          setDays([null, null])
          setName('')
        },
      },
    )
  }

  return (
    <Stack gap="xs">
      <Text fw={600} size="sm">
        {t('hours.daysOff')}
      </Text>
      {data?.daysOff.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('hours.none')}
        </Text>
      )}
      {data?.daysOff.map(dayOff => (
        <Group key={dayOff.id} gap="sm" wrap="nowrap">
          <Text size="sm" w={170} className="tabular">
            {dayOff.from === dayOff.until ? shown(dayOff.from) : `${shown(dayOff.from)} – ${shown(dayOff.until)}`}
          </Text>
          <Text size="sm" flex={1} truncate>
            {colleagueOf(dayOff.staffId)?.name ?? t('hours.wholeOffice')} · {dayOff.name}
          </Text>
          <ActionIcon
            aria-label={t('hours.remove', { name: dayOff.name })}
            onClick={() => remove.mutate({ id: dayOff.id })}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs" align="end">
        <DatePickerInput
          type="range"
          label={t('hours.days')}
          w={230}
          valueFormat={locale === 'tr' ? 'DD.MM.YYYY' : 'MM/DD/YYYY'}
          value={days}
          onChange={setDays}
        />
        <Select
          label={t('hours.dayOffFor')}
          w={180}
          allowDeselect={false}
          data={[
            { value: OFFICE, label: t('hours.wholeOffice') },
            ...active.map(one => ({ value: one.id as string, label: one.name })),
          ]}
          value={whose}
          onChange={value => setWhose(value ?? OFFICE)}
        />
        <TextInput
          label={t('hours.dayOffName')}
          maxLength={120}
          value={name}
          onChange={event => setName(event.currentTarget.value)}
        />
        <Button
          variant="default"
          disabled={from === null || name.trim() === ''}
          loading={add.isPending}
          onClick={handleAdd}
        >
          {t('hours.addDayOff')}
        </Button>
      </Group>
      {(add.error ?? remove.error) !== null && <ProblemNotice error={add.error ?? remove.error} />}
    </Stack>
  )
}
