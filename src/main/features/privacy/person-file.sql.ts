import { sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'

// SQLite-only SQL of this feature: every row of a person, of whatever table, also of features that this one has never heard of.

export type StoredRow = Readonly<Record<string, unknown>>

/** What the program keeps for itself: how it stores, searches and sends, and copies of rows that are given already. */
const INTERNAL = new Set([
  ...['seq', 'version', 'raw', 'search_text', 'name_order', 'thumbnail', 'waveform', 'before_rows', 'unique_key'],
  ...['once_key', 'body_hash', 'content_hash', 'ending', 'is_receipt_due', 'next_try_at', 'attempts'],
])

function columnsOf(db: Db): Map<string, string[]> {
  const rows = db.all<{ name: string; column: string }>(sql`
    select tables.name, columns.name as "column" from sqlite_schema tables join pragma_table_info(tables.name) columns
    where tables.type = 'table' and tables.name not like 'sqlite_%' and tables.name not like '%\_fts%' escape '\\'`)
  return new Map(
    [...Map.groupBy(rows, row => row.name)].map(([name, columns]) => [name, columns.map(row => row.column)]),
  )
}

function readable(row: StoredRow): StoredRow {
  return Object.fromEntries(
    Object.entries(row).filter(([column, value]) => !INTERNAL.has(column) && !Buffer.isBuffer(value)),
  )
}

/** By the name of the table. */
export function readPerson(db: Db, leadId: LeadId): Record<string, StoredRow[]> {
  const found: Record<string, StoredRow[]> = {}
  const keep = (name: string, rows: StoredRow[]) => {
    if (rows.length > 0) found[name] = rows.map(readable)
  }
  keep('leads', db.all<StoredRow>(sql`select * from leads where id = ${leadId}`))
  for (const [name, columns] of columnsOf(db)) {
    const table = sql.identifier(name)
    if (columns.includes('lead_id')) {
      keep(name, db.all<StoredRow>(sql`select * from ${table} where lead_id = ${leadId}`))
    } else if (columns.includes('message_id')) {
      keep(
        name,
        db.all<StoredRow>(
          sql`select * from ${table} where message_id in (select id from messages where lead_id = ${leadId})`,
        ),
      )
    } else if (columns.includes('address_kind') && columns.includes('address')) {
      keep(
        name,
        db.all<StoredRow>(sql`select ${table}.* from ${table} join lead_identities identities
          on identities.kind = ${table}.address_kind and identities.value = ${table}.address
          where identities.lead_id = ${leadId}`),
      )
    }
  }
  const wordings = (found['consent_events'] ?? []).flatMap(row => row['wording_id'] ?? [])
  for (const id of new Set(wordings)) {
    const rows = db.all<StoredRow>(sql`select * from consent_wordings where id = ${id}`)
    found['consent_wordings'] = [...(found['consent_wordings'] ?? []), ...rows.map(readable)]
  }
  return found
}

interface PersonCounts {
  messages: number
  files: number
  happenings: number
  sales: number
  appointments: number
  consents: number
  addresses: number
}

export function countPerson(db: Db, leadId: LeadId): PersonCounts {
  return db.get<PersonCounts>(sql`select
    (select count(*) from messages where lead_id = ${leadId}) as messages,
    (select count(*) from attachments where lead_id = ${leadId} and removed_at is null) as files,
    (select count(*) from interactions where lead_id = ${leadId}) as happenings,
    (select count(*) from sales where lead_id = ${leadId}) as sales,
    (select count(*) from appointment_leads where lead_id = ${leadId}) as appointments,
    (select count(*) from consent_events events join lead_identities identities
      on identities.kind = events.address_kind and identities.value = events.address
      where identities.lead_id = ${leadId}) as consents,
    (select count(*) from lead_identities mine where lead_id = ${leadId} and kind <> 'username' and not exists (
      select 1 from lead_identities other where other.kind = mine.kind and other.value = mine.value
        and other.lead_id <> ${leadId})) as addresses`)
}
