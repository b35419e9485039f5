import { z } from 'zod'
import { AppointmentStatus, Approval, LONGEST_BUFFER, LONGEST_COURSE, SeriesScope } from '../domain/appointment.ts'
import { AppointmentId, AppointmentSeriesId, AppointmentTypeId, LeadId, RoomId, StaffId } from '../domain/ids.ts'
import { Recurrence } from '../domain/recurrence.ts'
import { Day } from '../domain/zoned-time.ts'
import { Cursor, managers, ownLeads, PageSize, page, signedIn } from './procedure.ts'
import { TimeZone } from './setup.ts'
import { StageColor } from './stages.ts'

export const AppointmentColor = StageColor

export const AppointmentType = z.object({
  id: AppointmentTypeId,
  version: z.number(),
  name: z.string(),
  color: AppointmentColor,
  /** How long one lasts unless somebody says otherwise. */
  minutes: z.number(),
  bufferBefore: z.number(),
  bufferAfter: z.number(),
  place: z.string().nullable(),
  approval: Approval,
  /** Who does this; empty where everybody does. */
  staffIds: z.array(StaffId),
  position: z.number(),
  /** Not offered for new appointments any more. */
  isArchived: z.boolean(),
})
export type AppointmentType = z.infer<typeof AppointmentType>

export const Room = z.object({
  id: RoomId,
  version: z.number(),
  name: z.string(),
  position: z.number(),
  isArchived: z.boolean(),
})
export type Room = z.infer<typeof Room>

const AppointmentLead = z.object({
  id: LeadId,
  name: z.string(),
  /** Where the patient is, as far as it is known: told by a person, or the only hour that their country has. */
  timeZone: z.string().nullable(),
})

export const Appointment = z.object({
  id: AppointmentId,
  version: z.number(),
  typeId: AppointmentTypeId.nullable(),
  staffId: StaffId.nullable(),
  roomId: RoomId.nullable(),
  leads: z.array(AppointmentLead),
  title: z.string().nullable(),
  startsAt: z.number(),
  endsAt: z.number(),
  /** Kept free before and after, in minutes. */
  bufferBefore: z.number(),
  bufferAfter: z.number(),
  /** The zone in which it was booked: a series keeps the hour of this one's clock. */
  timeZone: z.string(),
  status: AppointmentStatus,
  approval: Approval,
  place: z.string().nullable(),
  videoUrl: z.string().nullable(),
  note: z.string().nullable(),
  bookedBy: StaffId.nullable(),
  seriesId: AppointmentSeriesId.nullable(),
  /** Changed alone: what is changed for the whole series leaves it as it is. */
  isException: z.boolean(),
  /** Why it stands where something else is, and who said so. */
  overrideReason: z.string().nullable(),
  cancelReason: z.string().nullable(),
})
export type Appointment = z.infer<typeof Appointment>

/** Somebody else's time: taken, and nothing more is told. */
export const BusyTime = z.object({
  staffId: StaffId.nullable(),
  roomId: RoomId.nullable(),
  startsAt: z.number(),
  endsAt: z.number(),
})
export type BusyTime = z.infer<typeof BusyTime>

/** What stands in the way, of which visit. What the viewer may not see of it is null. */
export const Clash = z.object({
  kind: z.enum(['staff', 'room', 'lead', 'outside_hours', 'day_off', 'not_theirs']),
  /** The visit that is asked for. */
  startsAt: z.number(),
  endsAt: z.number(),
  /** What is there already. */
  other: z
    .object({ id: AppointmentId.nullable(), startsAt: z.number(), endsAt: z.number(), name: z.string().nullable() })
    .nullable(),
  /** The patient or the day off that it is about, or who does not do this. */
  name: z.string().nullable(),
})
export type Clash = z.infer<typeof Clash>

const Instant = z.number().int().min(0).max(8_640_000_000_000_000)
const text = (longest: number) => z.string().trim().max(longest).nullable()

const slot = {
  startsAt: Instant,
  endsAt: Instant,
  staffId: StaffId.nullable(),
  roomId: RoomId.nullable(),
  bufferBefore: z.number().int().min(0).max(LONGEST_BUFFER),
  bufferAfter: z.number().int().min(0).max(LONGEST_BUFFER),
}

export const AppointmentDetails = z.object({
  ...slot,
  typeId: AppointmentTypeId.nullable(),
  leadIds: z.array(LeadId).max(20),
  title: text(200),
  timeZone: TimeZone,
  place: text(300),
  videoUrl: z
    .url({ protocol: /^https?$/ })
    .max(1_000)
    .nullable(),
  note: text(5_000),
})
export type AppointmentDetails = z.infer<typeof AppointmentDetails>

/** A later visit of a course of treatment: of its own type and length, with the same person in the same room. */
export const CourseVisit = z.object({
  typeId: AppointmentTypeId.nullable(),
  startsAt: Instant,
  endsAt: Instant,
  bufferBefore: slot.bufferBefore,
  bufferAfter: slot.bufferAfter,
})
export type CourseVisit = z.infer<typeof CourseVisit>
const CourseVisits = z.array(CourseVisit).max(LONGEST_COURSE - 1)

/** Why somebody books where something is already. Managers only. */
const Override = z.object({ reason: z.string().trim().min(3).max(300) }).nullable()

const bookingErrors = {
  /** Taken, or not worked then; managers may say why it is booked all the same. */
  CLASH: { data: z.object({ clashes: z.array(Clash), mayOverride: z.boolean() }) },
  /** Ends before it begins, lasts too long, or the series has too many visits. */
  IMPOSSIBLE_TIME: { data: z.object({ reason: z.enum(['ends-before', 'too-long', 'too-many-visits']) }) },
}

const Range = z.object({ from: Instant, until: Instant })

export const appointments = {
  /** What begins, lasts or ends within a stretch of time of at most seven weeks: a month's page. */
  range: ownLeads
    .input(
      Range.extend({
        staffIds: z.array(StaffId).max(100).nullable().default(null),
        typeIds: z.array(AppointmentTypeId).max(100).nullable().default(null),
        includesCancelled: z.boolean().default(false),
      }),
    )
    .output(z.object({ appointments: z.array(Appointment), busy: z.array(BusyTime) })),
  /** The first of each day of a month's page, and how many more a day has: ten thousand are never sent to be counted. */
  month: ownLeads
    .input(
      z.object({
        /** Any moment of the first day. */
        from: Instant,
        days: z.number().int().min(1).max(42),
        timeZone: TimeZone,
        staffIds: z.array(StaffId).max(100).nullable().default(null),
        typeIds: z.array(AppointmentTypeId).max(100).nullable().default(null),
        includesCancelled: z.boolean().default(false),
      }),
    )
    .output(z.object({ appointments: z.array(Appointment), more: z.array(z.object({ on: Day, count: z.number() })) })),
  /** From a moment on, in the order in which they begin. */
  agenda: ownLeads
    .input(
      z.object({
        from: Instant,
        staffIds: z.array(StaffId).max(100).nullable().default(null),
        typeIds: z.array(AppointmentTypeId).max(100).nullable().default(null),
        includesCancelled: z.boolean().default(false),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(60),
      }),
    )
    .output(page(Appointment)),
  get: ownLeads.input(z.object({ id: AppointmentId })).output(Appointment),
  /** The newest first. */
  ofLead: ownLeads.input(z.object({ leadId: LeadId })).output(z.array(Appointment)),
  /** What would stand in the way, while it is still being chosen. */
  check: ownLeads
    .input(
      z.object({
        ...slot,
        typeId: AppointmentTypeId.nullable().default(null),
        leadIds: z.array(LeadId).max(20),
        timeZone: TimeZone,
        recurrence: Recurrence.nullable().default(null),
        /** The later visits of a course. */
        visits: CourseVisits.default([]),
        /** The appointment that is being moved does not stand in its own way. */
        exceptId: AppointmentId.nullable().default(null),
      }),
    )
    .output(z.object({ clashes: z.array(Clash), mayOverride: z.boolean() }))
    .errors({ IMPOSSIBLE_TIME: bookingErrors.IMPOSSIBLE_TIME }),
  /** The next times at which one of these people is free. */
  freeSlots: signedIn
    .input(
      z.object({
        staffIds: z.array(StaffId).min(1).max(100),
        /** Only of those who do this. */
        typeId: AppointmentTypeId.nullable().default(null),
        roomId: RoomId.nullable().default(null),
        minutes: z.number().int().min(5).max(1_440),
        bufferBefore: z.number().int().min(0).max(LONGEST_BUFFER).default(0),
        bufferAfter: z.number().int().min(0).max(LONGEST_BUFFER).default(0),
        from: Instant,
        days: z.number().int().min(1).max(60).default(14),
        limit: z.number().int().min(1).max(100).default(20),
        /** Each time once, whoever has it, and at most so many from all over each day of that zone: what is offered to a patient. */
        offer: z
          .object({ perDay: z.number().int().min(1).max(50), timeZone: TimeZone })
          .nullable()
          .default(null),
      }),
    )
    .output(z.array(z.object({ staffId: StaffId, startsAt: z.number(), endsAt: z.number() }))),
  /** Asked again with the same id it finds what is booked already. */
  book: ownLeads
    .input(
      AppointmentDetails.extend({
        id: AppointmentId,
        /** What repeats by a rule, or a course whose later visits are each named. */
        series: z
          .union([
            z.object({ id: AppointmentSeriesId, recurrence: Recurrence }),
            z.object({ id: AppointmentSeriesId, visits: CourseVisits.min(1) }),
          ])
          .nullable()
          .default(null),
        /** Proposed to the patient, who has to say yes first. */
        isProposal: z.boolean().default(false),
        override: Override.default(null),
      }),
    )
    .output(Appointment)
    .errors(bookingErrors),
  update: ownLeads
    .input(
      AppointmentDetails.extend({
        id: AppointmentId,
        version: z.number(),
        scope: SeriesScope.default('this'),
        override: Override.default(null),
      }),
    )
    .output(Appointment)
    .errors(bookingErrors),
  setStatus: ownLeads
    .input(
      z.object({
        id: AppointmentId,
        version: z.number(),
        status: AppointmentStatus.exclude(['requested']),
        scope: SeriesScope.default('this'),
        reason: text(300).default(null),
        override: Override.default(null),
      }),
    )
    .output(Appointment)
    .errors({ ...bookingErrors, NEEDS_APPROVAL: {} }),
  /** A request becomes an appointment, if its time is still free. */
  approve: managers
    .input(
      z.object({
        id: AppointmentId,
        version: z.number(),
        scope: SeriesScope.default('all'),
        override: Override.default(null),
      }),
    )
    .output(Appointment)
    .errors({ ...bookingErrors, NOT_REQUESTED: {} }),
  /** What waits for a manager or for the patient, the oldest first. */
  requests: ownLeads.output(z.array(Appointment)),
  /** The appointment as a calendar file (RFC 5545). */
  ics: ownLeads.input(z.object({ id: AppointmentId })).output(z.object({ name: z.string(), text: z.string() })),
}

const typeDetails = {
  name: z.string().trim().min(1).max(80),
  color: AppointmentColor,
  minutes: z.number().int().min(5).max(1_440),
  bufferBefore: z.number().int().min(0).max(LONGEST_BUFFER),
  bufferAfter: z.number().int().min(0).max(LONGEST_BUFFER),
  place: text(300),
  approval: Approval,
  staffIds: z.array(StaffId).max(100).default([]),
}

export const appointmentTypes = {
  list: signedIn.output(z.array(AppointmentType)),
  create: managers.input(z.object({ id: AppointmentTypeId, ...typeDetails })).output(AppointmentType),
  update: managers
    .input(z.object({ id: AppointmentTypeId, version: z.number(), ...typeDetails, isArchived: z.boolean() }))
    .output(AppointmentType),
  reorder: managers
    .input(z.object({ ids: z.array(AppointmentTypeId).min(1).max(100) }))
    .output(z.array(AppointmentType)),
}

export const rooms = {
  list: signedIn.output(z.array(Room)),
  create: managers.input(z.object({ id: RoomId, name: z.string().trim().min(1).max(80) })).output(Room),
  update: managers
    .input(
      z.object({ id: RoomId, version: z.number(), name: z.string().trim().min(1).max(80), isArchived: z.boolean() }),
    )
    .output(Room),
}
