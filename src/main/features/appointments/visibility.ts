import { and, eq, exists, isNull, or, type Placeholder, type SQL } from 'drizzle-orm'
import type { StaffId } from '#shared/domain/ids.ts'
import { type StaffRole, seesAllLeads } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { appointmentLeads, appointments } from './schema.ts'

/**
 * Who sees an appointment: consultants their own, those that nobody has, and those of patients whom they see; everybody else all. Of
 * the others a calendar shows that the time is taken.
 */
export function visibleAppointments(db: Db, viewer: { role: StaffRole; id: StaffId | Placeholder }): SQL | undefined {
  if (seesAllLeads(viewer.role)) return undefined
  const ofVisibleLead = db
    .select({ id: leads.id })
    .from(appointmentLeads)
    .innerJoin(leads, eq(leads.id, appointmentLeads.leadId))
    .where(and(eq(appointmentLeads.appointmentId, appointments.id), visibleLeads(viewer)))
  return or(eq(appointments.staffId, viewer.id), isNull(appointments.staffId), exists(ofVisibleLead))
}
