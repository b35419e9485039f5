import { and, eq, isNull } from 'drizzle-orm'
import type { ChangeRequestId, LeadId } from '#shared/domain/ids.ts'
import { type ReminderAnswer, readReminderReply } from '#shared/domain/reminder-reply.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { PatientAnswers } from '../appointments/patient-answer.ts'
import type { Outbox } from '../outbox/service.ts'
import { findAsking, type ReminderRow, updateReminder } from './queries.ts'
import type { Reading } from './reading.ts'
import { messageIdOf, outboundIdOf } from './reminder-id.ts'
import { changeRequests } from './schema.ts'

/** An SMS left by this PC's clock, and its answer came by the provider's. */
const CLOCKS_DIFFER = 2 * 60_000

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
  outbox,
}: {
  clock: Clock
  events: AppEvents
  patients: PatientAnswers
  reading: Pick<Reading, 'findAppointment' | 'findMessage'>
  announce(tx: Db): void
  outbox: Pick<Outbox, 'find'>
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

  /** Null where the question has not even left: then nobody answered it. */
  function whenAsked(tx: Db, row: ReminderRow): number | null {
    // By WhatsApp's own clock on both sides: this PC's may be wrong by days.
    if (row.channel === 'whatsapp') return findMessage(tx, messageIdOf(row))?.sentAt ?? null
    const sentAt = outbox.find(tx, outboundIdOf(row, 'sms'))?.sentAt ?? null
    return sentAt === null ? null : sentAt - CLOCKS_DIFFER
  }

  return {
    noteInbound(tx: Db, { leadId, body, sentAt }: InboundText): void {
      const answer = readReminderReply(body)
      if (answer === null) return
      const row = findAsking(tx, leadId, clock.now())
      if (!row || row.answer === answer) return
      const askedAt = whenAsked(tx, row)
      if (askedAt === null || sentAt < askedAt) return
      // The appointment is another one since: what they say was about the old one.
      const appointment = findAppointment(tx, row.appointmentId)
      if (!appointment || appointment.startsAt !== row.startsAt || appointment.status === 'cancelled') return
      apply(tx, row, answer)
    },
  }
}
