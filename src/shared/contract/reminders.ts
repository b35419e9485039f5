import { z } from 'zod'
import { AppointmentStatus } from '../domain/appointment.ts'
import {
  AppointmentId,
  AppointmentTypeId,
  ChangeRequestId,
  LeadId,
  ReminderId,
  ReminderRuleId,
  TemplateId,
} from '../domain/ids.ts'
import { LONGEST_OFFSET, ReminderChannel, ReminderState, ReminderTrigger } from '../domain/reminder.ts'
import { managers, ownLeads, signedIn } from './procedure.ts'

/** What goes out by itself around appointments of one type, or of every type. */
export const ReminderRule = z.object({
  id: ReminderRuleId,
  version: z.number(),
  /** Null for every type. */
  typeId: AppointmentTypeId.nullable(),
  trigger: ReminderTrigger,
  /** Before the appointment, or after what happened. */
  minutes: z.number(),
  templateId: TemplateId.nullable(),
  /** In the order in which they are tried. */
  channels: z.array(ReminderChannel),
  /** "1 = I am coming, 2 = I would like to change" at its end. */
  asksReply: z.boolean(),
  /** How many minutes late it may still go. */
  tolerance: z.number(),
  isActive: z.boolean(),
})
export type ReminderRule = z.infer<typeof ReminderRule>

export const Reminder = z.object({
  id: ReminderId,
  appointmentId: AppointmentId,
  leadId: LeadId,
  leadName: z.string(),
  /** Null where the rule is gone. */
  trigger: ReminderTrigger.nullable(),
  minutes: z.number().nullable(),
  /** When the appointment begins, as it stood when this was planned. */
  startsAt: z.number(),
  appointmentStatus: AppointmentStatus,
  typeName: z.string().nullable(),
  dueAt: z.number(),
  state: ReminderState,
  reason: z.string().nullable(),
  /** The fields that nothing fills, for `unfilled`. */
  detail: z.string().nullable(),
  channel: ReminderChannel.nullable(),
  handedAt: z.number().nullable(),
  answer: z.enum(['confirm', 'change', 'cancel']).nullable(),
})
export type Reminder = z.infer<typeof Reminder>

/** A patient answered that they would like another time, or none. */
export const ChangeRequest = z.object({
  id: ChangeRequestId,
  appointmentId: AppointmentId,
  leadId: LeadId,
  leadName: z.string(),
  kind: z.enum(['change', 'cancel']),
  startsAt: z.number(),
  typeName: z.string().nullable(),
  createdAt: z.number(),
})
export type ChangeRequest = z.infer<typeof ChangeRequest>

const ruleDetails = {
  typeId: AppointmentTypeId.nullable(),
  trigger: ReminderTrigger,
  minutes: z.number().int().min(0).max(LONGEST_OFFSET),
  templateId: TemplateId,
  channels: z
    .array(ReminderChannel)
    .min(1)
    .max(3)
    .refine(channels => new Set(channels).size === channels.length, 'Each once'),
  asksReply: z.boolean(),
  tolerance: z.number().int().min(5).max(LONGEST_OFFSET),
  isActive: z.boolean(),
}

const one = z.object({ id: ReminderId })

export const reminders = {
  rules: signedIn.output(z.array(ReminderRule)),
  createRule: managers.input(z.object({ id: ReminderRuleId, ...ruleDetails })).output(ReminderRule),
  updateRule: managers
    .input(z.object({ id: ReminderRuleId, version: z.number(), ...ruleDetails }))
    .output(ReminderRule),
  removeRule: managers.input(z.object({ id: ReminderRuleId })).output(z.void()),
  /** Everything that was or will be sent about an appointment, the next first. */
  ofAppointment: ownLeads.input(z.object({ appointmentId: AppointmentId })).output(z.array(Reminder)),
  /** What goes out next. */
  upcoming: ownLeads
    .input(z.object({ limit: z.number().int().min(1).max(200).default(100) }))
    .output(z.array(Reminder)),
  /** What was missed or could not be sent, and waits for a decision. */
  late: ownLeads.output(z.array(Reminder)),
  counts: ownLeads.output(z.object({ late: z.number(), changeRequests: z.number() })),
  sendNow: ownLeads.input(one).output(z.void()).errors({ NOT_LATE: {} }),
  skip: ownLeads.input(one).output(z.void()).errors({ NOT_LATE: {} }),
  changeRequests: ownLeads.output(z.array(ChangeRequest)),
  /** Somebody has seen to it. */
  closeChangeRequest: ownLeads.input(z.object({ id: ChangeRequestId })).output(z.void()),
}
