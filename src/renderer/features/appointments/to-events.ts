import type { ScheduleEventData } from '@mantine/schedule'
import type { Appointment, AppointmentType, BusyTime } from '#shared/contract/appointments.ts'
import type { StaffId } from '#shared/domain/ids.ts'
import { fromPicked, toPicked } from '../leads/picked-moment.ts'

/** Without an appointment: the time of somebody else, or what stands for the rest of a full day. */
export type CalendarEvent = ScheduleEventData<{ appointment: Appointment | null; day?: string }>

interface Words {
  /** For an appointment without a patient, a title or a type. */
  readonly untitled: string
  readonly busy: string
}

/** The row of the view by people of whatever nobody has. */
export const NOBODY = 'nobody'

/** What the calendar draws: every time as the office's clock shows it. */
export function toEvents(
  { appointments, busy }: { appointments: readonly Appointment[]; busy: readonly BusyTime[] },
  types: readonly AppointmentType[],
  timeZone: string | undefined,
  words: Words,
): CalendarEvent[] {
  const typeOf = new Map(types.map(type => [type.id, type]))
  const shown = appointments.map((appointment): CalendarEvent => {
    const type = appointment.typeId === null ? undefined : typeOf.get(appointment.typeId)
    return {
      id: appointment.id,
      title: titleOf(appointment, type?.name) ?? words.untitled,
      start: toPicked(appointment.startsAt, timeZone),
      end: toPicked(appointment.endsAt, timeZone),
      color: appointment.status === 'cancelled' || appointment.status === 'no_show' ? 'gray' : (type?.color ?? 'teal'),
      resourceId: appointment.staffId ?? NOBODY,
      payload: { appointment },
    }
  })
  const taken = busy
    .filter(({ staffId }) => staffId !== null)
    .map(
      ({ staffId, startsAt, endsAt }): CalendarEvent => ({
        id: `busy ${String(staffId)} ${startsAt} ${endsAt}`,
        title: words.busy,
        start: toPicked(startsAt, timeZone),
        end: toPicked(endsAt, timeZone),
        color: 'gray',
        resourceId: staffId ?? NOBODY,
        payload: { appointment: null },
      }),
    )
  return [...shown, ...taken]
}

/** Patients first: that is who is looked for. */
export function titleOf(appointment: Appointment, typeName: string | undefined): string | null {
  const people = appointment.leads.map(({ name }) => name).join(', ')
  const what = appointment.title ?? typeName ?? null
  if (people === '') return what
  return what === null ? people : `${people} · ${what}`
}

/** Where an event was dropped, as instants and a person. */
export function toSlot(
  { newStart, newEnd, resourceId }: { newStart: string; newEnd: string; resourceId?: string | number | undefined },
  timeZone: string | undefined,
): { startsAt: number; endsAt: number; staffId?: StaffId | null } {
  const slot = { startsAt: fromPicked(newStart, timeZone), endsAt: fromPicked(newEnd, timeZone) }
  if (resourceId === undefined) return slot
  return { ...slot, staffId: resourceId === NOBODY ? null : (resourceId as StaffId) }
}
