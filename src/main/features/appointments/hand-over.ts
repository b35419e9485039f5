import { and, asc, count, eq, gt, sql } from 'drizzle-orm'
import type { Span } from '#shared/domain/appointment.ts'
import type { AppointmentId, LeadId, StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { listHoldsOfStaff, listPeople } from './appointment-queries.ts'
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
  { fromId, toId, keepsClashing = false }: { fromId: StaffId; toId: StaffId; keepsClashing?: boolean },
  now: number,
): AppointmentId[] {
  const coming = tx
    .select({ id: appointments.id, holdsFrom: appointments.holdsFrom, holdsUntil: appointments.holdsUntil })
    .from(appointmentLeads)
    .innerJoin(appointments, eq(appointments.id, appointmentLeads.appointmentId))
    .where(and(eq(appointmentLeads.leadId, leadId), comingOf(fromId, now)))
    .all()
  return coming.flatMap(({ id, holdsFrom, holdsUntil }) => {
    // Looked at one after the other: what has just come along is in the way of the next.
    if (keepsClashing && isTaken(tx, toId, { from: holdsFrom, until: holdsUntil })) return []
    return giveAppointment(tx, id, { fromId, toId }, now) ? [id] : []
  })
}

function isTaken(db: Db, staffId: StaffId, span: Span): boolean {
  return listHoldsOfStaff(db, staffId, span).length > 0
}

/** Coming visits of one person that would meet what another one has then, the next first, and how many there are. */
export function listComingClashes(
  db: Db,
  { fromId, toId }: { fromId: StaffId; toId: StaffId },
  now: number,
  limit: number,
): { total: number; first: { id: AppointmentId; startsAt: number; endsAt: number }[] } {
  const meeting = db
    .select({
      id: appointments.id,
      startsAt: appointments.startsAt,
      endsAt: appointments.endsAt,
      from: appointments.holdsFrom,
      until: appointments.holdsUntil,
    })
    .from(appointments)
    .where(comingOf(fromId, now))
    .orderBy(asc(appointments.startsAt))
    .all()
    .filter(({ from, until }) => isTaken(db, toId, { from, until }))
  return {
    total: meeting.length,
    first: meeting.slice(0, limit).map(({ id, startsAt, endsAt }) => ({ id, startsAt, endsAt })),
  }
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
export const calendarHands = {
  ...{ handOverAppointments, giveAppointment, countComing, listComingClashes },
  namePeople: (db: Db, viewer: Viewer, ids: readonly AppointmentId[]) => listPeople(db, viewer, ids),
}
export type CalendarHands = typeof calendarHands
