import { inArray } from 'drizzle-orm'
import type { Clash } from '#shared/contract/appointments.ts'
import { overlaps, type Span, subtractSpans } from '#shared/domain/appointment.ts'
import type { AppointmentId, AppointmentTypeId, LeadId, RoomId, StaffId } from '#shared/domain/ids.ts'
import { minutes } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from '../leads/schema.ts'
import type { ReadWorkingTimes, WorkingTimes } from '../working-hours/service.ts'
import {
  type AppointmentRow,
  listHoldsOfLead,
  listHoldsOfRoom,
  listHoldsOfStaff,
  listPeople,
} from './appointment-queries.ts'
import { nameOfStaff, onlyThoseWhoDo } from './office-queries.ts'

/** What an appointment takes up. */
export interface Slot {
  readonly startsAt: number
  readonly endsAt: number
  readonly staffId: StaffId | null
  readonly roomId: RoomId | null
  readonly bufferBefore: number
  readonly bufferAfter: number
  readonly leadIds: readonly LeadId[]
  /** Not everybody does everything. */
  readonly typeId?: AppointmentTypeId | null
}

/** More are not told: whoever reads three of them knows enough. */
const MOST_CLASHES = 50

/** From when until when nobody else may have the person or the room. */
export function holdOf(slot: Pick<Slot, 'startsAt' | 'endsAt' | 'bufferBefore' | 'bufferAfter'>): Span {
  return { from: slot.startsAt - minutes(slot.bufferBefore), until: slot.endsAt + minutes(slot.bufferAfter) }
}

/**
 * Everything that stands in the way of these visits. Two appointments meet when one begins within the other or within the time that
 * is kept free around it; a patient is only in the way where the visits themselves meet. Visits of one booking may meet each other too.
 */
export function findClashes(
  db: Db,
  readTimes: ReadWorkingTimes,
  viewer: Viewer,
  visits: readonly Slot[],
  except: ReadonlySet<AppointmentId>,
): Clash[] {
  const found: { kind: 'staff' | 'room' | 'lead'; visit: Slot; row: AppointmentRow; leadId: LeadId | null }[] = []
  const clashes: Clash[] = []
  const timesOf = timesOfStaff(db, readTimes, visits)
  for (const visit of visits) {
    if (found.length + clashes.length >= MOST_CLASHES) break
    const span: Span = { from: visit.startsAt, until: visit.endsAt }
    const hold = holdOf(visit)
    const others = (rows: AppointmentRow[]) => rows.filter(row => !except.has(row.id))
    if (visit.staffId !== null) {
      for (const row of others(listHoldsOfStaff(db, visit.staffId, hold))) {
        found.push({ kind: 'staff', visit, row, leadId: null })
      }
    }
    if (visit.roomId !== null) {
      for (const row of others(listHoldsOfRoom(db, visit.roomId, hold))) {
        found.push({ kind: 'room', visit, row, leadId: null })
      }
    }
    for (const leadId of visit.leadIds) {
      for (const row of others(listHoldsOfLead(db, leadId, span))) {
        const isThere = overlaps(span, { from: row.startsAt, until: row.endsAt })
        const isToldAlready = found.some(known => known.visit === visit && known.row.id === row.id)
        if (isThere && !isToldAlready) found.push({ kind: 'lead', visit, row, leadId })
      }
    }
    clashes.push(...outsideHours(timesOf(visit.staffId), visit))
  }
  const others = [...notTheirs(db, visits), ...nameThem(db, viewer, found), ...clashes, ...amongThemselves(visits)]
  return others.slice(0, MOST_CLASHES)
}

/** Read once for each person, however many visits there are. */
function timesOfStaff(db: Db, readTimes: ReadWorkingTimes, visits: readonly Slot[]) {
  const known = new Map<StaffId | null, WorkingTimes>()
  const within = {
    from: Math.min(...visits.map(({ startsAt }) => startsAt)),
    until: Math.max(...visits.map(({ endsAt }) => endsAt)),
  }
  return (staffId: StaffId | null): WorkingTimes => {
    const times = known.get(staffId) ?? readTimes(db, staffId, within)
    known.set(staffId, times)
    return times
  }
}

function outsideHours(times: WorkingTimes, { startsAt, endsAt }: Slot): Clash[] {
  const span: Span = { from: startsAt, until: endsAt }
  if (subtractSpans(span, times.openSpans(span)).length === 0) return []
  const dayOff = times.dayOffDuring(span)
  return [{ kind: dayOff === null ? 'outside_hours' : 'day_off', startsAt, endsAt, other: null, name: dayOff }]
}

/** Said once, however many visits there are. */
function notTheirs(db: Db, visits: readonly Slot[]): Clash[] {
  const known = new Set<string>()
  return visits.flatMap(({ staffId, typeId, startsAt, endsAt }): Clash[] => {
    if (staffId === null || typeId === null || typeId === undefined || known.has(`${staffId} ${typeId}`)) return []
    known.add(`${staffId} ${typeId}`)
    if (onlyThoseWhoDo(db, typeId, [staffId]).length > 0) return []
    return [{ kind: 'not_theirs', startsAt, endsAt, other: null, name: nameOfStaff(db, staffId) }]
  })
}

/** A series whose visits are longer than their distance. */
function amongThemselves(visits: readonly Slot[]): Clash[] {
  const clashes: Clash[] = []
  for (const [index, visit] of visits.entries()) {
    const next = visits[index + 1]
    if (next === undefined || !overlaps(holdOf(visit), holdOf(next))) continue
    const { startsAt, endsAt } = next
    const other = { id: null, startsAt: visit.startsAt, endsAt: visit.endsAt, name: null }
    clashes.push({ kind: visit.staffId === null ? 'lead' : 'staff', startsAt, endsAt, other, name: null })
  }
  return clashes
}

/** Whose appointment it is, and the patient's name, only for those who may see them. */
function nameThem(
  db: Db,
  viewer: Viewer,
  found: readonly { kind: 'staff' | 'room' | 'lead'; visit: Slot; row: AppointmentRow; leadId: LeadId | null }[],
): Clash[] {
  const people = listPeople(db, viewer, [...new Set(found.map(({ row }) => row.id))])
  const asked = [...new Set(found.flatMap(({ leadId }) => (leadId === null ? [] : [leadId])))]
  const names = new Map(
    asked.length === 0
      ? []
      : db
          .select({ id: leads.id, name: leads.name })
          .from(leads)
          .where(inArray(leads.id, asked))
          .all()
          .map(({ id, name }) => [id, name]),
  )
  return found.map(({ kind, visit, row, leadId }) => {
    const known = people.get(row.id)
    const isOwn = row.staffId === viewer.id || viewer.role !== 'consultant' || known !== undefined
    return {
      kind,
      startsAt: visit.startsAt,
      endsAt: visit.endsAt,
      other: {
        id: isOwn ? row.id : null,
        startsAt: row.startsAt,
        endsAt: row.endsAt,
        name: isOwn ? (known?.map(({ name }) => name).join(', ') ?? row.title) : null,
      },
      // Whoever asks for this patient sees them already.
      name: leadId === null ? null : (names.get(leadId) ?? null),
    }
  })
}
