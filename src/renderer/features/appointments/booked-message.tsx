import { Select, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { ConversationId, LeadId, TemplateId } from '#shared/domain/ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { useAppointmentText } from '../templates/use-appointment-text.ts'
import { MessageStep } from './message-step.tsx'
import { wordBooking } from './patient-message.ts'
import { useAppointmentTypes } from './use-appointments.ts'

const OWN = 'own'

interface BookedMessageProps {
  readonly appointment: Appointment
  readonly leadId: LeadId
  readonly conversationId: ConversationId | null
  readonly onDone: () => void
}

/** What has been booked, worded for the patient: a course with all its visits. */
export function BookedMessage({ appointment, leadId, conversationId, onDone }: BookedMessageProps) {
  const { t } = useTranslation('appointments')
  const format = useFormat()
  const timeZone = useTimeZone()
  const types = useAppointmentTypes()
  const { data: lead } = useQuery(api.leads.get.queryOptions({ input: { id: leadId } }))
  const { data: settings } = useQuery(api.settings.get.queryOptions())
  const { templates, chosenId, choose, text, isReady } = useAppointmentText(appointment, leadId)
  const { data: all } = useQuery(api.appointments.ofLead.queryOptions({ input: { leadId } }))
  if (lead === undefined || settings === undefined || all === undefined || timeZone === undefined) return null
  if (!isReady) return null
  const course = all.filter(({ seriesId, status }) => seriesId === appointment.seriesId && status !== 'cancelled')
  const visits = (appointment.seriesId === null ? [appointment] : course)
    .toSorted((one, other) => one.startsAt - other.startsAt)
    .map(visit => ({ ...visit, what: visit.title ?? types.find(({ id }) => id === visit.typeId)?.name ?? null }))
  return (
    <Stack gap="sm">
      <Select
        label={t('templates:template')}
        allowDeselect={false}
        data={[
          { value: OWN, label: t('ownWording') },
          ...templates.map(({ id, name }) => ({ value: id as string, label: name })),
        ]}
        value={chosenId ?? OWN}
        onChange={value => choose(value === OWN ? null : (value as TemplateId))}
      />
      <MessageStep
        // Another template begins anew, whatever was typed into the one before.
        key={chosenId ?? OWN}
        leadId={leadId}
        conversationId={conversationId}
        text={text ?? wordBooking(visits, { lead, office: { ...settings, timeZone } })}
        title={t(appointment.status === 'requested' ? 'requestedFor' : 'bookedFor', {
          name: lead.name,
          when: format.dateTime(appointment.startsAt),
        })}
        onDone={onDone}
      />
    </Stack>
  )
}
