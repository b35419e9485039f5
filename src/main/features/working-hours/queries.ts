import { and, asc, between, eq, gte, isNull, lte, or } from 'drizzle-orm'
import type { DayOff } from '#shared/contract/working-hours.ts'
import { type DayOffId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { WorkingHours } from '#shared/domain/working-hours.ts'
import type { Db } from '../../db/database.ts'
import { staff } from '../staff/schema.ts'
import { daysOff, publicHolidays, workedHolidays, workingHours } from './schema.ts'

interface HoursRow extends WorkingHours {
  readonly staffId: StaffId | null
}

/** Of the office and of everybody who has their own: some dozens of rows. */
export function listHours(db: Db): HoursRow[] {
  return db
    .select({
      staffId: workingHours.staffId,
      weekday: workingHours.weekday,
      from: workingHours.fromMinute,
      until: workingHours.untilMinute,
    })
    .from(workingHours)
    .orderBy(asc(workingHours.weekday), asc(workingHours.fromMinute))
    .all()
}

export function replaceHours(tx: Db, staffId: StaffId | null, hours: readonly WorkingHours[]): void {
  tx.delete(workingHours)
    .where(staffId === null ? isNull(workingHours.staffId) : eq(workingHours.staffId, staffId))
    .run()
  for (const { weekday, from, until } of hours) {
    tx.insert(workingHours).values({ id: newId(), staffId, weekday, fromMinute: from, untilMinute: until }).run()
  }
}

const dayOffColumns = {
  id: daysOff.id,
  staffId: daysOff.staffId,
  from: daysOff.fromOn,
  until: daysOff.untilOn,
  name: daysOff.name,
}

export function listDaysOff(db: Db, from: string, until: string): DayOff[] {
  return db
    .select(dayOffColumns)
    .from(daysOff)
    .where(and(gte(daysOff.untilOn, from), lte(daysOff.fromOn, until)))
    .orderBy(asc(daysOff.fromOn))
    .all()
}

/** The office's and this person's. */
export function listDaysOffOf(db: Db, staffId: StaffId | null, from: string, until: string): DayOff[] {
  const whose = staffId === null ? isNull(daysOff.staffId) : or(isNull(daysOff.staffId), eq(daysOff.staffId, staffId))
  return db
    .select(dayOffColumns)
    .from(daysOff)
    .where(and(gte(daysOff.untilOn, from), lte(daysOff.fromOn, until), whose))
    .all()
}

export function findDayOff(db: Db, id: DayOffId): DayOff | undefined {
  return db.select(dayOffColumns).from(daysOff).where(eq(daysOff.id, id)).get()
}

export function insertDayOff(tx: Db, { id, staffId, from, until, name }: DayOff, now: number): void {
  tx.insert(daysOff).values({ id, staffId, fromOn: from, untilOn: until, name, createdAt: now }).run()
}

export function isStaffMember(db: Db, id: StaffId): boolean {
  return db.select({ id: staff.id }).from(staff).where(eq(staff.id, id)).get() !== undefined
}

export function deleteDayOff(tx: Db, id: DayOffId): void {
  tx.delete(daysOff).where(eq(daysOff.id, id)).run()
}

export function listWorkedHolidays(db: Db): Set<string> {
  return new Set(
    db
      .select({ on: workedHolidays.on })
      .from(workedHolidays)
      .all()
      .map(row => row.on),
  )
}

export function setWorkedHoliday(tx: Db, on: string, works: boolean, now: number): void {
  if (works) tx.insert(workedHolidays).values({ on, createdAt: now }).onConflictDoNothing().run()
  else tx.delete(workedHolidays).where(eq(workedHolidays.on, on)).run()
}

/** The holidays of a country between two days, both included. */
export function listHolidays(db: Db, country: string, locale: Locale, from: string, until: string) {
  const name = locale === 'tr' ? publicHolidays.nameTr : publicHolidays.nameEn
  return db
    .select({ on: publicHolidays.on, name })
    .from(publicHolidays)
    .where(and(eq(publicHolidays.country, country), between(publicHolidays.on, from, until)))
    .orderBy(asc(publicHolidays.on))
    .all()
}
