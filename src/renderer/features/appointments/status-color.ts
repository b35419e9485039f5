import type { AppointmentStatus } from '#shared/domain/appointment.ts'

/** Amber waits for somebody, red went wrong, nothing else shouts. */
export const statusColor: Record<AppointmentStatus, string> = {
  requested: 'yellow',
  scheduled: 'gray',
  confirmed: 'teal',
  arrived: 'teal',
  done: 'gray',
  no_show: 'red',
  cancelled: 'gray',
}
