import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { AppointmentStatus } from '#shared/domain/appointment.ts'
import { toWallTime } from '#shared/domain/zoned-time.ts'
import type { AppointmentRow } from './appointment-queries.ts'

const statusOf: Record<AppointmentStatus, ICalEventStatus> = {
  requested: ICalEventStatus.TENTATIVE,
  scheduled: ICalEventStatus.CONFIRMED,
  confirmed: ICalEventStatus.CONFIRMED,
  arrived: ICalEventStatus.CONFIRMED,
  done: ICalEventStatus.CONFIRMED,
  no_show: ICalEventStatus.CANCELLED,
  cancelled: ICalEventStatus.CANCELLED,
}

/**
 * The appointment as an iCalendar file (RFC 5545) that a patient's phone takes. Its times are in UTC, which every calendar shows in
 * its own zone. The id stays and the sequence grows with every change, so that the newer file replaces the older one. What the office
 * noted for itself is not in it.
 */
export function toCalendarFile(
  row: AppointmentRow,
  { title, office, at }: { title: string; office: string; at: number },
): { name: string; text: string } {
  const isCancelled = statusOf[row.status] === ICalEventStatus.CANCELLED
  const calendar = ical({
    name: office,
    prodId: { company: 'Santral', product: 'Santral' },
    method: isCancelled ? ICalCalendarMethod.CANCEL : ICalCalendarMethod.PUBLISH,
  })
  calendar.createEvent({
    id: `${row.id}@santral`,
    sequence: row.version - 1,
    stamp: new Date(at),
    start: new Date(row.startsAt),
    end: new Date(row.endsAt),
    summary: title,
    location: row.place,
    url: row.videoUrl,
    status: statusOf[row.status],
  })
  const day = toWallTime(row.startsAt, row.timeZone).slice(0, 10)
  return { name: `${day}.ics`, text: calendar.toString() }
}
