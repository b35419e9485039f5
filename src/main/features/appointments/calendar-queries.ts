import { and, asc, count, eq, gt, gte, isNotNull, lt, ne, or, type SQL, sql } from 'drizzle-orm'
import type { BusyTime } from '#shared/contract/appointments.ts'
import { LONGEST_APPOINTMENT, type Span } from '#shared/domain/appointment.ts'
import type { AppointmentId, AppointmentTypeId, StaffId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { DAY_MS } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { inList, listOf, prepareEachForm } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { appointments } from './schema.ts'
import { visibleAppointments } from './visibility.ts'

/** What a page shows of an appointment, and its place in the order. What reminders and clashes keep for themselves is not read. */
export const shownColumns = {
  seq: appointments.seq,
  id: appointments.id,
  version: appointments.version,
  typeId: appointments.typeId,
  staffId: appointments.staffId,
  roomId: appointments.roomId,
  title: appointments.title,
  startsAt: appointments.startsAt,
  endsAt: appointments.endsAt,
  bufferBefore: appointments.bufferBefore,
  bufferAfter: appointments.bufferAfter,
  timeZone: appointments.timeZone,
  status: appointments.status,
  approval: appointments.approval,
  place: appointments.place,
  videoUrl: appointments.videoUrl,
  note: appointments.note,
  bookedBy: appointments.bookedBy,
  seriesId: appointments.seriesId,
  isException: appointments.isException,
  overrideReason: appointments.overrideReason,
  cancelReason: appointments.cancelReason,
}
export type ShownRow = Pick<typeof appointments.$inferSelect, keyof typeof shownColumns>

export interface CalendarFilter {
  readonly staffIds: readonly StaffId[] | null
  readonly typeIds: readonly AppointmentTypeId[] | null
  readonly includesCancelled: boolean
}
export interface RangeQuery extends Span, CalendarFilter {}

type FilterForm = {
  readonly role: StaffRole
  readonly staff: 'all' | 'one' | 'some'
  readonly ofTypes: boolean
  readonly includesCancelled: boolean
}

function formOf({ role }: Viewer, { staffIds, typeIds, includesCancelled }: CalendarFilter): FilterForm {
  const staff = staffIds === null ? 'all' : staffIds.length === 1 ? 'one' : 'some'
  return { role, staff, ofTypes: typeIds !== null, includesCancelled }
}

function givenFor(viewer: Viewer, { staffIds, typeIds }: CalendarFilter) {
  const given = { viewerId: viewer.id, staffId: staffIds?.[0], staffIds: listOf(staffIds ?? []) }
  return { ...given, typeIds: listOf(typeIds ?? []) }
}

function narrowed(db: Db, { role, staff, ofTypes, includesCancelled }: FilterForm): (SQL | undefined)[] {
  return [
    staff === 'one' ? eq(appointments.staffId, sql.placeholder('staffId')) : undefined,
    // With the plus it is looked at on the way: each person's own index would have to be sorted together.
    staff === 'some' ? inList(sql`+${appointments.staffId}`, 'staffIds') : undefined,
    ofTypes ? inList(appointments.typeId, 'typeIds') : undefined,
    includesCancelled ? undefined : ne(appointments.status, sql`'cancelled'`),
    visibleAppointments(db, { role, id: sql.placeholder('viewerId') }),
  ]
}

const inOrder = [asc(appointments.startsAt), asc(appointments.seq)]

/**
 * What reaches into a stretch of time began in it, or within the day before; only what lasts longer than a day, which hardly anything
 * does, may have begun earlier, and has an index of its own. Written as there.
 */
const lastsLong = sql`${appointments.endsAt} - ${appointments.startsAt} > 86400000`

function reachesInto(isLong: boolean): SQL | undefined {
  return and(
    gt(appointments.startsAt, sql.placeholder('earliest')),
    lt(appointments.startsAt, sql.placeholder('latest')),
    gt(appointments.endsAt, sql.placeholder('from')),
    isLong ? lastsLong : undefined,
  )
}

/** The long ones that began earlier come first: that is the order of time. */
function readReaching<Row>({ from, until }: Span, read: (isLong: boolean, bounds: Bounds) => Row[]): Row[] {
  const long = read(true, { from, earliest: from - LONGEST_APPOINTMENT, latest: from - DAY_MS + 1 })
  const others = read(false, { from, earliest: from - DAY_MS, latest: until })
  return long.length === 0 ? others : [...long, ...others]
}
type Bounds = { readonly from: number; readonly earliest: number; readonly latest: number }

const inRange = prepareEachForm((db, form: FilterForm & { readonly isLong: boolean }) =>
  db
    .select(shownColumns)
    .from(appointments)
    .where(and(reachesInto(form.isLong), ...narrowed(db, form)))
    .orderBy(...inOrder)
    .prepare(),
)

/** What begins, lasts or ends within the span, in the order in which it begins. */
export function listInRange(db: Db, viewer: Viewer, query: RangeQuery): ShownRow[] {
  const form = formOf(viewer, query)
  const given = givenFor(viewer, query)
  return readReaching(query, (isLong, bounds) => inRange(db, { ...form, isLong }).all({ ...given, ...bounds }))
}

const fromOn = prepareEachForm((db, form: FilterForm & { readonly isLater: boolean }) =>
  db
    .select(shownColumns)
    .from(appointments)
    .where(
      and(
        gte(appointments.startsAt, sql.placeholder('from')),
        form.isLater
          ? sql`(${appointments.startsAt}, ${appointments.seq}) > (${sql.placeholder('at')}, ${sql.placeholder('seq')})`
          : undefined,
        ...narrowed(db, form),
      ),
    )
    .orderBy(...inOrder)
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/**
 * From a moment on, in the order in which they begin; after a place in that order. Of several people each is read from their own index,
 * so that those who have hardly anything do not walk through everybody's.
 */
export function listAgenda(
  db: Db,
  viewer: Viewer,
  { from, ...filter }: CalendarFilter & { readonly from: number },
  after: Place | null,
  limit: number,
): ShownRow[] {
  const read = (ofStaff: CalendarFilter) =>
    fromOn(db, { ...formOf(viewer, ofStaff), isLater: after !== null }).all({
      ...givenFor(viewer, ofStaff),
      ...{ from: Math.max(from, after?.at ?? from), at: after?.at, seq: after?.seq, limit },
    })
  const { staffIds } = filter
  if (staffIds === null || staffIds.length < 2) return read(filter)
  return [...new Set(staffIds)]
    .flatMap(staffId => read({ ...filter, staffIds: [staffId] }))
    .toSorted((one, other) => one.startsAt - other.startsAt || one.seq - other.seq)
    .slice(0, limit)
}

const ofDay = (db: Db, form: FilterForm) =>
  and(
    gte(appointments.startsAt, sql.placeholder('from')),
    lt(appointments.startsAt, sql.placeholder('until')),
    ...narrowed(db, form),
  )
const firstOfDay = prepareEachForm((db, form: FilterForm) =>
  db
    .select(shownColumns)
    .from(appointments)
    .where(ofDay(db, form))
    .orderBy(...inOrder)
    .limit(sql.placeholder('limit'))
    .prepare(),
)
const numberOfDay = prepareEachForm((db, form: FilterForm) =>
  db.select({ total: count() }).from(appointments).where(ofDay(db, form)).prepare(),
)

/** The first of what begins within a day, and how many there are. */
export function readDay(
  db: Db,
  viewer: Viewer,
  { from, until, ...filter }: RangeQuery,
  limit: number,
): { rows: ShownRow[]; total: number } {
  const form = formOf(viewer, filter)
  const given = { ...givenFor(viewer, filter), from, until }
  const rows = firstOfDay(db, form).all({ ...given, limit })
  if (rows.length < limit) return { rows, total: rows.length }
  return { rows, total: numberOfDay(db, form).get(given)?.total ?? rows.length }
}

const holding = prepareEachForm((db, { isLong }: { readonly isLong: boolean }) =>
  db
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
        reachesInto(isLong),
        eq(appointments.isHolding, sql`1`),
        or(isNotNull(appointments.staffId), isNotNull(appointments.roomId)),
      ),
    )
    .prepare(),
)

/** Everything that holds somebody's time or a room within the span, whoever may see it. */
export function listBusy(db: Db, span: Span, except: ReadonlySet<AppointmentId>): BusyTime[] {
  return readReaching(span, (isLong, bounds) => holding(db, { isLong }).all(bounds))
    .filter(({ id }) => !except.has(id))
    .map(({ staffId, roomId, startsAt, endsAt }) => ({ staffId, roomId, startsAt, endsAt }))
}

const requested = prepareEachForm((db, { role }: { readonly role: StaffRole }) =>
  db
    .select(shownColumns)
    .from(appointments)
    .where(
      and(
        eq(appointments.status, sql`'requested'`),
        visibleAppointments(db, { role, id: sql.placeholder('viewerId') }),
      ),
    )
    .orderBy(asc(appointments.createdAt))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

/** What waits for a manager or for the patient, the oldest first. */
export function listRequested(db: Db, { id: viewerId, role }: Viewer, limit: number): ShownRow[] {
  return requested(db, { role }).all({ viewerId, limit })
}
