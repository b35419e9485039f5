import { createHash } from 'node:crypto'
import type { AppointmentId, LeadId, MessageId, ReminderId, ReminderRuleId } from '#shared/domain/ids.ts'
import type { OutboundId } from '#shared/domain/outbox.ts'
import type { ReminderChannel } from '#shared/domain/reminder.ts'

/** What a reminder is for, as its id: planned again, by whatever way, it is the same one. */
export function reminderIdOf(
  appointmentId: AppointmentId,
  ruleId: ReminderRuleId,
  leadId: LeadId,
  startsAt: number,
): ReminderId {
  const hex = createHash('sha256').update([appointmentId, ruleId, leadId, startsAt].join('|')).digest('hex')
  // A UUID of version 8: one's own making.
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)]
  return parts.join('-') as ReminderId
}

/** As a message of WhatsApp it has the same id: sent again after a kill it is the same message. */
export function messageIdOf({ id }: { readonly id: ReminderId }): MessageId {
  return id as string as MessageId
}

/** Every further channel is another message. */
export function outboundIdOf({ id }: { readonly id: ReminderId }, channel: ReminderChannel): OutboundId {
  return `reminder:${id}:${channel}` as OutboundId
}
