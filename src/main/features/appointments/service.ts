import type { z } from 'zod'
import type { Appointment, AppointmentDetails, Clash } from '#shared/contract/appointments.ts'
import type { contract } from '#shared/contract/index.ts'
import { type Approval, holdsItsTime, type SeriesScope } from '#shared/domain/appointment.ts'
import { type AppointmentId, type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { DAY_MS, toWallTime } from '#shared/domain/zoned-time.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { recordInteraction } from '../leads/interactions.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { ReadWorkingTimes } from '../working-hours/service.ts'
import {
  type AppointmentRow,
  findAppointment,
  getVisibleAppointment,
  listLeadIds,
  listOfLead,
  listPeople,
} from './appointment-queries.ts'
import { columnsOf, insertAppointment, setLeads, toAppointment, updateAppointment } from './appointment-writer.ts'
import { listAgenda, listBusy, listInRange, listRequested, type RangeQuery, type ShownRow } from './calendar-queries.ts'
import { findClashes, type Slot } from './clashes.ts'
import { findFreeSlots } from './free-slots.ts'
import { listMonth } from './month-queries.ts'
import { findAppointmentType, findRoom, isStaffMember, onlyThoseWhoDo } from './office-queries.ts'
import { appointmentSeries } from './schema.ts'
import { movedLike, visitsOf } from './series.ts'
import { toCalendarFile } from './to-calendar-file.ts'
import { checkTime, courseFrom, visitsFrom } from './visits.ts'

type Input<Name extends keyof typeof contract.appointments> = z.infer<
  (typeof contract.appointments)[Name]['~orpc']['inputSchema'] & z.ZodType
>

type Override = { readonly reason: string } | null

/** A month's page shows six weeks; one more for what reaches into it. */
const LONGEST_RANGE = 49 * DAY_MS
const MOST_OF_LEAD = 500
const MOST_REQUESTS = 200

/** What a timeline tells: the words are chosen when it is shown. */
type Happening = 'booked' | 'requested' | 'proposed' | 'moved' | 'changed' | 'approved' | 'status'

export function createAppointmentService({
  db,
  clock,
  events,
  readTimes,
  record,
  officeName,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  readTimes: ReadWorkingTimes
  /** Puts it onto the patient's timeline. */
  record: typeof recordInteraction
  officeName: () => string
}) {
  function read(from: Db, viewer: Viewer, rows: readonly ShownRow[]): Appointment[] {
    const people = listPeople(
      from,
      viewer,
      rows.map(({ id }) => id),
    )
    return rows.map(row => toAppointment(row, people.get(row.id)))
  }

  function readOne(from: Db, viewer: Viewer, id: AppointmentId): Appointment {
    const row = findAppointment(from, id)
    if (!row) throw notFound('appointment')
    const [appointment] = read(from, viewer, [row])
    return appointment as Appointment
  }

  function mayOverride(viewer: Viewer): boolean {
    return viewer.role !== 'consultant'
  }

  /** Refuses what meets something else, unless a manager says why it is booked all the same. Returns the reason that is kept. */
  function checkClashes(
    tx: Db,
    viewer: Viewer,
    visits: readonly Slot[],
    except: ReadonlySet<AppointmentId>,
    override: Override,
  ): string | null {
    const clashes = findClashes(tx, readTimes, viewer, visits, except)
    if (clashes.length === 0) return null
    if (override !== null && mayOverride(viewer)) return override.reason
    throw new DomainError('CLASH', { clashes, mayOverride: mayOverride(viewer) })
  }

  function checkLeads(tx: Db, viewer: Viewer, leadIds: readonly LeadId[], known: readonly LeadId[] = []): void {
    for (const id of leadIds) if (!known.includes(id) && !isLeadVisible(tx, viewer, id)) throw notFound('lead')
  }

  function note(
    tx: Db,
    viewer: Viewer,
    row: AppointmentRow,
    what: Happening,
    before: { startsAt?: number; status?: string; staffId?: StaffId | null } | null = null,
    visits = 1,
  ): void {
    const leadIds = listLeadIds(tx, row.id)
    const type = row.typeId === null ? undefined : findAppointmentType(tx, row.typeId)
    const data = {
      what,
      appointmentId: row.id,
      type: type?.name ?? row.title,
      startsAt: row.startsAt,
      status: row.status,
      visits,
      ...(what === 'moved' ? { from: before?.startsAt ?? null } : {}),
      ...(row.cancelReason === null ? {} : { reason: row.cancelReason }),
    }
    for (const leadId of leadIds) {
      record(tx, { leadId, staffId: viewer.id, kind: 'appointment', data, at: clock.now() })
      afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
    }
    recordAudit(tx, clock, {
      staffId: viewer.id,
      action: `appointment.${what}`,
      subjectKind: 'appointment',
      subjectId: row.id,
      before,
      after: { startsAt: row.startsAt, status: row.status, staffId: row.staffId, visits, reason: row.overrideReason },
    })
    afterCommit(tx, () => events.publish({ type: 'appointments.changed' }))
  }

  /** Whom and what it is booked with has to be there: a page may know people who have been deleted since. */
  function checkPlaces(
    tx: Db,
    { staffId, roomId, typeId }: Pick<AppointmentDetails, 'staffId' | 'roomId' | 'typeId'>,
  ): void {
    if (staffId !== null && !isStaffMember(tx, staffId)) throw notFound('staff')
    if (roomId !== null && !findRoom(tx, roomId)) throw notFound('room')
    if (typeId !== null && !findAppointmentType(tx, typeId)) throw notFound('appointmentType')
  }

  function approvalFor(tx: Db, viewer: Viewer, input: Input<'book'>): Approval {
    if (input.isProposal) return 'patient'
    const type = input.typeId === null ? undefined : findAppointmentType(tx, input.typeId)
    if (type?.approval === 'manager') return mayOverride(viewer) ? 'none' : 'manager'
    return type?.approval ?? 'none'
  }

  return {
    async range(viewer: Viewer, query: RangeQuery) {
      const until = Math.min(query.until, query.from + LONGEST_RANGE)
      const rows = listInRange(db, viewer, { ...query, until })
      const isEverything = seesAllLeads(viewer.role) && query.staffIds === null && query.typeIds === null
      const shown = new Set(rows.map(({ id }) => id))
      const busy = isEverything ? [] : listBusy(db, { from: query.from, until }, shown)
      return { appointments: read(db, viewer, rows), busy }
    },

    async month(viewer: Viewer, input: Input<'month'>) {
      const { rows, more } = listMonth(db, viewer, input)
      return { appointments: read(db, viewer, rows), more }
    },

    async agenda(viewer: Viewer, { cursor, limit, ...query }: Input<'agenda'>) {
      const rows = listAgenda(db, viewer, query, decodePlace(cursor), limit + 1)
      const people = listPeople(
        db,
        viewer,
        rows.map(({ id }) => id),
      )
      const placeOf = ({ startsAt, seq }: ShownRow) => ({ at: startsAt, seq })
      return toPage(rows, limit, placeOf, row => toAppointment(row, people.get(row.id)))
    },

    async get(viewer: Viewer, id: AppointmentId): Promise<Appointment> {
      getVisibleAppointment(db, viewer, id)
      return readOne(db, viewer, id)
    },

    async ofLead(viewer: Viewer, leadId: LeadId): Promise<Appointment[]> {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      return read(db, viewer, listOfLead(db, leadId, MOST_OF_LEAD))
    },

    async check(viewer: Viewer, input: Input<'check'>): Promise<{ clashes: Clash[]; mayOverride: boolean }> {
      checkLeads(db, viewer, input.leadIds)
      // While it is being dragged a visit may have no length yet: nothing to say of that.
      if (input.endsAt <= input.startsAt) return { clashes: [], mayOverride: mayOverride(viewer) }
      const except = new Set(input.exceptId === null ? [] : [input.exceptId])
      const edited = input.exceptId === null ? undefined : findAppointment(db, input.exceptId)
      const asked = edited ? { ...input, typeId: typeToCheck(edited, input) } : input
      const visits = input.visits.length === 0 ? visitsFrom(asked, input.recurrence) : courseFrom(asked, input.visits)
      const clashes = findClashes(db, readTimes, viewer, visits, except)
      return { clashes, mayOverride: mayOverride(viewer) }
    },

    async freeSlots(_viewer: Viewer, input: Input<'freeSlots'>) {
      const from = Math.max(input.from, clock.now())
      const { days, typeId, ...search } = input
      const staffIds = onlyThoseWhoDo(db, typeId, input.staffIds)
      return findFreeSlots(db, readTimes, { ...search, staffIds, span: { from, until: from + days * DAY_MS } })
    },

    /** Two people who book the same time: the transaction of the second sees what the first one took. */
    async book(viewer: Viewer, input: Input<'book'>): Promise<Appointment> {
      return transact(db, tx => {
        if (findAppointment(tx, input.id)) {
          getVisibleAppointment(tx, viewer, input.id)
          return readOne(tx, viewer, input.id)
        }
        checkLeads(tx, viewer, input.leadIds)
        checkPlaces(tx, input)
        for (const { typeId } of input.series && 'visits' in input.series ? input.series.visits : []) {
          if (typeId !== null && !findAppointmentType(tx, typeId)) throw notFound('appointmentType')
        }
        const visits: readonly Slot[] =
          input.series && 'visits' in input.series
            ? courseFrom(input, input.series.visits)
            : visitsFrom(input, input.series?.recurrence ?? null)
        const approval = approvalFor(tx, viewer, input)
        const overrideReason = checkClashes(tx, viewer, visits, new Set(), input.override)
        const now = clock.now()
        if (input.series) {
          const { id } = input.series
          const recurrence = 'visits' in input.series ? 'course' : input.series.recurrence
          const firstWallTime = toWallTime(input.startsAt, input.timeZone)
          tx.insert(appointmentSeries)
            .values({ id, recurrence, firstWallTime, timeZone: input.timeZone, createdAt: now })
            .run()
        }
        const details = columnsOf(input)
        for (const [
          index,
          { startsAt, endsAt, bufferBefore, bufferAfter, typeId = input.typeId },
        ] of visits.entries()) {
          const id = index === 0 ? input.id : newId<AppointmentId>()
          insertAppointment(
            tx,
            {
              ...{ ...details, id, startsAt, endsAt, bufferBefore, bufferAfter, typeId },
              status: approval === 'none' ? 'scheduled' : 'requested',
              approval,
              bookedBy: viewer.id,
              seriesId: input.series?.id ?? null,
              overrideReason,
              overriddenBy: overrideReason === null ? null : viewer.id,
              createdAt: now,
              updatedAt: now,
            },
            input.leadIds,
          )
        }
        const row = getVisibleOrOwn(tx, input.id)
        note(tx, viewer, row, happeningOf(approval), null, visits.length)
        return readOne(tx, viewer, input.id)
      })
    },

    async update(viewer: Viewer, input: Input<'update'>): Promise<Appointment> {
      return transact(db, tx => {
        const edited = getCurrent(tx, viewer, input)
        checkTime(input)
        checkPlaces(tx, input)
        const known = listLeadIds(tx, edited.id)
        checkLeads(tx, viewer, input.leadIds, known)
        const rows = visitsOf(tx, edited, input.scope, clock.now())
        const moved = rows.map(row => ({ row, ...movedLike(edited, input, row) }))
        const typeId = typeToCheck(edited, input)
        const visits = moved.map(({ startsAt, endsAt }) => ({ ...input, typeId, startsAt, endsAt }))
        const isSlotChanged = changesSlot(edited, input, known)
        const overrideReason = isSlotChanged
          ? checkClashes(tx, viewer, visits, new Set(rows.map(({ id }) => id)), input.override)
          : edited.overrideReason
        const now = clock.now()
        const details = columnsOf(input)
        for (const visit of moved) {
          const isMoved = visit.startsAt !== visit.row.startsAt || visit.endsAt !== visit.row.endsAt
          updateAppointment(
            tx,
            visit.row,
            {
              ...details,
              startsAt: visit.startsAt,
              endsAt: visit.endsAt,
              // The patient confirmed another hour.
              status: isMoved && visit.row.status === 'confirmed' ? 'scheduled' : visit.row.status,
              isException: visit.row.isException || (input.scope === 'this' && visit.row.seriesId !== null),
              overrideReason,
              overriddenBy: overrideReason === null ? null : viewer.id,
            },
            now,
          )
          setLeads(tx, visit.row.id, input.leadIds, now)
        }
        const before = { startsAt: edited.startsAt, status: edited.status, staffId: edited.staffId }
        const what = edited.startsAt === input.startsAt ? 'changed' : 'moved'
        note(tx, viewer, getVisibleOrOwn(tx, edited.id), what, before, moved.length)
        return readOne(tx, viewer, edited.id)
      })
    },

    async setStatus(viewer: Viewer, input: Input<'setStatus'>): Promise<Appointment> {
      return transact(db, tx => {
        const edited = getCurrent(tx, viewer, input)
        const isUndecided = edited.status === 'requested' && edited.approval === 'manager'
        if (isUndecided && input.status !== 'cancelled' && !mayOverride(viewer)) throw new DomainError('NEEDS_APPROVAL')
        return changeStatus(tx, viewer, edited, input, 'status')
      })
    },

    async approve(viewer: Viewer, input: Input<'approve'>): Promise<Appointment> {
      return transact(db, tx => {
        const edited = getCurrent(tx, viewer, input)
        if (edited.status !== 'requested') throw new DomainError('NOT_REQUESTED')
        return changeStatus(tx, viewer, edited, { ...input, status: 'scheduled', reason: null }, 'approved')
      })
    },

    async requests(viewer: Viewer): Promise<Appointment[]> {
      return read(db, viewer, listRequested(db, viewer, MOST_REQUESTS))
    },

    async ics(viewer: Viewer, id: AppointmentId): Promise<{ name: string; text: string }> {
      const row = getVisibleAppointment(db, viewer, id)
      const type = row.typeId === null ? undefined : findAppointmentType(db, row.typeId)
      return toCalendarFile(row, {
        title: row.title ?? type?.name ?? officeName(),
        office: officeName(),
        at: clock.now(),
      })
    },
  }

  function getVisibleOrOwn(tx: Db, id: AppointmentId): AppointmentRow {
    const row = findAppointment(tx, id)
    if (!row) throw notFound('appointment')
    return row
  }

  function getCurrent(tx: Db, viewer: Viewer, { id, version }: { id: AppointmentId; version: number }): AppointmentRow {
    const row = getVisibleAppointment(tx, viewer, id)
    if (row.version !== version) throw staleEdit('appointment', row.version)
    return row
  }

  /** What did not hold its time and does again has to find it free. */
  function changeStatus(
    tx: Db,
    viewer: Viewer,
    edited: AppointmentRow,
    input: { status: AppointmentRow['status']; scope: SeriesScope; reason: string | null; override: Override },
    what: Happening,
  ): Appointment {
    const rows = visitsOf(tx, edited, input.scope, clock.now())
    const now = clock.now()
    const mustBeFree = holdsItsTime(input.status) && (what === 'approved' || rows.some(row => !row.isHolding))
    const slots = rows.map(row => ({ ...row, leadIds: listLeadIds(tx, row.id) }))
    const reason = mustBeFree
      ? checkClashes(tx, viewer, slots, new Set(rows.map(({ id }) => id)), input.override)
      : edited.overrideReason
    for (const row of rows) {
      const cancelReason = input.status === 'cancelled' ? input.reason : null
      const overriddenBy = reason === null ? null : (row.overriddenBy ?? viewer.id)
      updateAppointment(tx, row, { status: input.status, cancelReason, overrideReason: reason, overriddenBy }, now)
    }
    note(tx, viewer, getVisibleOrOwn(tx, edited.id), what, { status: edited.status }, rows.length)
    return readOne(tx, viewer, edited.id)
  }
}
export type AppointmentService = ReturnType<typeof createAppointmentService>

function happeningOf(approval: Approval): Happening {
  if (approval === 'none') return 'booked'
  return approval === 'patient' ? 'proposed' : 'requested'
}

/** Who has it already goes on having it, whatever was decided since of who does what. */
function typeToCheck(row: AppointmentRow, { staffId, typeId }: Pick<AppointmentDetails, 'staffId' | 'typeId'>) {
  return row.staffId === staffId && row.typeId === typeId ? null : typeId
}

/** Notes and links may be changed where something has come to meet it since. */
function changesSlot(row: AppointmentRow, input: AppointmentDetails, leadIds: readonly LeadId[]): boolean {
  const fields = ['startsAt', 'endsAt', 'typeId', 'staffId', 'roomId', 'bufferBefore', 'bufferAfter'] as const
  return fields.some(field => row[field] !== input[field]) || input.leadIds.some(id => !leadIds.includes(id))
}
