import { and, asc, eq, gte, inArray } from 'drizzle-orm'
import { customerTimeZones } from '#shared/domain/customer-time-zones.ts'
import type { AppointmentId, LeadId, StaffId } from '#shared/domain/ids.ts'
import { offsetOf } from '#shared/domain/local-time.ts'
import type { TemplateFacts } from '#shared/domain/template-values.ts'
import type { Db } from '../../db/database.ts'
import { appointmentLeads, appointments, appointmentTypes } from '../appointments/schema.ts'
import { leadIdentities, leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** Still to come: what a message to the person may speak of. */
const UPCOMING = ['requested', 'scheduled', 'confirmed'] as const

interface FactsQuery {
  readonly leadId: LeadId
  /** Null for the next one of the person. */
  readonly appointmentId: AppointmentId | null
  /** Who writes; null for the consultant whose lead it is. */
  readonly staffId: StaffId | null
  readonly office: { readonly officeName: string; readonly locale: string }
  readonly now: number
}

/** What a template is filled with, as it stands at this moment. Undefined when there is no such person, or not with that appointment. */
export function readTemplateFacts(db: Db, query: FactsQuery): TemplateFacts | undefined {
  const { leadId, appointmentId, office, now } = query
  const lead = db.select().from(leads).where(eq(leads.id, leadId)).get()
  if (!lead) return undefined
  const appointment = findAppointmentOf(db, leadId, appointmentId, now)
  if (appointmentId !== null && !appointment) return undefined
  return {
    name: lead.nameOrigin === 'generated' ? null : lead.name,
    language: lead.language,
    countryCode: lead.countryCode,
    timeZone: certainZone(zonesOfLead(db, lead), appointment?.startsAt ?? now),
    office: office.officeName,
    officeLanguage: office.locale,
    consultant: nameOfStaff(db, query.staffId ?? lead.ownerId),
    appointment: appointment ?? null,
    eventOn: lead.eventOn,
    eventTime: lead.eventTime,
  }
}

/** In which zones the person may be, by what is known of them. */
export function zonesOfLead(
  db: Db,
  lead: { id: LeadId; timeZone: string | null; countryCode: string | null },
): readonly string[] {
  const phone = db
    .select({ value: leadIdentities.value })
    .from(leadIdentities)
    .where(and(eq(leadIdentities.leadId, lead.id), eq(leadIdentities.kind, 'phone')))
    .orderBy(asc(leadIdentities.createdAt))
    .limit(1)
    .get()
  return customerTimeZones({ ...lead, phone: phone?.value ?? null })
}

/** One of the zones, where all of them show the same hour then. */
function certainZone(zones: readonly string[], at: number): string | null {
  const [first] = zones
  if (first === undefined) return null
  const offset = offsetOf(first, at)
  return zones.every(zone => offsetOf(zone, at) === offset) ? first : null
}

function nameOfStaff(db: Db, id: StaffId | null): string | null {
  if (id === null) return null
  return db.select({ name: staff.name }).from(staff).where(eq(staff.id, id)).get()?.name ?? null
}

function findAppointmentOf(db: Db, leadId: LeadId, id: AppointmentId | null, now: number) {
  const which =
    id === null
      ? and(gte(appointments.startsAt, now), inArray(appointments.status, [...UPCOMING]))
      : eq(appointments.id, id)
  const found = db
    .select({
      startsAt: appointments.startsAt,
      timeZone: appointments.timeZone,
      title: appointments.title,
      typeName: appointmentTypes.name,
      place: appointments.place,
      placeOfType: appointmentTypes.place,
      with: staff.name,
      videoUrl: appointments.videoUrl,
    })
    .from(appointmentLeads)
    .innerJoin(appointments, eq(appointments.id, appointmentLeads.appointmentId))
    .leftJoin(appointmentTypes, eq(appointmentTypes.id, appointments.typeId))
    .leftJoin(staff, eq(staff.id, appointments.staffId))
    .where(and(eq(appointmentLeads.leadId, leadId), which))
    .orderBy(asc(appointments.startsAt))
    .limit(1)
    .get()
  if (!found) return undefined
  const { title, typeName, place, placeOfType, ...rest } = found
  return { ...rest, type: typeName ?? title, place: place ?? placeOfType }
}
