import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Appointment } from '#shared/contract/appointments.ts'
import type { LeadId, TemplateId } from '#shared/domain/ids.ts'
import { INITIAL_TEMPLATE } from '#shared/domain/initial-template-ids.ts'
import { api } from '../../rpc/api.ts'
import { wordTemplate } from './word-template.ts'

/** What is likely to be said of an appointment as it stands; null where its own wording says it better. */
function likelyTemplate({ status, seriesId }: Appointment): TemplateId | null {
  if (status === 'cancelled') return INITIAL_TEMPLATE.cancelled
  if (status === 'no_show') return INITIAL_TEMPLATE.noShow
  if (status === 'done') return INITIAL_TEMPLATE.thanks
  // A question, and a whole course of visits, have words of their own.
  return status === 'requested' || seriesId !== null ? null : INITIAL_TEMPLATE.confirmation
}

/** The office's templates for an appointment, and the chosen one in the words of this patient. */
export function useAppointmentText(appointment: Appointment, leadId: LeadId) {
  const { data: all = [] } = useQuery(api.templates.list.queryOptions())
  const { data: facts } = useQuery(
    api.templates.facts.queryOptions({ input: { leadId, appointmentId: appointment.id } }),
  )
  const [picked, setPicked] = useState<TemplateId | 'own' | null>(null)
  const templates = all.filter(({ category, channel }) => category === 'appointment' && channel !== 'sms')
  const wanted = picked === 'own' ? null : (picked ?? likelyTemplate(appointment))
  const template = templates.find(({ id }) => id === wanted)
  return {
    templates,
    /** Null for the appointment's own wording. */
    chosenId: template?.id ?? null,
    choose: (id: TemplateId | null) => setPicked(id ?? 'own'),
    text: template && facts ? wordTemplate(template, facts).text : null,
    isReady: facts !== undefined && all.length > 0,
  }
}
