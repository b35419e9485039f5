import { and, eq, inArray, notExists, notInArray, sql } from 'drizzle-orm'
import type { Appointment, AppointmentDetails } from '#shared/contract/appointments.ts'
import { holdsItsTime } from '#shared/domain/appointment.ts'
import { type AppointmentId, type LeadId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { AppointmentRow, PersonOfAppointment } from './appointment-queries.ts'
import type { ShownRow } from './calendar-queries.ts'
import { holdOf } from './clashes.ts'
import { appointmentLeads, appointments } from './schema.ts'

type Columns = Omit<typeof appointments.$inferInsert, 'seq' | 'version' | 'holdsFrom' | 'holdsUntil' | 'isHolding'>

/** What a page says of an appointment that stands in its row as it was said. */
export function columnsOf(details: AppointmentDetails) {
  const { typeId, staffId, roomId, title, bufferBefore, bufferAfter, timeZone, place, videoUrl, note } = details
  return { typeId, staffId, roomId, title, bufferBefore, bufferAfter, timeZone, place, videoUrl, note }
}

export function insertAppointment(tx: Db, values: Columns, leadIds: readonly LeadId[]): void {
  tx.insert(appointments)
    .values({ ...values, ...held(values) })
    .run()
  setLeads(tx, values.id, leadIds, values.createdAt)
}

/** Whatever changes, what it holds is worked out anew. */
export function updateAppointment(tx: Db, row: AppointmentRow, changes: Partial<Columns>, now: number): void {
  tx.update(appointments)
    .set({ ...changes, ...held({ ...row, ...changes }), version: sql`${appointments.version} + 1`, updatedAt: now })
    .where(eq(appointments.id, row.id))
    .run()
}

function held(values: Pick<Columns, 'startsAt' | 'endsAt' | 'bufferBefore' | 'bufferAfter' | 'status'>) {
  const { from, until } = holdOf({
    ...values,
    bufferBefore: values.bufferBefore ?? 0,
    bufferAfter: values.bufferAfter ?? 0,
  })
  return { holdsFrom: from, holdsUntil: until, isHolding: holdsItsTime(values.status) }
}

export function setLeads(tx: Db, appointmentId: AppointmentId, leadIds: readonly LeadId[], now: number): void {
  tx.delete(appointmentLeads)
    .where(
      and(
        eq(appointmentLeads.appointmentId, appointmentId),
        leadIds.length === 0 ? undefined : notInArray(appointmentLeads.leadId, [...leadIds]),
      ),
    )
    .run()
  for (const leadId of leadIds) {
    tx.insert(appointmentLeads)
      .values({ id: newId(), appointmentId, leadId, createdAt: now })
      .onConflictDoNothing()
      .run()
  }
}

/** With a person go the appointments that were for nobody else, in the transaction in which the person goes. */
export function forgetAppointmentsOf(tx: Db, leadId: LeadId): void {
  const theirs = tx
    .select({ id: appointmentLeads.appointmentId })
    .from(appointmentLeads)
    .where(eq(appointmentLeads.leadId, leadId))
    .all()
    .map(row => row.id)
  tx.delete(appointmentLeads).where(eq(appointmentLeads.leadId, leadId)).run()
  if (theirs.length === 0) return
  const others = tx
    .select({ id: appointmentLeads.id })
    .from(appointmentLeads)
    .where(eq(appointmentLeads.appointmentId, appointments.id))
  tx.delete(appointments)
    .where(and(inArray(appointments.id, theirs), notExists(others)))
    .run()
}

/** Two records of one person became one: an appointment that both have stays once with the one that stays. */
export function moveAppointments(tx: Db, keep: LeadId, absorb: LeadId): void {
  tx.delete(appointmentLeads)
    .where(
      and(
        eq(appointmentLeads.leadId, absorb),
        sql`exists (select 1 from appointment_leads other where other.lead_id = ${keep}
          and other.appointment_id = ${appointmentLeads}.appointment_id)`,
      ),
    )
    .run()
  tx.update(appointmentLeads).set({ leadId: keep }).where(eq(appointmentLeads.leadId, absorb)).run()
}

export function toAppointment(row: ShownRow, people: readonly PersonOfAppointment[] | undefined): Appointment {
  return {
    id: row.id,
    version: row.version,
    typeId: row.typeId,
    staffId: row.staffId,
    roomId: row.roomId,
    leads: [...(people ?? [])],
    title: row.title,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    bufferBefore: row.bufferBefore,
    bufferAfter: row.bufferAfter,
    timeZone: row.timeZone,
    status: row.status,
    approval: row.approval,
    place: row.place,
    videoUrl: row.videoUrl,
    note: row.note,
    bookedBy: row.bookedBy,
    seriesId: row.seriesId,
    isException: row.isException,
    overrideReason: row.overrideReason,
    cancelReason: row.cancelReason,
  }
}
