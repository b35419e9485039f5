import type Database from 'better-sqlite3'
import { databaseFile } from '../src/main/app.ts'
import { connect } from '../src/main/db/connection.ts'
import type { Client } from './bench-office.ts'
import { CONSULTANTS, leadIdOf } from './fill-office.ts'
import { generateOffice } from './generate-office.ts'
import type { ReadCase } from './read-cases.ts'
import { MOST_TIMES_BARE, measureReads, noteWorst, printReads, type ReadFigures, ratioOf } from './reads.ts'
import { copyOffice } from './writes.ts'

const MESSAGES = 10_000
/** A month that begins on a Monday in summer time: every office of the bench shows the same days. */
const FROM = Date.UTC(2026, 5, 1)
const DAY = 86_400_000
const PAGE_OF_MONTH = 42 * DAY

/** As many appointments as no office has, in the six weeks that a month's page shows: everybody's, of everybody. */
function fillCalendar(sqlite: Database.Database, count: number): void {
  const people = sqlite.prepare<[], string>('select id from leads order by id').pluck().all()
  const type =
    sqlite.prepare<[], { id: string }>('select id from appointment_types order by position').get()?.id ?? null
  const insert = sqlite.prepare(`insert into appointments
    (id, version, type_id, staff_id, starts_at, ends_at, holds_from, holds_until, is_holding, time_zone, status, created_at, updated_at)
    values (?, 1, ?, ?, ?, ?, ?, ?, 1, 'Europe/Istanbul', 'scheduled', 0, 0)`)
  const insertLead = sqlite.prepare(
    'insert into appointment_leads (id, appointment_id, lead_id, created_at) values (?, ?, ?, 0)',
  )
  sqlite.transaction(() => {
    for (let number = 0; number < count; number += 1) {
      const id = `00000090-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
      const startsAt = FROM + Math.floor((number * PAGE_OF_MONTH) / count / 900_000) * 900_000
      const endsAt = startsAt + 1_800_000
      insert.run(id, type, CONSULTANTS[number % CONSULTANTS.length], startsAt, endsAt, startsAt, endsAt)
      insertLead.run(id.replace('00000090', '00000091'), id, people[number % people.length])
    }
    sqlite.exec('analyze')
  })()
}

async function listCalendarCases(admin: Client): Promise<ReadCase[]> {
  const month = { from: FROM, until: FROM + PAGE_OF_MONTH }
  const page = { from: FROM, days: 42, timeZone: 'Europe/Istanbul' }
  const week = { from: FROM + 7 * DAY, until: FROM + 14 * DAY }
  const first = await admin.appointments.agenda({ from: FROM })
  const both = (name: string, read: ReadCase['read']): ReadCase[] => [
    { name, as: 'admin', read },
    { name: `${name}, a consultant’s`, as: 'consultant', read },
  ]
  return [
    ...both('calendar: a month', async client => (await client.appointments.month(page)).appointments),
    ...both('everything of six weeks', async client => (await client.appointments.range(month)).appointments),
    ...both('calendar: a week', async client => (await client.appointments.range(week)).appointments),
    ...both('agenda: a page', client => client.appointments.agenda({ from: FROM })),
    ...both('agenda: the next page', client => client.appointments.agenda({ from: FROM, cursor: first.nextCursor })),
    {
      ...{ name: 'appointments of a person', as: 'admin' },
      read: client => client.appointments.ofLead({ leadId: leadIdOf(1) }),
    },
  ]
}

/** The calendar of an office with that many appointments in the shown month, beside the same statements on their own. */
export async function measureCalendar(folder: string, count: number, rounds: number): Promise<ReadFigures[]> {
  const copy = copyOffice(folder)
  try {
    const sqlite = connect(databaseFile(copy.folder))
    fillCalendar(sqlite, count)
    sqlite.close()
    return await measureReads(copy.folder, MESSAGES, rounds, listCalendarCases)
  } finally {
    copy.remove()
  }
}

export async function benchCalendar(rounds: number): Promise<void> {
  const count = 10_000
  const figures = await measureCalendar(await generateOffice(MESSAGES), count, rounds)
  console.log(
    `### The calendar with ${count.toLocaleString('en')} appointments in the month (medians of ${rounds}, ms)\n`,
  )
  printReads(figures)
  noteWorst({
    goal: `each read of the calendar ≤ ${MOST_TIMES_BARE} × bare SQL + floor, with ${count.toLocaleString('en')} appointments in the month`,
    figures: figures.map(figure => [figure.name, ratioOf(figure)]),
    most: MOST_TIMES_BARE,
  })
}
