import type { Appointment } from '#shared/contract/appointments.ts'
import type { AppointmentStatus } from '#shared/domain/appointment.ts'

/** What somebody may set: a request is only ever made by booking. */
export type SetStatus = Exclude<AppointmentStatus, 'requested'>

const nextOf: Record<AppointmentStatus, readonly SetStatus[]> = {
  requested: ['confirmed', 'cancelled'],
  scheduled: ['confirmed', 'arrived', 'no_show', 'cancelled'],
  confirmed: ['arrived', 'no_show', 'cancelled'],
  arrived: ['done'],
  done: [],
  no_show: ['scheduled'],
  cancelled: ['scheduled'],
}

export function waitsForManager({ status, approval }: Pick<Appointment, 'status' | 'approval'>): boolean {
  return status === 'requested' && approval === 'manager'
}

/** What may come next, the likeliest first. What waits for a manager is approved, which is something else. */
export function nextStatuses(appointment: Pick<Appointment, 'status' | 'approval'>): readonly SetStatus[] {
  const next = nextOf[appointment.status]
  return waitsForManager(appointment) ? next.filter(status => status === 'cancelled') : next
}
