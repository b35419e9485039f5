import { and, eq, isNull } from 'drizzle-orm'
import type { ChangeRequestId, LeadId } from '#shared/domain/ids.ts'
import { type ReminderAnswer, readReminderReply } from '#shared/domain/reminder-reply.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PatientAnswers } from '../appointments/patient-answer.ts'
import { findAsking, type ReminderRow, updateReminder } from './queries.ts'
import type { Reading } from './reading.ts'
import { messageIdOf } from './reminder-id.ts'
import { changeRequests } from './schema.ts'

/** What came in from a customer, as far as answers are concerned. */
export interface InboundText {
  readonly leadId: LeadId
  readonly body: string
  readonly sentAt: number
}

/**
 * Reads customers' messages as answers to the newest reminder that asked them, in the transaction that stores the message. Only a clear yes
 * changes an appointment; whoever wants another time, or none, is put before a person.
 */
export function createReminderAnswers({
  clock,
  events,
  patients,
  reading: { findAppointment, findMessage },
  announce,
}: {
  clock: Clock
  events: AppEvents
  patients: PatientAnswers
  reading: Pick<Reading, 'findAppointment' | 'findMessage'>
  announce(tx: Db): void
}) {
  function apply(tx: Db, row: ReminderRow, answer: ReminderAnswer): void {
    const { appointmentId, leadId } = row
    const now = clock.now()
    updateReminder(tx, row.id, { answer, answeredAt: now }, now)
    if (answer === 'confirm') {
      patients.confirm(tx, appointmentId, leadId)
      // They came to another mind: nobody need call them about a change.
      const ofThem = and(eq(changeRequests.appointmentId, appointmentId), eq(changeRequests.leadId, leadId))
      tx.update(changeRequests)
        .set({ closedAt: now })
        .where(and(ofThem, isNull(changeRequests.closedAt)))
        .run()
    } else {
      const id = row.id as string as ChangeRequestId
      tx.insert(changeRequests)
        .values({ id, appointmentId, leadId, kind: answer, createdAt: now })
        .onConflictDoUpdate({ target: changeRequests.id, set: { kind: answer, closedAt: null, closedBy: null } })
        .run()
      patients.noteWish(tx, appointmentId, leadId, answer)
    }
    announce(tx)
    afterCommit(tx, () => events.publish({ type: 'appointment.answered', leadId, appointmentId, answer }))
  }

  return {
    noteInbound(tx: Db, { leadId, body, sentAt }: InboundText): void {
      const answer = readReminderReply(body)
      if (answer === null) return
      const row = findAsking(tx, leadId, clock.now())
      if (!row || row.answer === answer) return
      // By WhatsApp's own clock on both sides: this PC's may be wrong by days. What has not even left was not answered.
      const askedAt = findMessage(tx, messageIdOf(row))?.sentAt ?? null
      if (askedAt === null || sentAt < askedAt) return
      // The appointment is another one since: what they say was about the old one.
      const appointment = findAppointment(tx, row.appointmentId)
      if (!appointment || appointment.startsAt !== row.startsAt || appointment.status === 'cancelled') return
      apply(tx, row, answer)
    },
  }
}
