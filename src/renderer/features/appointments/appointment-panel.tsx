import { ActionIcon, Anchor, Badge, Button, CopyButton, Group, Modal, Stack, Text, TextInput } from '@mantine/core'
import { IconCalendarDown, IconMessage, IconPencil, IconRepeat, IconX } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { SeriesScope } from '#shared/domain/appointment.ts'
import type { AppointmentId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff, useTimeZone } from '../../rpc/use-connection.ts'
import { ProblemNotice } from '../../ui/problem-notice.tsx'
import { useColleagues } from '../leads/use-office-people.ts'
import { AppointmentReminders } from '../reminders/appointment-reminders.tsx'
import { BookedMessage } from './booked-message.tsx'
import classes from './calendar.module.css'
import { nextStatuses, type SetStatus, waitsForManager } from './next-status.ts'
import { saveCalendarFile } from './save-calendar-file.ts'
import { ScopeField } from './scope-field.tsx'
import { StatusBadge } from './status-badge.tsx'
import { theirTime } from './their-time.ts'
import { useAppointmentTypes, useRooms } from './use-appointments.ts'

interface AppointmentPanelProps {
  readonly id: AppointmentId
  readonly onEdit: (appointment: Appointment) => void
  readonly onClose: () => void
}

/** One appointment beside the calendar: what it is, and what can be done about it. */
export function AppointmentPanel({ id, onEdit, onClose }: AppointmentPanelProps) {
  const { t } = useTranslation('appointments')
  const { data: appointment, error } = useQuery(api.appointments.get.queryOptions({ input: { id } }))
  return (
    <aside className={classes.panel} aria-label={t('panelLabel')}>
      <Group justify="space-between" wrap="nowrap" mb="xs">
        <Text fw={600}>{t('one')}</Text>
        <ActionIcon aria-label={t('close')} onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      {error !== null && <ProblemNotice error={error} />}
      {appointment !== undefined && <Details key={appointment.id} appointment={appointment} onEdit={onEdit} />}
    </aside>
  )
}

function Details({
  appointment,
  onEdit,
}: {
  readonly appointment: Appointment
  readonly onEdit: (appointment: Appointment) => void
}) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const queries = useQueryClient()
  const locale = useLocale()
  const timeZone = useTimeZone()
  const { role } = useSignedInStaff()
  const { colleagueOf } = useColleagues()
  const type = useAppointmentTypes().find(({ id }) => id === appointment.typeId)
  const room = useRooms().find(({ id }) => id === appointment.roomId)
  const [scope, setScope] = useState<SeriesScope>('this')
  const [isTelling, setTelling] = useState(false)
  const [isCancelling, setCancelling] = useState(false)
  const [reason, setReason] = useState('')
  const { id, version, status } = appointment
  const options = {
    meta: { isProblemShown: true },
    onSuccess: () => queries.invalidateQueries({ queryKey: api.appointments.key() }),
  }
  const setting = useMutation({
    ...options,
    mutationFn: (next: { status: SetStatus; reason?: string }) =>
      rpc.appointments.setStatus({ id, version, status: next.status, scope, reason: next.reason ?? null }),
  })
  const approving = useMutation({ ...options, mutationFn: () => rpc.appointments.approve({ id, version }) })
  const isUndecided = waitsForManager(appointment)
  const mayDecide = role !== 'consultant'
  const offered = nextStatuses(appointment)
  const [patient] = appointment.leads
  const theirs = theirTime(appointment.startsAt, patient?.timeZone, timeZone, locale)

  return (
    <Stack gap="sm">
      <Group gap={6}>
        <StatusBadge appointment={appointment} />
        {appointment.seriesId !== null && (
          <Badge variant="default" tt="none" leftSection={<IconRepeat size={12} />}>
            {t('ofSeries')}
          </Badge>
        )}
      </Group>
      <div>
        <Text fw={600} className="tabular">
          {format.longDay(appointment.startsAt, coreNow())}
        </Text>
        <Text size="sm" className="tabular">
          {format.time(appointment.startsAt)} – {format.time(appointment.endsAt)}
        </Text>
        {theirs !== null && (
          <Text size="xs" c="dimmed" className="tabular">
            {t('atTheirsLong', { name: patient?.name ?? '', time: theirs })}
          </Text>
        )}
      </div>
      <dl className={classes.facts}>
        {appointment.leads.length > 0 && (
          <Fact label={t('leads')}>
            {appointment.leads.map(lead => (
              <Anchor
                key={lead.id}
                size="sm"
                display="block"
                renderRoot={props => <Link to="/leads/$leadId/page" params={{ leadId: lead.id }} {...props} />}
              >
                {lead.name}
              </Anchor>
            ))}
          </Fact>
        )}
        {(appointment.title ?? type?.name) && <Fact label={t('type')}>{appointment.title ?? type?.name}</Fact>}
        <Fact label={t('staff')}>{colleagueOf(appointment.staffId)?.name ?? t('nobody')}</Fact>
        {room && <Fact label={t('room')}>{room.name}</Fact>}
        {appointment.place && <Fact label={t('place')}>{appointment.place}</Fact>}
        {appointment.videoUrl && (
          <Fact label={t('videoUrl')}>
            <CopyButton value={appointment.videoUrl}>
              {({ copied, copy }) => (
                <Button variant="default" size="compact-xs" onClick={copy}>
                  {t(copied ? 'copied' : 'copyLink')}
                </Button>
              )}
            </CopyButton>
          </Fact>
        )}
        {appointment.note && <Fact label={t('note')}>{appointment.note}</Fact>}
        {appointment.overrideReason && <Fact label={t('overrideReason')}>{appointment.overrideReason}</Fact>}
        {appointment.cancelReason && <Fact label={t('cancelReason')}>{appointment.cancelReason}</Fact>}
      </dl>
      {appointment.seriesId !== null && (offered.length > 0 || isUndecided) && (
        <ScopeField value={scope} onChange={setScope} />
      )}
      {isCancelling ? (
        <Stack gap="xs">
          <TextInput
            label={t('cancelReason')}
            maxLength={300}
            data-autofocus
            value={reason}
            onChange={event => setReason(event.currentTarget.value)}
          />
          <Group gap="xs">
            <Button
              color="red"
              size="compact-sm"
              loading={setting.isPending}
              onClick={() => setting.mutate({ status: 'cancelled', reason }, { onSuccess: () => setCancelling(false) })}
            >
              {t('cancelAction')}
            </Button>
            <Button variant="default" size="compact-sm" onClick={() => setCancelling(false)}>
              {t('back')}
            </Button>
          </Group>
        </Stack>
      ) : (
        <Group gap="xs">
          {isUndecided && mayDecide && (
            <Button size="compact-sm" loading={approving.isPending} onClick={() => approving.mutate()}>
              {t('approve')}
            </Button>
          )}
          {offered.map(next => (
            <Button
              key={next}
              variant={next === 'cancelled' ? 'subtle' : 'default'}
              color={next === 'cancelled' ? 'red' : undefined}
              size="compact-sm"
              loading={setting.isPending && setting.variables.status === next}
              // The next click needs the version that this one makes: without it, it would be refused as somebody else's change.
              disabled={setting.isPending && setting.variables.status !== next}
              onClick={() => (next === 'cancelled' ? setCancelling(true) : setting.mutate({ status: next }))}
            >
              {t(`do.${next}`)}
            </Button>
          ))}
        </Group>
      )}
      {(setting.error ?? approving.error) !== null && <ProblemNotice error={setting.error ?? approving.error} />}
      <Group gap="xs">
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPencil size={16} />}
          onClick={() => onEdit(appointment)}
        >
          {t('edit')}
        </Button>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconCalendarDown size={16} />}
          onClick={() => void saveCalendarFile(id)}
        >
          {t('calendarFile')}
        </Button>
        {patient !== undefined && !isUndecided && status !== 'cancelled' && (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconMessage size={16} />}
            onClick={() => setTelling(true)}
          >
            {t('tellPatient')}
          </Button>
        )}
      </Group>
      <AppointmentReminders id={appointment.id} />
      <Modal
        opened={isTelling}
        onClose={() => setTelling(false)}
        size="lg"
        title={t('tellPatient')}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {patient !== undefined && (
          <BookedMessage
            appointment={appointment}
            leadId={patient.id}
            conversationId={null}
            onDone={() => setTelling(false)}
          />
        )}
      </Modal>
    </Stack>
  )
}

function Fact({ label, children }: { readonly label: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}
