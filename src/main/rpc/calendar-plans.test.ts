import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AppointmentId, AppointmentTypeId, LeadId, RoomId, StaffId } from '#shared/domain/ids.ts'
import { openTestDatabase, type TestDatabase } from '../db/testing/test-database.ts'
import {
  getVisibleAppointment,
  listHoldsOfLead,
  listHoldsOfRoom,
  listHoldsOfStaff,
  listOfLead,
  listPeople,
} from '../features/appointments/appointment-queries.ts'
import {
  type CalendarFilter,
  listAgenda,
  listBusy,
  listInRange,
  listRequested,
} from '../features/appointments/calendar-queries.ts'
import { listMonth } from '../features/appointments/month-queries.ts'
import type { Viewer } from './context.ts'
import { type PlanReader, readPlans } from './testing/query-plans.ts'

const COUNT = 20_000
const FROM = Date.UTC(2026, 0, 1)
const DAY = 86_400_000
const WEEK = { from: FROM + 100 * DAY, until: FROM + 107 * DAY }
const idOf = (kind: number, number: number) =>
  `0000000${kind}-0000-7000-8000-${number.toString(16).padStart(12, '0')}` as const
const STAFF = [1, 2, 3].map(number => idOf(1, number) as StaffId) as [StaffId, StaffId, StaffId]

let database: TestDatabase
let plans: PlanReader

/** Two years of an office: three people, each with a dozen appointments a day. */
beforeAll(() => {
  database = openTestDatabase()
  const { sqlite } = database
  const id = (kind: number, number: string) => `'0000000${kind}-0000-7000-8000-' || printf('%012x', ${number})`
  const numbers = `with recursive n (n) as (select 1 union all select n + 1 from n where n < ${COUNT})`
  sqlite.exec(`${numbers} insert into staff (id, name, email, role, locale, created_at, updated_at)
    select ${id(1, 'n')}, 'P' || n, n || '@ofis.test', case n when 1 then 'admin' else 'consultant' end, 'tr', 0, 0 from n where n < 4`)
  sqlite.exec(`insert into stages (id, name, color, outcome, position, is_default, created_at, updated_at)
    values ('${idOf(2, 1)}', 'Yeni', 'teal', 'new', 1, 1, 0, 0)`)
  sqlite.exec(`${numbers} insert into leads (id, name, name_origin, stage_id, owner_id, source, search_text, name_order, created_at, updated_at)
    select ${id(3, 'n')}, 'L' || n, 'person', '${idOf(2, 1)}', ${id(1, '1 + n % 3')}, 'manual', '', '', n, 0 from n`)
  sqlite.exec(`${numbers} insert into appointments
    (id, staff_id, starts_at, ends_at, holds_from, holds_until, is_holding, time_zone, status, created_at, updated_at)
    select ${id(4, 'n')}, ${id(1, '1 + n % 3')}, ${FROM} + n * 3200000, ${FROM} + n * 3200000 + 1800000 + (n % 1000 = 0) * ${3 * DAY},
      ${FROM} + n * 3200000, ${FROM} + n * 3200000 + 1800000, 1, 'Europe/Istanbul',
      case when n % 500 then 'scheduled' else 'requested' end, n, 0 from n`)
  sqlite.exec(`${numbers} insert into appointment_leads (id, appointment_id, lead_id, created_at)
    select ${id(5, 'n')}, ${id(4, 'n')}, ${id(3, 'n')}, 0 from n`)
  plans = readPlans(sqlite)
})
afterAll(() => database.close())

const viewers: [string, Viewer][] = [
  ['an admin', { id: STAFF[0], role: 'admin', locale: 'tr' }],
  ['a consultant', { id: STAFF[1], role: 'consultant', locale: 'tr' }],
]
const ALL: CalendarFilter = { staffIds: null, typeIds: null, includesCancelled: false }
const filters: [string, CalendarFilter][] = [
  ['everybody', ALL],
  ['one person', { ...ALL, staffIds: [STAFF[1]] }],
  ['two people', { ...ALL, staffIds: [STAFF[1], STAFF[2]] }],
  ['a type, and what was called off', { ...ALL, typeIds: [idOf(6, 1) as AppointmentTypeId], includesCancelled: true }],
]

describe.each([
  ['a fresh database', () => {}],
  ['one whose statistics are known', () => database.sqlite.exec('analyze')],
])('in %s', (_, prepareDatabase) => {
  beforeAll(prepareDatabase as () => void)

  it.each(viewers.flatMap(([who, viewer]) => filters.map(([what, filter]) => [who, what, viewer, filter] as const)))(
    'shows %s the calendar of %s from the indexes of time',
    (_who, _what, viewer, filter) => {
      const { db } = database
      const within = /SEARCH appointments USING INDEX appointments_(?:by_start|of_staff_by_start) .*starts_at>/u
      const range = plans.expectQuick(() => listInRange(db, viewer, { ...WEEK, ...filter }))
      expect(range.join()).toMatch(within)
      // Of one person a fortnight more is little.
      if (filter.staffIds?.length !== 1) expect(range.join()).toContain('appointments_lasting_long')
      const month = { from: WEEK.from, days: 42, timeZone: 'Europe/Istanbul', ...filter }
      expect(plans.expectQuick(() => listMonth(db, viewer, month)).join()).toMatch(within)
      for (const place of [null, { at: WEEK.until, seq: 500 }]) {
        const agenda = plans.expectQuick(() => listAgenda(db, viewer, { from: WEEK.from, ...filter }, place, 61))
        expect(agenda.join()).toMatch(within)
      }
    },
  )

  it.each(viewers)('shows %s what waits, and one of everything', (_who, viewer) => {
    const { db } = database
    expect(plans.expectQuick(() => listRequested(db, viewer, 200)).join()).toContain('appointments_requested')
    const ids = [1, 2, 3].map(number => idOf(4, number) as AppointmentId)
    expect(plans.expectQuick(() => listPeople(db, viewer, ids)).join()).not.toContain('SCAN a')
    plans.expectQuick(() => getVisibleAppointment(db, { ...viewer, role: 'admin' }, idOf(4, 500) as AppointmentId))
    // Whatever one person ever had may be sorted.
    expect(plans.plansOf(() => listOfLead(db, idOf(3, 5) as LeadId, 500)).join()).not.toContain('SCAN')
  })

  it('finds what holds somebody’s time', () => {
    const { db } = database
    expect(plans.expectQuick(() => listBusy(db, WEEK, new Set())).join()).toContain('appointments_lasting_long')
    expect(plans.expectQuick(() => listHoldsOfStaff(db, STAFF[1], WEEK)).join()).toContain('appointments_holding_staff')
    const ofRoom = plans.expectQuick(() => listHoldsOfRoom(db, idOf(7, 1) as RoomId, WEEK))
    expect(ofRoom.join()).toContain('appointments_holding_room')
    plans.expectQuick(() => listHoldsOfLead(db, idOf(3, 5) as LeadId, WEEK))
  })

  it('finds what lasts for days, wherever it began', () => {
    const viewer = viewers[0]?.[1] as Viewer
    // The thousandth lasts for three days and began in the week before.
    const startsAt = FROM + 3_000 * 3_200_000
    const span = { from: startsAt + 2 * DAY, until: startsAt + 2 * DAY + 3_600_000 }
    const found = listInRange(database.db, viewer, { ...span, ...ALL })
    expect(found[0]).toMatchObject({ id: idOf(4, 3_000), startsAt })
    expect(found.length).toBeLessThan(5)
  })
})
