import { index, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { DayOffId, StaffId } from '#shared/domain/ids.ts'
import { staff } from '../staff/schema.ts'

/** When is worked, by weekday. Without a staff member they are the office's own. */
export const workingHours = sqliteTable(
  'working_hours',
  {
    id: text().primaryKey(),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'cascade' }),
    /** 1 is Monday. */
    weekday: integer().notNull(),
    /** Minutes since midnight on the office's clock. */
    fromMinute: integer('from_minute').notNull(),
    untilMinute: integer('until_minute').notNull(),
  },
  table => [index('working_hours_of_staff').on(table.staffId, table.weekday)],
)

/** Days on which somebody, or nobody, works. */
export const daysOff = sqliteTable(
  'days_off',
  {
    id: text().$type<DayOffId>().primaryKey(),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'cascade' }),
    fromOn: text('from_on').notNull(),
    untilOn: text('until_on').notNull(),
    name: text().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [index('days_off_by_end').on(table.untilOn, table.fromOn)],
)

/** Public holidays on which the office works all the same. */
export const workedHolidays = sqliteTable('worked_holidays', {
  on: text().primaryKey(),
  createdAt: integer('created_at').notNull(),
})

/** What the countries of this office keep, worked out once for some years: asked for while an appointment is being dragged. */
export const publicHolidays = sqliteTable(
  'public_holidays',
  {
    country: text().notNull(),
    on: text().notNull(),
    nameTr: text('name_tr').notNull(),
    nameEn: text('name_en').notNull(),
  },
  table => [primaryKey({ columns: [table.country, table.on] })],
)
