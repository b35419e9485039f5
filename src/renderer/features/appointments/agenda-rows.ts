import type { Appointment } from '#shared/contract/appointments.ts'
import { dayOf } from '#shared/domain/zoned-time.ts'

export type AgendaRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'appointment'; readonly key: string; readonly appointment: Appointment }

/** Appointments in order, each day under its name. One that moved between two pages being asked for stands once. */
export function agendaRows(appointments: readonly Appointment[], timeZone: string): AgendaRow[] {
  const rows: AgendaRow[] = []
  let lastDay: string | null = null
  for (const appointment of new Map(appointments.map(one => [one.id, one])).values()) {
    const day = dayOf(appointment.startsAt, timeZone)
    if (day !== lastDay) rows.push({ kind: 'day', key: day, at: appointment.startsAt })
    lastDay = day
    rows.push({ kind: 'appointment', key: appointment.id, appointment })
  }
  return rows
}
