import type { Database } from 'better-sqlite3'
import { and, type Column, eq, getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteTable } from 'drizzle-orm/sqlite-core'
import {
  type ChannelAccountId,
  type RejectionReasonId,
  type StaffId,
  type StageId,
  type TemplateId,
} from '#shared/domain/ids.ts'
import { INITIAL_STAGES, type StageOutcome } from '#shared/domain/stage-outcome.ts'
import { type Db, transact } from '../../src/main/db/database.ts'
import type { OpenedDatabase } from '../../src/main/db/open-database.ts'
import {
  appointmentLeads,
  appointmentSeries,
  appointments,
  appointmentTypes,
  rooms,
} from '../../src/main/features/appointments/schema.ts'
import { auditLog } from '../../src/main/features/audit/schema.ts'
import { channelAccounts } from '../../src/main/features/channels/schema.ts'
import { conversationPeers, conversations, messages } from '../../src/main/features/conversations/schema.ts'
import { interactions, leadIdentities, leads, leadTouches } from '../../src/main/features/leads/schema.ts'
import { rejectionReasons } from '../../src/main/features/rejection-reasons/schema.ts'
import { INITIAL_REASONS } from '../../src/main/features/rejection-reasons/service.ts'
import { exchangeRates, sales, treatments } from '../../src/main/features/sales/schema.ts'
import { saveSetting } from '../../src/main/features/settings/queries.ts'
import { newLeads } from '../../src/main/features/speed-to-lead/schema.ts'
import { insertStaffMember } from '../../src/main/features/staff/queries.ts'
import { insertStage } from '../../src/main/features/stages/queries.ts'
import { leadTags, tags } from '../../src/main/features/tags/schema.ts'
import { initialTemplates } from '../../src/main/features/templates/initial-templates.ts'
import { insertTemplate } from '../../src/main/features/templates/queries.ts'
import { templates, templateVariants } from '../../src/main/features/templates/schema.ts'
import { type BusinessRows, businessRows } from './business-rows.ts'
import { type CalendarRows, calendarRows } from './calendar-rows.ts'
import { type LeadRows, leadRows, type OfficeKeys } from './lead-rows.ts'
import { ACCOUNT_NAME, OFFICE, OFFICE_NUMBER, STAFF } from './office.ts'
import { arrivalBefore, DAY, HOUR, MINUTE } from './office-hours.ts'
import { writeOutbox } from './outbox-rows.ts'
import { createPhoneBook } from './phone-blocks.ts'
import { createRandom, type Random } from './random.ts'
import { tellStory } from './story.ts'

export interface YearOptions {
  readonly now: number
  readonly seed?: number
  /** How many people came in the year. */
  readonly leads?: number
  /** Everybody's password, hashed as the application does it. */
  readonly passwordHash: string
}

/** How many came in the last hours: what waits for somebody when the demo is opened. */
const FRESH = 24

/**
 * An office's year in an empty, migrated database: the same rows for the same seed, time and hash. Nobody in it exists. Returns how much
 * there is.
 */
export function writeYear(
  { db, sqlite }: Pick<OpenedDatabase, 'db' | 'sqlite'>,
  { now, seed = 1, leads: leadCount = 3_000, passwordHash }: YearOptions,
): { leads: number; conversations: number; messages: number } {
  const random = createRandom(seed)
  return transact(db, tx => {
    const keys = writeOffice(tx, random.fork(), now, passwordHash)
    const phoneBook = createPhoneBook(random.fork())
    const people = arrivals(random.fork(), now, leadCount).map(arrivedAt => {
      const chance = random.fork()
      return leadRows(chance, tellStory(chance, { arrivedAt, now }), keys, phoneBook.numberIn)
    })
    writePeople(sqlite, people)
    writeBusiness(sqlite, businessRows(random.fork(), people, keys))
    writeCalendar(sqlite, calendarRows(random.fork(), people, keys))
    writeOutbox(tx, random.fork(), now)
    const written = people.filter(person => person.conversation !== null)
    return {
      leads: people.length,
      conversations: written.length,
      messages: people.reduce((sum, person) => sum + person.messages.length, 0),
    }
  })
}

/** When each of them came, oldest first. */
function arrivals(random: Random, now: number, count: number): number[] {
  const fresh = Array.from({ length: Math.min(FRESH, count) }, () => now - random.whole(2 * MINUTE, 3 * HOUR))
  const earlier = Array.from({ length: count - fresh.length }, () => arrivalBefore(now, random))
  return [...earlier, ...fresh].sort((one, other) => one - other)
}

/** The office, its people and stages, and its number, which waits to be linked. */
function writeOffice(tx: Db, random: Random, now: number, passwordHash: string): OfficeKeys {
  const foundedAt = now - 366 * DAY
  const officeId = random.id(foundedAt)
  for (const [name, value] of Object.entries({ ...OFFICE, officeId })) saveSetting(tx, name, value, foundedAt)
  const staffIds = STAFF.map((member, index) => {
    const { name, email, role, locale } = member
    const id = random.id<StaffId>(foundedAt + index)
    const at = foundedAt + index
    const details = { name, email, phone: null, role, locale }
    insertStaffMember(tx, { id, ...details, isActive: true, createdAt: at, updatedAt: at }, passwordHash)
    return id
  })
  const [adminId] = staffIds
  const audit = (action: string, subjectKind: string, subjectId: string) => {
    const entry = { id: random.id(foundedAt), at: foundedAt, staffId: adminId, action, subjectKind, subjectId }
    tx.insert(auditLog).values(entry).run()
  }
  audit('office.created', 'office', officeId)
  for (const id of staffIds) audit('staff.created', 'staff', id)
  const stages = INITIAL_STAGES.map(({ outcome, color, name }, position) => {
    const id = random.id<StageId>(foundedAt)
    const stage = { name: name[OFFICE.locale], outcome, color, position, isDefault: position === 0 }
    insertStage(tx, { id, ...stage }, foundedAt)
    audit('stage.created', 'stage', id)
    return [outcome, { id, name: stage.name }] as const
  })
  for (const { id = random.id<TemplateId>(foundedAt), ...template } of initialTemplates(OFFICE.locale)) {
    insertTemplate(tx, { id, ...template }, foundedAt)
    // The same for the same seed.
    for (const { language } of template.variants) {
      tx.update(templateVariants)
        .set({ id: random.id(foundedAt) })
        .where(and(eq(templateVariants.templateId, id), eq(templateVariants.language, language)))
        .run()
    }
    const use = { usageCount: random.whole(12, 240), lastUsedAt: now - random.whole(1, 72) * HOUR }
    tx.update(templates).set(use).where(eq(templates.id, id)).run()
  }
  for (const [position, name] of INITIAL_REASONS[OFFICE.locale].entries()) {
    const id = random.id<RejectionReasonId>(foundedAt)
    tx.insert(rejectionReasons).values({ id, name, position, createdAt: foundedAt, updatedAt: foundedAt }).run()
  }
  const accountId = random.id<ChannelAccountId>(foundedAt)
  tx.insert(channelAccounts)
    .values({
      id: accountId,
      channel: 'whatsapp',
      provider: 'whatsapp-link',
      name: ACCOUNT_NAME,
      phoneNumber: OFFICE_NUMBER,
      restingState: { kind: 'unlinked', failure: null },
      createdAt: foundedAt,
      updatedAt: foundedAt,
    })
    .run()
  audit('channel_account.created', 'channel_account', accountId)
  return {
    accountId,
    staffIds,
    staffNames: STAFF.map(member => member.name),
    stages: Object.fromEntries(stages) as Record<StageOutcome, { id: StageId; name: string }>,
    now,
  }
}

/** In the order of their times, so that what the tables number by themselves grows with time as it does in life. */
function writePeople(sqlite: Database, people: readonly LeadRows[]): void {
  const inOrder = <Row>(rows: Row[], at: (row: Row) => number) => rows.sort((one, other) => at(one) - at(other))
  insertAll(
    sqlite,
    leads,
    people.map(person => person.lead),
  )
  insertAll(
    sqlite,
    leadIdentities,
    people.flatMap(person => person.identities),
  )
  insertAll(
    sqlite,
    leadTouches,
    people.flatMap(person => person.touches),
  )
  const talks = people.flatMap(person => (person.conversation ? [person.conversation] : []))
  insertAll(
    sqlite,
    conversations,
    inOrder(talks, row => row.createdAt),
  )
  insertAll(
    sqlite,
    conversationPeers,
    people.flatMap(person => person.peers),
  )
  insertAll(
    sqlite,
    messages,
    inOrder(
      people.flatMap(person => person.messages),
      row => row.createdAt,
    ),
  )
  insertAll(
    sqlite,
    interactions,
    inOrder(
      people.flatMap(person => person.interactions),
      row => row.happenedAt,
    ),
  )
  insertAll(
    sqlite,
    auditLog,
    inOrder(
      people.flatMap(person => person.audit),
      row => row.at,
    ),
  )
}

function writeBusiness(sqlite: Database, rows: BusinessRows): void {
  insertAll(sqlite, treatments, rows.treatments)
  insertAll(sqlite, exchangeRates, rows.rates)
  insertAll(sqlite, sales, rows.sales)
  insertAll(sqlite, interactions, rows.interactions)
  insertAll(sqlite, newLeads, rows.newLeads)
  insertAll(sqlite, tags, rows.tags)
  insertAll(sqlite, leadTags, rows.leadTags)
}

function writeCalendar(sqlite: Database, rows: CalendarRows): void {
  insertAll(sqlite, appointmentTypes, rows.types)
  insertAll(sqlite, rooms, rows.rooms)
  insertAll(sqlite, appointmentSeries, rows.series)
  insertAll(sqlite, appointments, rows.appointments)
  insertAll(sqlite, appointmentLeads, rows.appointmentLeads)
  insertAll(sqlite, interactions, rows.interactions)
}

/** One prepared statement for all: tens of thousands of rows are written at each start of the demo. */
function insertAll<Table extends SQLiteTable>(
  sqlite: Database,
  table: Table,
  rows: readonly Table['$inferInsert'][],
): void {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => key !== 'seq')
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ')
  const statement = sqlite.prepare(
    `INSERT INTO "${getTableName(table)}" (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
  )
  for (const row of rows as readonly Record<string, unknown>[]) {
    statement.run(columns.map(([key, column]) => encode(column, row[key] === undefined ? column.default : row[key])))
  }
}

function encode(column: Column, value: unknown): unknown {
  return value === undefined || value === null ? null : column.mapToDriverValue(value)
}
