import { useQuery } from '@tanstack/react-query'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { INITIAL_TEMPLATE } from '#shared/domain/initial-template-ids.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api } from '../../rpc/api.ts'
import { useTimeZone } from '../../rpc/use-connection.ts'
import { wordTemplate } from '../templates/word-template.ts'
import { MessageStep } from './message-step.tsx'
import { wordBooking } from './patient-message.ts'
import { useAppointmentTypes } from './use-appointments.ts'

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
  const { data: all } = useQuery(api.appointments.ofLead.queryOptions({ input: { leadId } }))
  const { data: templates } = useQuery(api.templates.list.queryOptions())
  const { data: facts } = useQuery(
    api.templates.facts.queryOptions({ input: { leadId, appointmentId: appointment.id } }),
  )
  const isKnown = lead !== undefined && settings !== undefined && all !== undefined && timeZone !== undefined
  if (!isKnown || templates === undefined || facts === undefined) return null
  const course = all.filter(({ seriesId, status }) => seriesId === appointment.seriesId && status !== 'cancelled')
  const visits = (appointment.seriesId === null ? [appointment] : course)
    .toSorted((one, other) => one.startsAt - other.startsAt)
    .map(visit => ({ ...visit, what: visit.title ?? types.find(({ id }) => id === visit.typeId)?.name ?? null }))
  // The office's own words for what is certain; for a question and for a whole course there are no such.
  const template = templates.find(({ id }) => id === INITIAL_TEMPLATE.confirmation)
  const isCertain = visits.length === 1 && appointment.status !== 'requested' && template !== undefined
  const text = isCertain
    ? wordTemplate(template, facts).text
    : wordBooking(visits, { lead, office: { ...settings, timeZone } })
  return (
    <MessageStep
      leadId={leadId}
      conversationId={conversationId}
      text={text}
      title={t(appointment.status === 'requested' ? 'requestedFor' : 'bookedFor', {
        name: lead.name,
        when: format.dateTime(appointment.startsAt),
      })}
      onDone={onDone}
    />
  )
}
