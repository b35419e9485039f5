import type { AppointmentId, LeadId } from '#shared/domain/ids.ts'
import { afterCommit, type Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { recordAudit } from '../audit/audit.ts'
import type { recordInteraction } from '../leads/interactions.ts'
import { type AppointmentRow, findAppointment } from './appointment-queries.ts'
import { updateAppointment } from './appointment-writer.ts'
import { findAppointmentType } from './office-queries.ts'

/** What patients decide of their appointments themselves, without anybody of the office. In the transaction of their message. */
export function createPatientAnswers({
  clock,
  events,
  record,
}: {
  clock: Clock
  events: AppEvents
  record: typeof recordInteraction
}) {
  function note(
    tx: Db,
    row: AppointmentRow,
    leadId: LeadId,
    what: 'confirmed' | 'change_asked' | 'cancel_asked',
  ): void {
    const type = row.typeId === null ? undefined : findAppointmentType(tx, row.typeId)
    const data = {
      what,
      appointmentId: row.id,
      type: type?.name ?? row.title,
      startsAt: row.startsAt,
      isByPatient: true,
    }
    record(tx, { leadId, staffId: null, kind: 'appointment', data, at: clock.now() })
    recordAudit(tx, clock, {
      staffId: null,
      action: `appointment.${what}`,
      subjectKind: 'appointment',
      subjectId: row.id,
      before: { status: row.status },
    })
    afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
    afterCommit(tx, () => events.publish({ type: 'appointments.changed' }))
  }

  return {
    /** A yes counts for what is booked, and for what was proposed to the patient; it does not wake what was called off. */
    confirm(tx: Db, id: AppointmentId, leadId: LeadId): boolean {
      const row = findAppointment(tx, id)
      if (!row) return false
      const isOpen = row.status === 'scheduled' || (row.status === 'requested' && row.approval === 'patient')
      if (!isOpen) return false
      updateAppointment(tx, row, { status: 'confirmed' }, clock.now())
      note(tx, row, leadId, 'confirmed')
      return true
    },

    noteWish(tx: Db, id: AppointmentId, leadId: LeadId, kind: 'change' | 'cancel'): void {
      const row = findAppointment(tx, id)
      if (row) note(tx, row, leadId, kind === 'change' ? 'change_asked' : 'cancel_asked')
    },
  }
}
export type PatientAnswers = ReturnType<typeof createPatientAnswers>
