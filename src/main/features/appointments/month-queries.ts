import { and, asc, count, gte, inArray, lt, ne } from 'drizzle-orm'
import { addDays, dayOf, startOfDay } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import type { AppointmentRow, RangeQuery } from './appointment-queries.ts'
import { appointments } from './schema.ts'
import { visibleAppointments } from './visibility.ts'

/** A page of a month has room for some of each day; the rest is the day's own page. */
const MOST_OF_DAY = 12

export interface MonthQuery extends Omit<RangeQuery, 'from' | 'until'> {
  /** Any moment of the first day. */
  readonly from: number
  readonly days: number
  readonly timeZone: string
}

/** The first of each day in the order in which they begin, and of how many more a day has the number. */
export function listMonth(db: Db, viewer: Viewer, query: MonthQuery) {
  const { staffIds, typeIds, includesCancelled, timeZone } = query
  const rows: AppointmentRow[] = []
  const more: { on: string; count: number }[] = []
  const first = dayOf(query.from, timeZone)
  for (let index = 0; index < query.days; index += 1) {
    const on = addDays(first, index)
    const ofDay = and(
      gte(appointments.startsAt, startOfDay(on, timeZone)),
      lt(appointments.startsAt, startOfDay(addDays(on, 1), timeZone)),
      staffIds === null ? undefined : inArray(appointments.staffId, [...staffIds]),
      typeIds === null ? undefined : inArray(appointments.typeId, [...typeIds]),
      includesCancelled ? undefined : ne(appointments.status, 'cancelled'),
      visibleAppointments(db, viewer),
    )
    const shown = db
      .select()
      .from(appointments)
      .where(ofDay)
      .orderBy(asc(appointments.startsAt), asc(appointments.seq))
      .limit(MOST_OF_DAY)
      .all()
    rows.push(...shown)
    if (shown.length < MOST_OF_DAY) continue
    const total = db.select({ total: count() }).from(appointments).where(ofDay).get()?.total ?? 0
    if (total > shown.length) more.push({ on, count: total - shown.length })
  }
  return { rows, more }
}
