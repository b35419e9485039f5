import { addDays, dayOf, startOfDay } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { type CalendarFilter, readDay, type ShownRow } from './calendar-queries.ts'

/** A page of a month has room for some of each day; the rest is the day's own page. */
const MOST_OF_DAY = 12

export interface MonthQuery extends CalendarFilter {
  /** Any moment of the first day. */
  readonly from: number
  readonly days: number
  readonly timeZone: string
}

/** The first of each day in the order in which they begin, and of how many more a day has the number. */
export function listMonth(db: Db, viewer: Viewer, query: MonthQuery) {
  const { timeZone, days } = query
  const rows: ShownRow[] = []
  const more: { on: string; count: number }[] = []
  const first = dayOf(query.from, timeZone)
  for (let index = 0; index < days; index += 1) {
    const on = addDays(first, index)
    const span = { from: startOfDay(on, timeZone), until: startOfDay(addDays(on, 1), timeZone) }
    const ofDay = readDay(db, viewer, { ...query, ...span }, MOST_OF_DAY)
    rows.push(...ofDay.rows)
    if (ofDay.total > ofDay.rows.length) more.push({ on, count: ofDay.total - ofDay.rows.length })
  }
  return { rows, more }
}
