import { eq, getTableColumns } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import { Interaction } from '#shared/contract/leads.ts'
import { LeadSource } from '#shared/domain/lead-source.ts'
import { INITIAL_STAGES } from '#shared/domain/stage-outcome.ts'
import { transact } from '../../src/main/db/database.ts'
import { openTestDatabase, type TestDatabase } from '../../src/main/db/testing/test-database.ts'
import { conversations } from '../../src/main/features/conversations/schema.ts'
import { refreshSummary } from '../../src/main/features/conversations/summary.ts'
import { refreshSearchText } from '../../src/main/features/leads/identities.ts'
import { listPlaces } from '../../src/main/features/leads/lead-list.ts'
import { leads } from '../../src/main/features/leads/schema.ts'
import { listStaffMembers } from '../../src/main/features/staff/queries.ts'
import { listStages } from '../../src/main/features/stages/queries.ts'
import { STAFF } from './office.ts'
import { DAY } from './office-hours.ts'
import { writeYear } from './write-year.ts'

const NOW = Date.UTC(2026, 10, 21, 8, 30)
const YEAR = { now: NOW, seed: 7, leads: 700, passwordHash: 'hash' }

/** Every table that has rows, as text. */
function dump({ sqlite }: TestDatabase): string {
  const tables = sqlite.prepare<[], string>(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'`,
  )
  return tables
    .pluck()
    .all()
    .map(table => `${table}: ${JSON.stringify(sqlite.prepare(`SELECT * FROM "${table}"`).all())}`)
    .join('\n')
}

describe('the demo office after its year', () => {
  let database: TestDatabase
  let counts: ReturnType<typeof writeYear>
  const number = (sql: string) => database.sqlite.prepare<[], number>(sql).pluck().get()
  const rows = <Row>(sql: string) => database.sqlite.prepare<[], Row>(sql).all()

  beforeAll(() => {
    database = openTestDatabase()
    counts = writeYear(database, YEAR)
  })
  afterAll(() => database.close())

  it('is a sound database', () => {
    expect(database.sqlite.pragma('foreign_key_check')).toEqual([])
    expect(database.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
  })

  it('is as large as it says', () => {
    expect(counts).toEqual({
      leads: number('SELECT count(*) FROM leads'),
      conversations: number('SELECT count(*) FROM conversations'),
      messages: number('SELECT count(*) FROM messages'),
    })
    expect(counts.leads).toBe(YEAR.leads)
    expect(counts.messages / counts.leads).toBeGreaterThan(10)
  })

  it('has the people of the office and the stages of a first run', () => {
    const shown = STAFF.map(({ name, email, role }) => ({ name, email, role }))
    expect(listStaffMembers(database.db).map(({ name, email, role }) => ({ name, email, role }))).toEqual(shown)
    expect(listStages(database.db).map(({ name, outcome, color }) => ({ name, outcome, color }))).toEqual(
      INITIAL_STAGES.map(({ name, outcome, color }) => ({ name: name.tr, outcome, color })),
    )
  })

  it('shows in every list row what its messages say', () => {
    const { version: _, updatedAt: __, ...shown } = getTableColumns(conversations)
    const before = database.db.select(shown).from(conversations).all()
    transact(database.db, tx => {
      for (const { id } of before) refreshSummary(tx, id, NOW)
    })
    expect(database.db.select(shown).from(conversations).all()).toEqual(before)
    expect(
      rows('SELECT c.id FROM conversations c JOIN leads l ON l.id = c.lead_id WHERE c.owner_id IS NOT l.owner_id'),
    ).toEqual([])
  })

  it('has sold to whoever was convinced, in lira and in euro, and says why the others went', () => {
    expect(number('SELECT count(*) FROM sales')).toBe(
      number('SELECT count(*) FROM leads WHERE converted_at IS NOT NULL'),
    )
    expect(rows('SELECT DISTINCT currency FROM sales ORDER BY 1')).toEqual([{ currency: 'EUR' }, { currency: 'TRY' }])
    expect(
      rows(`SELECT id FROM sales WHERE amount % 5000 <> 0 OR sold_on > date(${NOW} / 1000 + 10800, 'unixepoch')`),
    ).toEqual([])
    const rejected = `FROM leads JOIN stages ON stages.id = stage_id WHERE outcome = 'rejected'`
    expect(number(`SELECT count(rejection_reason) ${rejected}`)).toBe(number(`SELECT count(*) ${rejected}`))
    expect(number('SELECT count(*) FROM new_leads WHERE answered_at IS NOT NULL')).toBeGreaterThan(20)
    expect(rows('SELECT id FROM new_leads WHERE answered_at < raised_at')).toEqual([])
  })

  it('has messages that nobody has read, all of them of today', () => {
    const unread = rows<{ at: number }>(`SELECT sort_at AS at FROM messages WHERE direction = 'in' AND read_at IS NULL`)
    expect(unread.length).toBeGreaterThan(4)
    expect(unread.filter(({ at }) => at < NOW - DAY)).toEqual([])
    expect(number('SELECT sum(unread_count) FROM conversations')).toBe(unread.length)
  })

  it('keeps the order of time: within a conversation, in statuses, and never beyond now', () => {
    expect(
      rows(`SELECT id FROM (SELECT id, seq, lag(seq) OVER (PARTITION BY conversation_id ORDER BY sort_at, seq) AS before
        FROM messages) WHERE before > seq`),
    ).toEqual([])
    expect(
      rows('SELECT id FROM messages WHERE delivered_at < sent_at OR read_at < coalesce(delivered_at, sent_at)'),
    ).toEqual([])
    expect(
      rows(`SELECT id FROM messages WHERE max(sort_at, coalesce(sent_at, 0), coalesce(read_at, 0)) > ${NOW}`),
    ).toEqual([])
    expect(rows(`SELECT id FROM interactions WHERE happened_at > ${NOW}`)).toEqual([])
    expect(number('SELECT min(created_at) FROM leads')).toBeGreaterThan(NOW - 366 * DAY)
  })

  it('has every way a lead may come, every outcome, hidden numbers, failures, media and quotes', () => {
    const sources = rows<{ source: string }>('SELECT DISTINCT source FROM leads').map(row => row.source)
    expect(sources.toSorted()).toEqual(
      LeadSource.options.filter(source => !['meta_lead_ad', 'import', 'sms'].includes(source)).toSorted(),
    )
    expect(number('SELECT count(DISTINCT stage_id) FROM leads')).toBe(INITIAL_STAGES.length)
    expect(
      number(`SELECT count(*) FROM leads WHERE id NOT IN (SELECT lead_id FROM lead_identities WHERE kind = 'phone')`),
    ).toBeGreaterThan(5)
    expect(number(`SELECT count(*) FROM messages WHERE status = 'failed' AND error IS NOT NULL`)).toBeGreaterThan(0)
    expect(number(`SELECT count(DISTINCT kind) FROM messages`)).toBeGreaterThan(4)
    expect(
      number(`SELECT count(*) FROM messages m WHERE quoted_external_id IS NOT NULL AND EXISTS (
      SELECT 1 FROM messages q WHERE q.conversation_id = m.conversation_id AND q.external_id = m.quoted_external_id)`),
    ).toBe(number('SELECT count(*) FROM messages WHERE quoted_external_id IS NOT NULL'))
    expect(number(`SELECT count(*) FROM lead_touches WHERE kind = 'ad_referral' AND ad_id IS NOT NULL`)).toBe(
      number(`SELECT count(*) FROM leads WHERE source = 'click_to_whatsapp_ad'`),
    )
  })

  it('knows nobody twice', () => {
    expect(
      rows('SELECT unique_key FROM lead_identities WHERE unique_key IS NOT NULL GROUP BY 1 HAVING count(*) > 1'),
    ).toEqual([])
    expect(rows('SELECT external_id FROM messages GROUP BY 1 HAVING count(*) > 1')).toEqual([])
  })

  it('tells of each lead what its messages and its history tell', () => {
    expect(
      rows(`SELECT l.id FROM leads l WHERE
        first_inbound_at IS NOT (SELECT min(sort_at) FROM messages m WHERE m.lead_id = l.id AND direction = 'in') OR
        last_inbound_at IS NOT (SELECT max(sort_at) FROM messages m WHERE m.lead_id = l.id AND direction = 'in') OR
        last_outbound_at IS NOT (SELECT max(sent_at) FROM messages m WHERE m.lead_id = l.id AND direction = 'out') OR
        first_answered_at IS NOT (SELECT min(sent_at) FROM messages m WHERE m.lead_id = l.id AND direction = 'out' AND sort_at > l.first_inbound_at) OR
        first_message_answered <> (first_answered_at IS NOT NULL)`),
    ).toEqual([])
    expect(
      rows(`SELECT l.id FROM leads l JOIN stages s ON s.id = l.stage_id WHERE s.outcome <> coalesce((
        SELECT data ->> 'toOutcome' FROM interactions i WHERE i.lead_id = l.id AND kind = 'status_change' ORDER BY happened_at DESC, seq DESC
      ), 'new')`),
    ).toEqual([])
    for (const { kind } of rows<{ kind: string }>('SELECT DISTINCT kind FROM interactions')) {
      expect(Interaction.shape.kind.options).toContain(kind)
    }
  })

  it('has a calendar: every consultant has days, and a course, a request, a proposal and a clash are to be seen', () => {
    expect(number('SELECT count(distinct staff_id) FROM appointments')).toBe(STAFF.length - 2)
    expect(number('SELECT count(*) FROM appointments WHERE series_id IS NOT NULL')).toBe(4)
    expect(rows(`SELECT approval FROM appointments WHERE status = 'requested' ORDER BY approval`)).toEqual([
      { approval: 'manager' },
      { approval: 'patient' },
    ])
    const meeting = `SELECT one.override_reason FROM appointments one JOIN appointments other ON one.staff_id = other.staff_id
      AND one.id <> other.id AND one.is_holding AND other.is_holding AND one.holds_from < other.holds_until
      AND other.holds_from < one.holds_until WHERE one.override_reason IS NOT NULL`
    expect(rows(meeting)).toHaveLength(1)
    expect(rows(meeting.replace('IS NOT NULL', 'IS NULL AND other.override_reason IS NULL'))).toEqual([])
  })

  it('can be searched as if it had been typed in', () => {
    const before = database.db.select().from(leads).all()
    transact(database.db, tx => {
      for (const { id } of before) refreshSearchText(tx, id)
    })
    expect(database.db.select().from(leads).all()).toEqual(before)
    const [one] = database.db.select().from(leads).where(eq(leads.nameOrigin, 'person')).limit(1).all()
    const viewer = { id: one!.ownerId!, role: 'admin', locale: 'tr' } as const
    const filter = LeadFilter.parse({ search: one!.name.toUpperCase() })
    const moment = { now: 0, timeZone: 'Europe/Istanbul' }
    const { places } = listPlaces(database.db, viewer, { filter, sort: 'created', cursor: null }, moment, 100)
    expect(places.map(({ seq }) => seq)).toContain(one!.seq)
  })
})

describe('the same seed at the same time', () => {
  it('gives the same rows, and another seed others', () => {
    const databases = [YEAR, YEAR, { ...YEAR, seed: 8 }].map(options => {
      const database = openTestDatabase()
      writeYear(database, { ...options, leads: 60 })
      return database
    })
    const [first, again, other] = databases.map(dump)
    for (const database of databases) database.close()
    expect(again).toBe(first)
    expect(other).not.toBe(first)
  })
})
