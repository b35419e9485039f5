import { and, asc, desc, eq, gt, gte, lt, type SQL, sql } from 'drizzle-orm'
import { LONGEST_APPOINTMENT, LONGEST_BUFFER, type Span } from '#shared/domain/appointment.ts'
import { customerTimeZones } from '#shared/domain/customer-time-zones.ts'
import type { AppointmentId, AppointmentSeriesId, LeadId, RoomId, StaffId } from '#shared/domain/ids.ts'
import { offsetOf } from '#shared/domain/local-time.ts'
import { minutes } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import { inList, listOf, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { leads } from '../leads/schema.ts'
import { maySeeLeadsOf } from '../leads/visibility.ts'
import { type ShownRow, shownColumns } from './calendar-queries.ts'
import { appointmentLeads, appointments } from './schema.ts'
import { visibleAppointments } from './visibility.ts'

export type AppointmentRow = typeof appointments.$inferSelect

/** How far before a stretch of time something may have begun that still lasts. */
const EARLIEST_HOLD = LONGEST_APPOINTMENT + 2 * minutes(LONGEST_BUFFER)

// Written out, not bound: only so does SQLite see which of the partial indexes answer it.
const isHolding = sql`${appointments.isHolding} = 1`

const holdsWithin = (): SQL | undefined =>
  and(
    isHolding,
    gt(appointments.holdsFrom, sql.placeholder('earliest')),
    lt(appointments.holdsFrom, sql.placeholder('until')),
    gt(appointments.holdsUntil, sql.placeholder('from')),
  )
const boundsOf = ({ from, until }: Span) => ({ from, until, earliest: from - EARLIEST_HOLD })

// A series of fifty visits asks each of these fifty times, while it is still being dragged.
const holdsOfStaff = prepareOnce(db =>
  db
    .select()
    .from(appointments)
    .where(and(eq(appointments.staffId, sql.placeholder('staffId')), holdsWithin()))
    .prepare(),
)
const holdsOfRoom = prepareOnce(db =>
  db
    .select()
    .from(appointments)
    .where(and(eq(appointments.roomId, sql.placeholder('roomId')), holdsWithin()))
    .prepare(),
)
const holdsOfLead = prepareOnce(db =>
  db
    .select({ appointment: appointments })
    .from(appointmentLeads)
    .innerJoin(appointments, eq(appointments.id, appointmentLeads.appointmentId))
    .where(and(eq(appointmentLeads.leadId, sql.placeholder('leadId')), holdsWithin()))
    .prepare(),
)

export function listHoldsOfStaff(db: Db, staffId: StaffId, span: Span): AppointmentRow[] {
  return holdsOfStaff(db).all({ staffId, ...boundsOf(span) })
}

export function listHoldsOfRoom(db: Db, roomId: RoomId, span: Span): AppointmentRow[] {
  return holdsOfRoom(db).all({ roomId, ...boundsOf(span) })
}

export function listHoldsOfLead(db: Db, leadId: LeadId, span: Span): AppointmentRow[] {
  return holdsOfLead(db)
    .all({ leadId, ...boundsOf(span) })
    .map(row => row.appointment)
}

const byId = prepareOnce(db =>
  db
    .select()
    .from(appointments)
    .where(eq(appointments.id, sql.placeholder('id')))
    .prepare(),
)

export function findAppointment(db: Db, id: AppointmentId): AppointmentRow | undefined {
  return byId(db).get({ id })
}

export function getVisibleAppointment(db: Db, viewer: Viewer, id: AppointmentId): AppointmentRow {
  const row = db
    .select()
    .from(appointments)
    .where(and(eq(appointments.id, id), visibleAppointments(db, viewer)))
    .get()
  if (!row) throw notFound('appointment')
  return row
}

const ofLead = prepareOnce(db =>
  db
    .select(shownColumns)
    .from(appointmentLeads)
    .innerJoin(appointments, eq(appointments.id, appointmentLeads.appointmentId))
    .where(eq(appointmentLeads.leadId, sql.placeholder('leadId')))
    .orderBy(desc(appointments.startsAt))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** The newest first. */
export function listOfLead(db: Db, leadId: LeadId, limit: number): ShownRow[] {
  return ofLead(db).all({ leadId, limit })
}

/** The visits of a series from one of them on, in order; those that were changed alone too. */
export function listOfSeries(db: Db, seriesId: AppointmentSeriesId, from = Number.MIN_SAFE_INTEGER): AppointmentRow[] {
  return db
    .select()
    .from(appointments)
    .where(and(eq(appointments.seriesId, seriesId), gte(appointments.startsAt, from)))
    .orderBy(asc(appointments.startsAt), asc(appointments.seq))
    .all()
}

export interface PersonOfAppointment {
  readonly id: LeadId
  readonly name: string
  readonly timeZone: string | null
}

const SOME_WINTER = Date.UTC(2026, 0, 15)
const zones = new Map<string | null, string | null>()

/** The zone of somebody's country, where all of it has one hour. Countries are few and are looked up once. */
function zoneOf(countryCode: string | null): string | null {
  const known = zones.get(countryCode)
  if (known !== undefined) return known
  const all = customerTimeZones({ timeZone: null, phone: null, countryCode })
  const first = all[0]
  const zone =
    first !== undefined && all.every(each => offsetOf(each, SOME_WINTER) === offsetOf(first, SOME_WINTER))
      ? first
      : null
  zones.set(countryCode, zone)
  return zone
}

const peopleOf = prepareOnce(db =>
  db
    .select({
      appointmentId: appointmentLeads.appointmentId,
      id: leads.id,
      name: leads.name,
      timeZone: leads.timeZone,
      countryCode: leads.countryCode,
      ownerId: leads.ownerId,
    })
    .from(appointmentLeads)
    .innerJoin(leads, eq(leads.id, appointmentLeads.leadId))
    .where(inList(appointmentLeads.appointmentId, 'ids'))
    .prepare(),
)

/** Whom the appointments are for, of those whom the viewer may see. */
export function listPeople(
  db: Db,
  viewer: Viewer,
  ids: readonly AppointmentId[],
): Map<AppointmentId, PersonOfAppointment[]> {
  const people = new Map<AppointmentId, PersonOfAppointment[]>()
  for (const { appointmentId, ownerId, countryCode, id, name, timeZone } of peopleOf(db).all({ ids: listOf(ids) })) {
    if (!maySeeLeadsOf(viewer, ownerId)) continue
    const known = { id, name, timeZone: timeZone ?? zoneOf(countryCode) }
    const others = people.get(appointmentId)
    if (others === undefined) people.set(appointmentId, [known])
    else others.push(known)
  }
  return people
}

export function listLeadIds(db: Db, id: AppointmentId): LeadId[] {
  return db
    .select({ leadId: appointmentLeads.leadId })
    .from(appointmentLeads)
    .where(eq(appointmentLeads.appointmentId, id))
    .all()
    .map(row => row.leadId)
}
