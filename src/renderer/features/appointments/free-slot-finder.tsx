import { Button, Chip, CopyButton, Group, Loader, Modal, MultiSelect, Select, Stack, Text } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { IconCheck, IconCopy, IconMessage } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Colleague } from '#shared/contract/staff.ts'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { addDays, DAY_MS, dayOf, startOfDay } from '#shared/domain/zoned-time.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { DisabledReason } from '../../ui/disabled-reason.tsx'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import classes from './calendar.module.css'
import { doesType } from './does-type.ts'
import type { Draft } from './form-values.ts'
import { LeadPicker, type PickedLead } from './lead-picker.tsx'
import { wordFreeTimes } from './patient-message.ts'
import { theirTime } from './their-time.ts'
import { useAppointmentTypes } from './use-appointments.ts'
import { usePutInChat } from './use-put-in-chat.ts'

const LONGEST_DAYS = 60
const SHOWN = 80
const PER_DAY = 8

interface FreeSlotFinderProps {
  readonly isOpen: boolean
  readonly onClose: () => void
  readonly onPick: (draft: Draft) => void
}

/** When somebody is free: to be booked, or to be offered to a patient in their own words and hour. */
export function FreeSlotFinder({ isOpen, onClose, onPick }: FreeSlotFinderProps) {
  const { t } = useTranslation('appointments')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      size="lg"
      title={t('findFree')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Finder onClose={onClose} onPick={onPick} />
    </Modal>
  )
}

function Finder({ onClose, onPick }: Omit<FreeSlotFinderProps, 'isOpen'>) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const locale = useLocale()
  const timeZone = useTimeZone() ?? 'UTC'
  const { active, colleagueOf } = useColleagues()
  const types = useAppointmentTypes().filter(({ isArchived }) => !isArchived)
  const today = dayOf(coreNow(), timeZone)
  const [typeId, setTypeId] = useState<string | null>(null)
  const [staffIds, setStaffIds] = useState<StaffId[]>([])
  const [period, setPeriod] = useState<[string | null, string | null]>([today, addDays(today, 13)])
  const [patients, setPatients] = useState<PickedLead[]>([])
  const [chosen, setChosen] = useState<string[]>([])
  const type = types.find(({ id }) => id === typeId) ?? types[0]
  const [patient] = patients
  const { data: lead } = useQuery({
    ...api.leads.get.queryOptions({ input: { id: patient?.id ?? ('' as LeadId) } }),
    enabled: patient !== undefined,
  })
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const { putting, obstacle } = usePutInChat(patient?.id ?? null)

  const [firstDay, lastDay] = [period[0] ?? today, period[1] ?? period[0] ?? today]
  const from = startOfDay(firstDay < today ? today : firstDay, timeZone)
  const days = Math.round((startOfDay(addDays(lastDay, 1), timeZone) - from) / DAY_MS)
  // Whose patient it is first, then those whose work it is.
  const rank = (colleague: Colleague) => (colleague.id === lead?.ownerId ? 0 : colleague.role === 'consultant' ? 1 : 2)
  const suitable = active
    .filter(({ id }) => doesType(type, id))
    .toSorted((one, other) => rank(one) - rank(other))
    .map(({ id }) => id)
  const whoDoesIt = active.filter(({ id }) => doesType(type, id))
  const who = staffIds.length === 0 ? suitable : staffIds.filter(id => doesType(type, id))
  const { data: slots, error } = useQuery({
    ...api.appointments.freeSlots.queryOptions({
      input: {
        staffIds: who,
        typeId: type?.id ?? null,
        minutes: type?.minutes ?? 30,
        bufferBefore: type?.bufferBefore ?? 0,
        bufferAfter: type?.bufferAfter ?? 0,
        from,
        days: Math.min(LONGEST_DAYS, Math.max(1, days)),
        limit: SHOWN,
        offer: { perDay: PER_DAY, timeZone },
      },
    }),
    enabled: who.length > 0,
    placeholderData: keepPreviousData,
  })
  const zone = lead?.localTime?.latest === null ? lead.localTime.timeZone : null
  const byDay = Map.groupBy(slots ?? [], ({ startsAt }) => dayOf(startsAt, timeZone))
  const picked = (slots ?? []).filter(slot => chosen.includes(keyOf(slot)))
  const starts = [...new Set(picked.map(({ startsAt }) => startsAt))]
  const text =
    settings === undefined || starts.length === 0
      ? ''
      : wordFreeTimes(starts, {
          lead: lead ?? { name: '', language: locale, countryCode: null, localTime: null },
          office: { ...settings, timeZone },
        })
  const [only] = picked

  return (
    <Stack gap="sm">
      <Group grow gap="sm" align="start">
        <Select
          label={t('type')}
          data={types.map(({ id, name }) => ({ value: id, label: name }))}
          value={type?.id ?? null}
          onChange={setTypeId}
          allowDeselect={false}
        />
        <DatePickerInput
          type="range"
          label={t('period')}
          valueFormat={locale === 'tr' ? 'DD.MM.YYYY' : 'MM/DD/YYYY'}
          minDate={today}
          allowSingleDateInRange
          value={period}
          onChange={setPeriod}
        />
      </Group>
      <MultiSelect
        label={t('staff')}
        placeholder={staffIds.length === 0 ? t('anybody') : ''}
        clearable
        data={whoDoesIt.map(({ id, name }) => ({ value: id as string, label: name }))}
        value={staffIds.filter(id => doesType(type, id))}
        onChange={ids => setStaffIds(ids as StaffId[])}
      />
      <LeadPicker value={patients} onChange={leads => setPatients(leads.slice(-1))} />
      {error !== null && <ProblemNotice error={error} />}
      <div className={classes.slots} role="group" aria-label={t('freeTimes')}>
        {slots === undefined && error === null && <Loader size="sm" />}
        {slots?.length === 0 && (
          <Text size="sm" c="dimmed">
            {t('noFreeTimes')}
          </Text>
        )}
        <Chip.Group multiple value={chosen} onChange={setChosen}>
          {[...byDay].map(([day, ofDay]) => (
            <div key={day}>
              <Text size="xs" c="dimmed" fw={600} mb={4}>
                {format.longDay(ofDay[0]?.startsAt ?? 0, coreNow())}
              </Text>
              <Group gap={6} mb="xs">
                {ofDay.map(slot => {
                  const theirs = theirTime(slot.startsAt, zone, timeZone, locale)
                  return (
                    <Chip key={keyOf(slot)} value={keyOf(slot)} size="xs" variant="light" className="tabular">
                      {format.time(slot.startsAt)}
                      {theirs !== null && ` (${t('atTheirs', { time: theirs })})`}
                      {who.length > 1 && ` · ${colleagueOf(slot.staffId)?.name ?? ''}`}
                    </Chip>
                  )
                })}
              </Group>
            </div>
          ))}
        </Chip.Group>
      </div>
      {text !== '' && (
        <Text size="sm" className={classes.offer}>
          {text}
        </Text>
      )}
      {putting.error !== null && <ProblemNotice error={putting.error} />}
      <Group justify="flex-end" gap="sm">
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              disabled={text === ''}
              leftSection={copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
              onClick={copy}
            >
              {t(copied ? 'copied' : 'copyText')}
            </Button>
          )}
        </CopyButton>
        <DisabledReason reason={patient === undefined ? t('choosePatient') : obstacle}>
          <Button
            variant="default"
            disabled={text === ''}
            leftSection={<IconMessage size={16} />}
            loading={putting.isPending}
            onClick={() => putting.mutate({ text }, { onSuccess: onClose })}
          >
            {t('putInChat')}
          </Button>
        </DisabledReason>
        <DisabledReason reason={picked.length === 1 ? null : t('chooseOne')}>
          <Button
            onClick={() => {
              if (only === undefined) return
              onPick({
                startsAt: only.startsAt,
                endsAt: only.endsAt,
                staffId: only.staffId,
                leads: patients,
                ...(type === undefined ? {} : { typeId: type.id }),
              })
            }}
          >
            {t('bookAction')}
          </Button>
        </DisabledReason>
      </Group>
    </Stack>
  )
}

function keyOf({ staffId, startsAt }: { readonly staffId: StaffId; readonly startsAt: number }): string {
  return `${startsAt} ${staffId}`
}
