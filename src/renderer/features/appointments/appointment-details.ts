import type { Appointment, AppointmentDetails } from '#shared/contract/appointments.ts'

/** What would be sent to leave an appointment as it is. */
export function detailsOfAppointment(appointment: Appointment): AppointmentDetails {
  const { typeId, staffId, roomId, leads, title, startsAt, endsAt } = appointment
  const { bufferBefore, bufferAfter, timeZone, place, videoUrl, note } = appointment
  return {
    ...{ typeId, staffId, roomId, title, startsAt, endsAt, leadIds: leads.map(({ id }) => id) },
    ...{ bufferBefore, bufferAfter, timeZone, place, videoUrl, note },
  }
}
