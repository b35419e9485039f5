import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type {
  AppointmentId,
  AppointmentTypeId,
  ChangeRequestId,
  LeadId,
  ReminderId,
  ReminderRuleId,
  StaffId,
  TemplateId,
} from '#shared/domain/ids.ts'
import type { ReminderChannel, ReminderState, ReminderTrigger } from '#shared/domain/reminder.ts'
import type { ReminderAnswer } from '#shared/domain/reminder-reply.ts'
import { appointments, appointmentTypes } from '../appointments/schema.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'
import { templates } from '../templates/schema.ts'

export const reminderRules = sqliteTable(
  'reminder_rules',
  {
    id: text().$type<ReminderRuleId>().primaryKey(),
    version: integer().notNull().default(1),
    typeId: text('type_id')
      .$type<AppointmentTypeId>()
      .references(() => appointmentTypes.id, { onDelete: 'cascade' }),
    trigger: text().$type<ReminderTrigger>().notNull(),
    minutes: integer().notNull(),
    templateId: text('template_id')
      .$type<TemplateId>()
      .references(() => templates.id, { onDelete: 'set null' }),
    channels: text({ mode: 'json' }).$type<ReminderChannel[]>().notNull(),
    asksReply: integer('asks_reply', { mode: 'boolean' }).notNull(),
    tolerance: integer().notNull(),
    isActive: integer('is_active', { mode: 'boolean' }).notNull(),
    /** What happened before it was switched on is none of its business. */
    activeSince: integer('active_since').notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('reminder_rules_of_type').on(table.typeId), index('reminder_rules_of_template').on(table.templateId)],
)

/**
 * One message about one beginning of one appointment to one person, at most once by what it is: its id is made from these. As a message of
 * WhatsApp it has the same id.
 */
export const reminders = sqliteTable(
  'reminders',
  {
    id: text().$type<ReminderId>().primaryKey(),
    version: integer().notNull().default(1),
    appointmentId: text('appointment_id')
      .$type<AppointmentId>()
      .notNull()
      .references(() => appointments.id, { onDelete: 'cascade' }),
    ruleId: text('rule_id')
      .$type<ReminderRuleId>()
      .references(() => reminderRules.id, { onDelete: 'set null' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    startsAt: integer('starts_at').notNull(),
    dueAt: integer('due_at').notNull(),
    state: text().$type<ReminderState>().notNull(),
    reason: text(),
    detail: text(),
    /** Somebody said that it goes now, whatever the hour. */
    isForced: integer('is_forced', { mode: 'boolean' }).notNull().default(false),
    channel: text().$type<ReminderChannel>(),
    /** Those that did not reach the person. */
    triedChannels: text('tried_channels', { mode: 'json' }).$type<ReminderChannel[]>().notNull().default([]),
    /** It asks the person whether they come. */
    asksReply: integer('asks_reply', { mode: 'boolean' }).notNull().default(false),
    handedAt: integer('handed_at'),
    answer: text().$type<ReminderAnswer>(),
    answeredAt: integer('answered_at'),
    decidedBy: text('decided_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('reminders_once').on(table.appointmentId, table.ruleId, table.leadId, table.startsAt),
    index('reminders_of_rule').on(table.ruleId),
    index('reminders_planned').on(table.dueAt).where(sql`state = 'planned'`),
    index('reminders_queued').on(table.handedAt).where(sql`state = 'queued'`),
    index('reminders_undecided').on(table.dueAt).where(sql`state in ('late', 'failed')`),
    index('reminders_asking').on(table.leadId, table.handedAt).where(sql`asks_reply = 1`),
    index('reminders_of_lead').on(table.leadId),
    index('reminders_decided_by').on(table.decidedBy),
  ],
)

/** Patients who would like another time, until somebody has seen to it. */
export const changeRequests = sqliteTable(
  'appointment_change_requests',
  {
    id: text().$type<ChangeRequestId>().primaryKey(),
    appointmentId: text('appointment_id')
      .$type<AppointmentId>()
      .notNull()
      .references(() => appointments.id, { onDelete: 'cascade' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    kind: text().$type<'change' | 'cancel'>().notNull(),
    closedAt: integer('closed_at'),
    closedBy: text('closed_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    index('change_requests_open').on(table.createdAt).where(sql`closed_at is null`),
    index('change_requests_of_appointment').on(table.appointmentId),
    index('change_requests_of_lead').on(table.leadId),
    index('change_requests_closed_by').on(table.closedBy),
  ],
)
