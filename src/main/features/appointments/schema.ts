import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { z } from 'zod'
import type { AppointmentColor } from '#shared/contract/appointments.ts'
import type { AppointmentStatus, Approval } from '#shared/domain/appointment.ts'
import type {
  AppointmentId,
  AppointmentSeriesId,
  AppointmentTypeId,
  LeadId,
  RoomId,
  StaffId,
} from '#shared/domain/ids.ts'
import type { Recurrence } from '#shared/domain/recurrence.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** What is booked: a consultation, a treatment, a call. */
export const appointmentTypes = sqliteTable(
  'appointment_types',
  {
    id: text().$type<AppointmentTypeId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    color: text().$type<z.infer<typeof AppointmentColor>>().notNull(),
    minutes: integer().notNull(),
    bufferBefore: integer('buffer_before').notNull().default(0),
    bufferAfter: integer('buffer_after').notNull().default(0),
    place: text(),
    approval: text().$type<Approval>().notNull().default('none'),
    position: integer().notNull(),
    isArchived: integer('is_archived', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('appointment_types_in_order').on(table.position)],
)

/** Who does what: a type that nobody stands for here is done by everybody. */
export const appointmentTypeStaff = sqliteTable(
  'appointment_type_staff',
  {
    id: text().primaryKey(),
    typeId: text('type_id')
      .$type<AppointmentTypeId>()
      .notNull()
      .references(() => appointmentTypes.id, { onDelete: 'cascade' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('appointment_type_staff_once').on(table.typeId, table.staffId),
    index('appointment_type_staff_of_staff').on(table.staffId),
  ],
)

export const rooms = sqliteTable(
  'rooms',
  {
    id: text().$type<RoomId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    position: integer().notNull(),
    isArchived: integer('is_archived', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('rooms_in_order').on(table.position)],
)

/** How the visits of a series were made: by a rule, or as a course whose visits were each chosen. Each of them is an appointment of its own. */
export const appointmentSeries = sqliteTable('appointment_series', {
  id: text().$type<AppointmentSeriesId>().primaryKey(),
  recurrence: text({ mode: 'json' }).$type<Recurrence | 'course'>().notNull(),
  /** What the clock of `timeZone` showed at the first visit. */
  firstWallTime: text('first_wall_time').notNull(),
  timeZone: text('time_zone').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const appointments = sqliteTable(
  'appointments',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<AppointmentId>().notNull(),
    version: integer().notNull().default(1),
    typeId: text('type_id')
      .$type<AppointmentTypeId>()
      .references(() => appointmentTypes.id, { onDelete: 'set null' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    roomId: text('room_id')
      .$type<RoomId>()
      .references(() => rooms.id, { onDelete: 'set null' }),
    title: text(),
    startsAt: integer('starts_at').notNull(),
    endsAt: integer('ends_at').notNull(),
    bufferBefore: integer('buffer_before').notNull().default(0),
    bufferAfter: integer('buffer_after').notNull().default(0),
    /** From when until when nobody else may have the person or the room: with the buffers; what is cancelled holds nothing. */
    holdsFrom: integer('holds_from').notNull(),
    holdsUntil: integer('holds_until').notNull(),
    isHolding: integer('is_holding', { mode: 'boolean' }).notNull(),
    timeZone: text('time_zone').notNull(),
    status: text().$type<AppointmentStatus>().notNull(),
    approval: text().$type<Approval>().notNull().default('none'),
    place: text(),
    videoUrl: text('video_url'),
    note: text(),
    bookedBy: text('booked_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    seriesId: text('series_id')
      .$type<AppointmentSeriesId>()
      .references(() => appointmentSeries.id, { onDelete: 'set null' }),
    isException: integer('is_exception', { mode: 'boolean' }).notNull().default(false),
    overrideReason: text('override_reason'),
    overriddenBy: text('overridden_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    cancelReason: text('cancel_reason'),
    /** For which version its reminders are planned, and when it began then: where they differ, there is something to plan. */
    remindersVersion: integer('reminders_version').notNull().default(0),
    remindersStartsAt: integer('reminders_starts_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('appointments_by_id').on(table.id),
    index('appointments_by_start').on(table.startsAt),
    /** What lasts longer than a day is looked for further back than the rest. */
    index('appointments_lasting_long').on(table.startsAt).where(sql`ends_at - starts_at > 86400000`),
    index('appointments_of_staff_by_start').on(table.staffId, table.startsAt),
    index('appointments_holding_staff').on(table.staffId, table.holdsFrom).where(sql`is_holding = 1`),
    index('appointments_holding_room').on(table.roomId, table.holdsFrom).where(sql`is_holding = 1`),
    index('appointments_of_series').on(table.seriesId, table.startsAt).where(sql`series_id is not null`),
    index('appointments_to_plan').on(table.seq).where(sql`reminders_version <> version`),
    index('appointments_requested').on(table.createdAt).where(sql`status = 'requested'`),
  ],
)

export const appointmentLeads = sqliteTable(
  'appointment_leads',
  {
    id: text().primaryKey(),
    appointmentId: text('appointment_id')
      .$type<AppointmentId>()
      .notNull()
      .references(() => appointments.id, { onDelete: 'cascade' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('appointment_leads_once').on(table.appointmentId, table.leadId),
    index('appointment_leads_of_lead').on(table.leadId, table.appointmentId),
  ],
)
