import { and, asc, desc, eq, gt, gte, inArray, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { BusyTime } from '#shared/contract/appointments.ts'
import { LONGEST_APPOINTMENT, LONGEST_BUFFER, type Span } from '#shared/domain/appointment.ts'
import { customerTimeZones } from '#shared/domain/customer-time-zones.ts'
import type {
  AppointmentId,
  AppointmentSeriesId,
  AppointmentTypeId,
  LeadId,
  RoomId,
  StaffId,
} from '#shared/domain/ids.ts'
import { offsetOf } from '#shared/domain/local-time.ts'
import { minutes } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { leads } from '../leads/schema.ts'
import { maySeeLeadsOf } from '../leads/visibility.ts'
import { appointmentLeads, appointments } from './schema.ts'
import { visibleAppointments } from './visibility.ts'

export type AppointmentRow = typeof appointments.$inferSelect

/** How far before a stretch of time something may have begun that still lasts. */
const EARLIEST_HOLD = LONGEST_APPOINTMENT + 2 * minutes(LONGEST_BUFFER)

export interface RangeQuery extends Span {
  readonly staffIds: readonly StaffId[] | null
  readonly typeIds: readonly AppointmentTypeId[] | null
  readonly includesCancelled: boolean
}

/** What begins, lasts or ends within the span, in the order in which it begins. */
export function listInRange(db: Db, viewer: Viewer, query: RangeQuery): AppointmentRow[] {
  const { from, until, staffIds, typeIds, includesCancelled } = query
  return db
    .select()
    .from(appointments)
    .where(
      and(
        gt(appointments.startsAt, from - LONGEST_APPOINTMENT),
        lt(appointments.startsAt, until),
        gt(appointments.endsAt, from),
        staffIds === null ? undefined : inArray(appointments.staffId, [...staffIds]),
        typeIds === null ? undefined : inArray(appointments.typeId, [...typeIds]),
        includesCancelled ? undefined : ne(appointments.status, 'cancelled'),
        visibleAppointments(db, viewer),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.seq))
    .all()
}

/** From a moment on, in the order in which they begin; after a place in that order. */
export function listAgenda(
  db: Db,
  viewer: Viewer,
  { from, staffIds, typeIds, includesCancelled }: Omit<RangeQuery, 'until'>,
  after: Place | null,
  limit: number,
): AppointmentRow[] {
  return db
    .select()
    .from(appointments)
    .where(
      and(
        gte(appointments.startsAt, from),
        after === null ? undefined : sql`(${appointments.startsAt}, ${appointments.seq}) > (${after.at}, ${after.seq})`,
        staffIds === null ? undefined : inArray(appointments.staffId, [...staffIds]),
        typeIds === null ? undefined : inArray(appointments.typeId, [...typeIds]),
        includesCancelled ? undefined : ne(appointments.status, 'cancelled'),
        visibleAppointments(db, viewer),
      ),
    )
    .orderBy(asc(appointments.startsAt), asc(appointments.seq))
    .limit(limit)
    .all()
}

/** Everything that holds somebody's time or a room within the span, whoever may see it. */
export function listBusy(db: Db, { from, until }: Span, except: ReadonlySet<AppointmentId>): BusyTime[] {
  return db
    .select({
      id: appointments.id,
      staffId: appointments.staffId,
      roomId: appointments.roomId,
      startsAt: appointments.startsAt,
      endsAt: appointments.endsAt,
    })
    .from(appointments)
    .where(
      and(
        gt(appointments.startsAt, from - LONGEST_APPOINTMENT),
        lt(appointments.startsAt, until),
        gt(appointments.endsAt, from),
        eq(appointments.isHolding, true),
        or(isNotNull(appointments.staffId), isNotNull(appointments.roomId)),
      ),
    )
    .all()
    .filter(({ id }) => !except.has(id))
    .map(({ staffId, roomId, startsAt, endsAt }) => ({ staffId, roomId, startsAt, endsAt }))
}

function holdsWithin({ from, until }: Span): SQL | undefined {
  return and(
    eq(appointments.isHolding, true),
    gt(appointments.holdsFrom, from - EARLIEST_HOLD),
    lt(appointments.holdsFrom, until),
    gt(appointments.holdsUntil, from),
  )
}

export function listHoldsOfStaff(db: Db, staffId: StaffId, span: Span): AppointmentRow[] {
  return db
    .select()
    .from(appointments)
    .where(and(eq(appointments.staffId, staffId), holdsWithin(span)))
    .all()
}

export function listHoldsOfRoom(db: Db, roomId: RoomId, span: Span): AppointmentRow[] {
  return db
    .select()
    .from(appointments)
    .where(and(eq(appointments.roomId, roomId), holdsWithin(span)))
    .all()
}

export function listHoldsOfLead(db: Db, leadId: LeadId, span: Span): AppointmentRow[] {
  return db
    .select({ appointment: appointments })
    .from(appointmentLeads)
    .innerJoin(appointments, eq(appointments.id, appointmentLeads.appointmentId))
    .where(and(eq(appointmentLeads.leadId, leadId), holdsWithin(span)))
    .all()
    .map(row => row.appointment)
}

export function findAppointment(db: Db, id: AppointmentId): AppointmentRow | undefined {
  return db.select().from(appointments).where(eq(appointments.id, id)).get()
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

/** The newest first. */
export function listOfLead(db: Db, leadId: LeadId, limit: number): AppointmentRow[] {
  return db
    .select({ appointment: appointments })
    .from(appointmentLeads)
    .innerJoin(appointments, eq(appointments.id, appointmentLeads.appointmentId))
    .where(eq(appointmentLeads.leadId, leadId))
    .orderBy(desc(appointments.startsAt))
    .limit(limit)
    .all()
    .map(row => row.appointment)
}

/** What waits for a manager or for the patient, the oldest first. */
export function listRequested(db: Db, viewer: Viewer, limit: number): AppointmentRow[] {
  return db
    .select()
    .from(appointments)
    .where(and(eq(appointments.status, sql`'requested'`), visibleAppointments(db, viewer)))
    .orderBy(asc(appointments.createdAt))
    .limit(limit)
    .all()
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
  readonly appointmentId: AppointmentId
  readonly id: LeadId
  readonly name: string
  readonly timeZone: string | null
}

const SOME_WINTER = Date.UTC(2026, 0, 15)

/** The zone of somebody's country, where all of it has one hour. */
function zoneOf(countryCode: string | null): string | null {
  const zones = customerTimeZones({ timeZone: null, phone: null, countryCode })
  const first = zones[0]
  if (first === undefined) return null
  return zones.every(zone => offsetOf(zone, SOME_WINTER) === offsetOf(first, SOME_WINTER)) ? first : null
}

/** Whom the appointments are for, of those whom the viewer may see. */
export function listPeople(
  db: Db,
  viewer: Viewer,
  ids: readonly AppointmentId[],
): Map<AppointmentId, PersonOfAppointment[]> {
  const people: PersonOfAppointment[] = []
  const byCountry = new Map<string | null, string | null>()
  // SQLite takes a limited number of parameters, and a month may have ten thousand appointments.
  for (let start = 0; start < ids.length; start += 500) {
    const rows = db
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
      .where(inArray(appointmentLeads.appointmentId, ids.slice(start, start + 500)))
      .all()
    for (const { ownerId, countryCode, ...person } of rows) {
      if (!maySeeLeadsOf(viewer, ownerId)) continue
      if (!byCountry.has(countryCode)) byCountry.set(countryCode, zoneOf(countryCode))
      people.push({ ...person, timeZone: person.timeZone ?? byCountry.get(countryCode) ?? null })
    }
  }
  return Map.groupBy(people, ({ appointmentId }) => appointmentId)
}

export function listLeadIds(db: Db, id: AppointmentId): LeadId[] {
  return db
    .select({ leadId: appointmentLeads.leadId })
    .from(appointmentLeads)
    .where(eq(appointmentLeads.appointmentId, id))
    .all()
    .map(row => row.leadId)
}
