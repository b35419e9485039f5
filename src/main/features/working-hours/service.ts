import type { DayOff, OfficeHours, PublicHoliday } from '#shared/contract/working-hours.ts'
import type { Span } from '#shared/domain/appointment.ts'
import type { DayOffId, StaffId } from '#shared/domain/ids.ts'
import { INITIAL_HOURS, openSpans, type WorkingHours } from '#shared/domain/working-hours.ts'
import { dayOf } from '#shared/domain/zoned-time.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { SettingsService } from '../settings/service.ts'
import {
  deleteDayOff,
  findDayOff,
  insertDayOff,
  isStaffMember,
  listDaysOff,
  listDaysOffOf,
  listHolidays,
  listHours,
  listWorkedHolidays,
  replaceHours,
  setWorkedHoliday,
} from './queries.ts'

/** When one person works within a stretch of time; read once, asked for every visit in it. */
export interface WorkingTimes {
  openSpans(span: Span): Span[]
  /** The day off, or the holiday, that a span of time touches. */
  dayOffDuring(span: Span): string | null
}

/** Without a person: when the office is open. */
export type ReadWorkingTimes = (db: Db, staffId: StaffId | null, within: Span) => WorkingTimes

export function createWorkingHoursService({
  db,
  clock,
  events,
  settings,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: SettingsService
}) {
  function readHours(from: Db): OfficeHours {
    const rows = listHours(from)
    const byStaff = Map.groupBy(rows, row => row.staffId)
    const toHours = (ofOne: typeof rows) =>
      ofOne.map(({ weekday, from: start, until }) => ({ weekday, from: start, until }))
    return {
      // An office that never said otherwise works the usual hours; one that closes on every day says so by its days off.
      office: byStaff.has(null) ? toHours(byStaff.get(null) ?? []) : [...INITIAL_HOURS],
      staff: [...byStaff].flatMap(([staffId, ofOne]) => (staffId === null ? [] : [{ staffId, hours: toHours(ofOne) }])),
      keepsPublicHolidays: settings.current().keepsPublicHolidays,
    }
  }

  function holidaysBetween(from: Db, first: string, last: string): PublicHoliday[] {
    const { defaultCountry, locale, keepsPublicHolidays } = settings.current()
    if (!keepsPublicHolidays) return []
    const worked = listWorkedHolidays(from)
    return listHolidays(from, defaultCountry, locale, first, last).map(({ on, name }) => ({
      on,
      name,
      isWorked: worked.has(on),
    }))
  }

  /** Everything on which this person does not work between two days, named. */
  function closedDays(from: Db, staffId: StaffId | null, first: string, last: string) {
    const holidays = holidaysBetween(from, first, last).filter(({ isWorked }) => !isWorked)
    return [
      ...holidays.map(({ on, name }) => ({ from: on, until: on, name })),
      ...listDaysOffOf(from, staffId, first, last),
    ]
  }

  function note(tx: Db, by: StaffId, action: string, subjectId: string | null, after: Record<string, unknown>): void {
    recordAudit(tx, clock, { staffId: by, action, subjectKind: 'working_hours', subjectId, after })
    afterCommit(tx, () => events.publish({ type: 'working-hours.changed' }))
  }

  function readTimes(from: Db, staffId: StaffId | null, within: Span): WorkingTimes {
    const { timeZone } = settings.current()
    const { office, staff } = readHours(from)
    const hours = staff.find(own => own.staffId === staffId)?.hours ?? office
    const closed = closedDays(from, staffId, dayOf(within.from, timeZone), dayOf(within.until, timeZone))
    return {
      openSpans: span => openSpans(hours, closed, span, timeZone),
      dayOffDuring(span) {
        const [first, last] = [dayOf(span.from, timeZone), dayOf(span.until - 1, timeZone)]
        return closed.find(day => day.from <= last && day.until >= first)?.name ?? null
      },
    }
  }

  return {
    readTimes,

    /** Whether the office works at that moment. */
    isOpenAt(from: Db, at: number): boolean {
      const moment = { from: at, until: at + 1 }
      return readTimes(from, null, moment).openSpans(moment).length > 0
    },

    async get(): Promise<OfficeHours> {
      return readHours(db)
    },

    async set(by: StaffId, staffId: StaffId | null, hours: readonly WorkingHours[] | null): Promise<OfficeHours> {
      return transact(db, tx => {
        if (staffId !== null && !isStaffMember(tx, staffId)) throw notFound('staff')
        replaceHours(tx, staffId, hours ?? [])
        note(tx, by, 'working_hours.changed', staffId, { hours })
        return readHours(tx)
      })
    },

    async daysOff(from: string, until: string): Promise<{ daysOff: DayOff[]; holidays: PublicHoliday[] }> {
      return { daysOff: listDaysOff(db, from, until), holidays: holidaysBetween(db, from, until) }
    },

    async addDayOff(by: StaffId, dayOff: DayOff): Promise<DayOff> {
      return transact(db, tx => {
        const known = findDayOff(tx, dayOff.id)
        if (known) return known
        if (dayOff.staffId !== null && !isStaffMember(tx, dayOff.staffId)) throw notFound('staff')
        if (dayOff.until < dayOff.from) throw new DomainError('IMPOSSIBLE_TIME', { reason: 'ends-before' })
        insertDayOff(tx, dayOff, clock.now())
        note(tx, by, 'day_off.added', dayOff.id, { staffId: dayOff.staffId, from: dayOff.from, until: dayOff.until })
        return dayOff
      })
    },

    async removeDayOff(by: StaffId, id: DayOffId): Promise<void> {
      transact(db, tx => {
        const known = findDayOff(tx, id)
        if (!known) throw notFound('dayOff')
        deleteDayOff(tx, id)
        note(tx, by, 'day_off.removed', id, { staffId: known.staffId, from: known.from, until: known.until })
      })
    },

    async workOn(by: StaffId, on: string, works: boolean): Promise<void> {
      transact(db, tx => {
        setWorkedHoliday(tx, on, works, clock.now())
        note(tx, by, 'holiday.worked', null, { on, works })
      })
    },
  }
}
export type WorkingHoursService = ReturnType<typeof createWorkingHoursService>
