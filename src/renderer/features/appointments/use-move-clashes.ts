import type { Appointment } from '#shared/contract/appointments.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { detailsOfAppointment } from './appointment-details.ts'
import { useClashes } from './use-clashes.ts'

interface Moved {
  readonly appointment: Appointment
  readonly startsAt: number
  readonly endsAt: number
  readonly staffId?: StaffId | null
}

/** What would stand in the way of an appointment somewhere else. */
export function useMoveClashes({ appointment, startsAt, endsAt, staffId }: Moved) {
  const details = detailsOfAppointment(appointment)
  const moved = { ...details, startsAt, endsAt, staffId: staffId === undefined ? details.staffId : staffId }
  return useClashes(moved, { recurrence: null, visits: [], exceptId: appointment.id })
}
