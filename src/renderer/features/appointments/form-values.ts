import type { Appointment, AppointmentDetails, AppointmentType } from '#shared/contract/appointments.ts'
import type { AppointmentTypeId, RoomId, StaffId } from '#shared/domain/ids.ts'
import type { Recurrence } from '#shared/domain/recurrence.ts'
import { fromPicked, toPicked } from '../leads/picked-moment.ts'
import type { CourseStep } from './course.ts'
import type { PickedLead } from './lead-picker.tsx'

const MINUTE = 60_000

/** What the form holds: moments as its picker writes them. */
export interface AppointmentValues {
  typeId: AppointmentTypeId | null
  staffId: StaffId | null
  roomId: RoomId | null
  leads: PickedLead[]
  title: string
  picked: string | null
  minutes: number
  bufferBefore: number
  bufferAfter: number
  place: string
  videoUrl: string
  note: string
  isProposal: boolean
  recurrence: Recurrence | null
  /** The later visits of a course of treatment. */
  course: CourseStep[] | null
}

/** With what a new appointment begins. */
export interface Draft {
  /** Null: at the first free time. */
  readonly startsAt: number | null
  readonly endsAt?: number
  readonly staffId?: StaffId | null
  readonly typeId?: AppointmentTypeId
  readonly leads?: readonly PickedLead[]
}

export function valuesOfDraft(draft: Draft, type: AppointmentType | undefined, timeZone: string): AppointmentValues {
  const minutes =
    draft.endsAt === undefined || draft.startsAt === null
      ? (type?.minutes ?? 30)
      : (draft.endsAt - draft.startsAt) / MINUTE
  return {
    typeId: type?.id ?? null,
    staffId: draft.staffId ?? null,
    roomId: null,
    leads: [...(draft.leads ?? [])],
    title: '',
    picked: draft.startsAt === null ? null : toPicked(draft.startsAt, timeZone),
    minutes,
    bufferBefore: type?.bufferBefore ?? 0,
    bufferAfter: type?.bufferAfter ?? 0,
    place: type?.place ?? '',
    videoUrl: '',
    note: '',
    isProposal: false,
    recurrence: null,
    course: null,
  }
}

export function valuesOf(appointment: Appointment, timeZone: string): AppointmentValues {
  return {
    typeId: appointment.typeId,
    staffId: appointment.staffId,
    roomId: appointment.roomId,
    leads: appointment.leads.map(({ id, name }) => ({ id, name })),
    title: appointment.title ?? '',
    picked: toPicked(appointment.startsAt, timeZone),
    minutes: (appointment.endsAt - appointment.startsAt) / MINUTE,
    bufferBefore: appointment.bufferBefore,
    bufferAfter: appointment.bufferAfter,
    place: appointment.place ?? '',
    videoUrl: appointment.videoUrl ?? '',
    note: appointment.note ?? '',
    isProposal: false,
    recurrence: null,
    course: null,
  }
}

/** A type brings its length, its free time and its place; what a person chose of them before gives way, as they see. */
export function withType(values: AppointmentValues, type: AppointmentType): AppointmentValues {
  const { id: typeId, minutes, bufferBefore, bufferAfter, place } = type
  return { ...values, typeId, minutes, bufferBefore, bufferAfter, place: place ?? values.place }
}

/** What the core is sent; null while there is no moment. */
export function detailsOf(values: AppointmentValues, timeZone: string): AppointmentDetails | null {
  if (values.picked === null) return null
  const startsAt = fromPicked(values.picked, timeZone)
  const textOf = (text: string) => (text.trim() === '' ? null : text.trim())
  return {
    typeId: values.typeId,
    staffId: values.staffId,
    roomId: values.roomId,
    leadIds: values.leads.map(({ id }) => id),
    title: textOf(values.title),
    startsAt,
    endsAt: startsAt + values.minutes * MINUTE,
    bufferBefore: values.bufferBefore,
    bufferAfter: values.bufferAfter,
    timeZone,
    place: textOf(values.place),
    videoUrl: textOf(values.videoUrl),
    note: textOf(values.note),
  }
}
