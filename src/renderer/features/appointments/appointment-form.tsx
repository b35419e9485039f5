import { Button, Checkbox, Collapse, Group, NumberInput, Select, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { SeriesScope } from '#shared/domain/appointment.ts'
import { type AppointmentId, type AppointmentSeriesId, type LeadId, newId } from '#shared/domain/ids.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { MomentPicker } from '../leads/next-action.tsx'
import { toPicked } from '../leads/picked-moment.ts'
import { useColleagues } from '../leads/use-office-people.ts'
import { ClashList } from './clash-list.tsx'
import { courseVisits } from './course.ts'
import { doesType } from './does-type.ts'
import { type AppointmentValues, type Draft, detailsOf, valuesOf, valuesOfDraft, withType } from './form-values.ts'
import { FreeTimes } from './free-times.tsx'
import { LeadPicker } from './lead-picker.tsx'
import { OverrideField } from './override-field.tsx'
import { ScopeField } from './scope-field.tsx'
import { SeriesFields } from './series-fields.tsx'
import { theirTime } from './their-time.ts'
import { useAppointmentTypes, useRooms } from './use-appointments.ts'
import { useClashes } from './use-clashes.ts'

interface AppointmentFormProps {
  /** What is changed, or with what a new one begins. */
  readonly edited: Appointment | null
  readonly draft: Draft
  readonly onClose: () => void
  readonly onSaved: (appointment: Appointment) => void
}

/** Who, what, when and where; what stands in the way is seen while it is chosen. */
export function AppointmentForm({ edited, draft, onClose, onSaved }: AppointmentFormProps) {
  const { t } = useTranslation('appointments')
  const locale = useLocale()
  const queries = useQueryClient()
  const timeZone = useTimeZone() ?? 'UTC'
  const types = useAppointmentTypes()
  const rooms = useRooms()
  const { active } = useColleagues()
  const offered = types.filter(type => !type.isArchived || type.id === edited?.typeId)
  const [ids] = useState(() => ({ id: newId<AppointmentId>(), series: newId<AppointmentSeriesId>() }))
  const [values, setValues] = useState(() =>
    edited === null
      ? valuesOfDraft(draft, offered.find(({ id }) => id === draft.typeId) ?? offered[0], timeZone)
      : valuesOf(edited, timeZone),
  )
  const submit = useRef<HTMLButtonElement>(null)
  const [scope, setScope] = useState<SeriesScope>('this')
  const [reason, setReason] = useState('')
  const [isMoreOpen, setMoreOpen] = useState(false)
  const details = detailsOf(values, timeZone)
  const visits =
    values.course === null || values.picked === null
      ? []
      : courseVisits(values.course, values.picked, values, types, timeZone)
  const { clashes, mayOverride } = useClashes(details, {
    recurrence: values.recurrence,
    visits,
    exceptId: edited?.id ?? null,
  })
  const [patient] = values.leads
  const { data: lead } = useQuery({
    ...api.leads.get.queryOptions({ input: { id: patient?.id ?? ('' as LeadId) } }),
    enabled: patient !== undefined,
  })
  const zone = lead?.localTime?.latest === null ? lead.localTime.timeZone : null
  const theirs =
    details === null || lead?.id !== patient?.id ? null : theirTime(details.startsAt, zone, timeZone, locale)
  const override = clashes.length > 0 && reason.trim().length >= 3 ? { reason: reason.trim() } : null

  const saving = useMutation({
    mutationFn: async () => {
      if (details === null) throw new Error('no moment was picked')
      if (edited !== null) {
        return await rpc.appointments.update({ ...details, id: edited.id, version: edited.version, scope, override })
      }
      const rule = values.recurrence === null ? null : { id: ids.series, recurrence: values.recurrence }
      const series = visits.length > 0 ? { id: ids.series, visits } : rule
      return await rpc.appointments.book({ ...details, id: ids.id, series, isProposal: values.isProposal, override })
    },
    meta: { isProblemShown: true },
    async onSuccess(appointment) {
      onSaved(appointment)
      await queries.invalidateQueries({ queryKey: api.appointments.key() })
    },
  })

  function change(changed: Partial<AppointmentValues>): void {
    setValues(before => ({ ...before, ...changed }))
  }

  function handleType(id: string | null): void {
    const type = types.find(one => one.id === id)
    if (type) setValues(before => withType(before, type))
  }

  const type = types.find(({ id }) => id === values.typeId)
  const choicesOf = (people: typeof active) => people.map(({ id, name }) => ({ value: id as string, label: name }))
  const others = active.filter(({ id }) => !doesType(type, id))
  // Who does not do this comes last, and under a heading that says so.
  const staffChoices =
    others.length === 0
      ? choicesOf(active)
      : [
          { group: type?.name ?? '', items: choicesOf(active.filter(({ id }) => doesType(type, id))) },
          { group: t('doNotDoIt'), items: choicesOf(others) },
        ]
  const isBlocked = clashes.length > 0 && override === null
  return (
    <form
      onSubmit={event => {
        event.preventDefault()
        if (details !== null && !isBlocked) saving.mutate()
      }}
    >
      <Stack gap="sm">
        <LeadPicker value={values.leads} onChange={leads => change({ leads })} />
        <Group grow gap="sm" align="start">
          <Select
            label={t('type')}
            data={offered.map(({ id, name }) => ({ value: id, label: name }))}
            value={values.typeId}
            onChange={handleType}
            allowDeselect={false}
          />
          <Select
            label={t('staff')}
            placeholder={t('nobody')}
            clearable
            data={staffChoices}
            value={values.staffId}
            onChange={staffId => change({ staffId: staffId as AppointmentValues['staffId'] })}
          />
        </Group>
        <Group grow gap="sm" align="start">
          <MomentPicker label={t('when')} value={values.picked} onChange={picked => change({ picked })} />
          <NumberInput
            label={t('minutes')}
            min={5}
            max={20_160}
            step={15}
            allowDecimal={false}
            value={values.minutes}
            onChange={minutes => change({ minutes: Number(minutes) || 30 })}
          />
        </Group>
        {theirs !== null && (
          <Text size="xs" c="dimmed" mt={-6} className="tabular">
            {t('atTheirsLong', { name: patient?.name ?? '', time: theirs })}
          </Text>
        )}
        {edited === null && values.staffId !== null && (
          <FreeTimes
            staffId={values.staffId}
            wanted={values}
            chosenAt={details?.startsAt ?? null}
            takesFirst={values.picked === null}
            onTake={startsAt => {
              const isFirst = values.picked === null
              change({ picked: toPicked(startsAt, timeZone) })
              // Filled by itself: Enter books.
              if (isFirst) requestAnimationFrame(() => submit.current?.focus())
            }}
          />
        )}
        {rooms.some(room => !room.isArchived) && (
          <Select
            label={t('room')}
            clearable
            data={rooms.filter(room => !room.isArchived).map(({ id, name }) => ({ value: id, label: name }))}
            value={values.roomId}
            onChange={roomId => change({ roomId: roomId as AppointmentValues['roomId'] })}
          />
        )}
        <Textarea
          label={t('note')}
          autosize
          minRows={2}
          maxRows={6}
          maxLength={5_000}
          value={values.note}
          onChange={event => change({ note: event.currentTarget.value })}
        />
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          w="fit-content"
          aria-expanded={isMoreOpen}
          onClick={() => setMoreOpen(open => !open)}
        >
          {t(isMoreOpen ? 'less' : 'more')}
        </Button>
        <Collapse expanded={isMoreOpen}>
          <Stack gap="sm">
            <TextInput
              label={t('titleField')}
              maxLength={200}
              value={values.title}
              onChange={event => change({ title: event.currentTarget.value })}
            />
            <TextInput
              label={t('place')}
              maxLength={300}
              value={values.place}
              onChange={event => change({ place: event.currentTarget.value })}
            />
            <TextInput
              label={t('videoUrl')}
              type="url"
              placeholder="https://"
              maxLength={1_000}
              value={values.videoUrl}
              onChange={event => change({ videoUrl: event.currentTarget.value })}
            />
            <Group grow gap="sm">
              <NumberInput
                label={t('bufferBefore')}
                min={0}
                max={240}
                step={5}
                allowDecimal={false}
                value={values.bufferBefore}
                onChange={minutes => change({ bufferBefore: Number(minutes) || 0 })}
              />
              <NumberInput
                label={t('bufferAfter')}
                min={0}
                max={240}
                step={5}
                allowDecimal={false}
                value={values.bufferAfter}
                onChange={minutes => change({ bufferAfter: Number(minutes) || 0 })}
              />
            </Group>
          </Stack>
        </Collapse>
        {edited === null && (
          <>
            <SeriesFields values={values} visits={visits} types={offered} onChange={change} />
            <Checkbox
              label={t('isProposal')}
              checked={values.isProposal}
              onChange={event => change({ isProposal: event.currentTarget.checked })}
            />
          </>
        )}
        {edited?.seriesId && <ScopeField value={scope} onChange={setScope} />}
        <ClashList clashes={clashes} />
        {clashes.length > 0 && mayOverride && <OverrideField value={reason} onChange={setReason} />}
        {saving.error !== null && <ProblemNotice error={saving.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button ref={submit} type="submit" disabled={details === null || isBlocked} loading={saving.isPending}>
            {t(edited === null ? 'bookAction' : 'save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
