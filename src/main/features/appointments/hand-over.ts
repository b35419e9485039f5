import { and, count, eq, gt, sql } from 'drizzle-orm'
import type { AppointmentId, LeadId, StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { appointmentLeads, appointments } from './schema.ts'

/** What of somebody's calendar is still to come: visits that were called off, or are over, stay whose they were. */
function comingOf(staffId: StaffId, now: number) {
  // The buffer before a visit may have begun already.
  return and(eq(appointments.staffId, staffId), eq(appointments.isHolding, true), gt(appointments.startsAt, now))
}

/** The coming visits of one person with `fromId` become those of `toId`. Says which, so that it can be taken back. */
export function handOverAppointments(
  tx: Db,
  leadId: LeadId,
  { fromId, toId }: { fromId: StaffId; toId: StaffId },
  now: number,
): AppointmentId[] {
  const coming = tx
    .select({ id: appointments.id })
    .from(appointmentLeads)
    .innerJoin(appointments, eq(appointments.id, appointmentLeads.appointmentId))
    .where(and(eq(appointmentLeads.leadId, leadId), comingOf(fromId, now)))
    .all()
  return coming.flatMap(({ id }) => (giveAppointment(tx, id, { fromId, toId }, now) ? [id] : []))
}

/** Unless somebody has given it to another person since. */
export function giveAppointment(
  tx: Db,
  id: AppointmentId,
  { fromId, toId }: { fromId: StaffId; toId: StaffId },
  now: number,
): boolean {
  const given = tx
    .update(appointments)
    .set({ staffId: toId, version: sql`${appointments.version} + 1`, updatedAt: now })
    .where(and(eq(appointments.id, id), eq(appointments.staffId, fromId)))
    .run()
  return given.changes > 0
}

export function countComing(db: Db, staffId: StaffId, now: number): number {
  return db.select({ coming: count() }).from(appointments).where(comingOf(staffId, now)).get()?.coming ?? 0
}

/** What others do with somebody's calendar inside transactions of their own; `app.ts` hands it over. */
export const calendarHands = { handOverAppointments, giveAppointment, countComing }
export type CalendarHands = typeof calendarHands
