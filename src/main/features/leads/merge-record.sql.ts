import { type SQL, sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'

// SQLite-only SQL of this feature: the rows of a merge, of whatever table, so that it can be undone.

type Value = string | number | null | Buffer
export type StoredRow = Record<string, Value>

interface Moved {
  readonly id: string
  readonly leadId: LeadId
  readonly conversationId: string | null
}

/** What a merge did to the rows of two people. */
export interface MergeRecord {
  readonly absorbed: StoredRow
  /** The record that stayed, before and right after: what was changed since is left alone when it is undone. */
  readonly keptBefore: StoredRow
  readonly keptAfter: StoredRow
  readonly moved: Readonly<Record<string, readonly Moved[]>>
  readonly deleted: Readonly<Record<string, readonly StoredRow[]>>
  /** What the merge itself put onto the timeline. */
  readonly madeInteractions: readonly string[]
  readonly conversationsBefore: readonly StoredRow[]
  readonly conversationsAfter: readonly StoredRow[]
  readonly peersBefore: readonly StoredRow[]
  /** Messages with a greater `seq` came or went after the merge. */
  readonly lastMessageSeq: number
}

interface Table {
  readonly name: string
  readonly columns: ReadonlySet<string>
}

/** Before others may refer to them. */
const PARENTS = ['conversations', 'messages']

/** Every table whose rows belong to a lead, also those of features that this one has never heard of. */
export function tablesOfLeads(db: Db): Table[] {
  return tablesWith(db, 'lead_id')
}

/** Rows that belong to a message and through it to a lead: they go and come back with it. */
function tablesOfMessages(db: Db): Table[] {
  return tablesWith(db, 'message_id').filter(({ columns }) => !columns.has('lead_id'))
}

function tablesWith(db: Db, column: string): Table[] {
  const rows = db.all<{ name: string; column: string }>(sql`
    select tables.name, columns.name as "column" from sqlite_schema tables join pragma_table_info(tables.name) columns
    where tables.type = 'table' and tables.sql like ${`%${column}%`}`)
  const tables = [...Map.groupBy(rows, row => row.name)].map(([name, columns]) => ({
    name,
    columns: new Set(columns.map(row => row.column)),
  }))
  const having = tables.filter(({ columns }) => columns.has(column))
  return having.sort((one, other) => rankOf(one) - rankOf(other))
}

function rankOf({ name }: Table): number {
  const index = PARENTS.indexOf(name)
  return index === -1 ? PARENTS.length : index
}

/** Does the work, which makes one person of two, and says what it did to the rows. */
export function recordMerge(tx: Db, keep: LeadId, absorb: LeadId, work: () => void): MergeRecord {
  const tables = tablesOfLeads(tx)
  const absorbed = readLead(tx, absorb)
  const keptBefore = readLead(tx, keep)
  const both = sql`lead_id in (${keep}, ${absorb})`
  const before = new Map(
    tables.map(table => [table, { places: readPlaces(tx, table, both), atRisk: readAtRisk(tx, table, both) }]),
  )
  const hanging = tablesOfMessages(tx).map(table => ({ table, atRisk: readAtRisk(tx, table, both) }))
  const conversationsBefore = readAll(tx, 'conversations', both)
  const peersBefore = readAll(tx, 'conversation_peers', both)
  work()
  const moved: Record<string, Moved[]> = {}
  const madeInteractions: string[] = []
  const deleted: Record<string, StoredRow[]> = {}
  for (const [table, { places, atRisk }] of before) {
    const now = readPlaces(tx, table, sql`lead_id = ${keep}`)
    moved[table.name] = [...places.values()].filter(place => {
      const current = now.get(place.id)
      return current && (current.leadId !== place.leadId || current.conversationId !== place.conversationId)
    })
    if (table.name === 'interactions') madeInteractions.push(...[...now.keys()].filter(id => !places.has(id)))
    deleted[table.name] = atRisk.filter(row => !now.has(keyOf(row)))
    const lost = [...places.keys()].filter(id => !now.has(id)).length
    if (lost !== deleted[table.name]?.length)
      throw new Error(`a merge dropped rows of ${table.name} that it had not kept`)
  }
  for (const { table, atRisk } of hanging) {
    deleted[table.name] = atRisk.filter(row => deleted['messages']?.some(({ id }) => id === row['message_id']))
  }
  const last = tx.get<{ seq: number }>(sql`select ifnull(max(seq), 0) as seq from messages`)
  return {
    absorbed,
    keptBefore,
    keptAfter: readLead(tx, keep),
    moved,
    deleted,
    madeInteractions,
    conversationsBefore,
    peersBefore,
    conversationsAfter: readAll(tx, 'conversations', sql`lead_id = ${keep}`),
    lastMessageSeq: last.seq,
  }
}

/** Puts the rows back where they were. What was removed since stays removed, what came since is left where it is. */
export function restoreRows(tx: Db, keep: LeadId, { absorbed, moved, deleted, madeInteractions }: MergeRecord): void {
  const tables = tablesOfLeads(tx)
  insertRow(tx, 'leads', absorbed)
  for (const id of madeInteractions) tx.run(sql`delete from interactions where id = ${id}`)
  for (const row of deleted['conversations'] ?? []) insertRow(tx, 'conversations', row)
  for (const { name, columns } of tables) {
    for (const { id, leadId, conversationId } of moved[name] ?? []) {
      const conversation = columns.has('conversation_id') ? sql`, conversation_id = ${conversationId}` : sql``
      tx.run(sql`update ${sql.identifier(name)} set lead_id = ${leadId}${conversation}
        where ${keyColumn(columns)} = ${id} and lead_id = ${keep}`)
    }
  }
  for (const { name } of [...tables, ...tablesOfMessages(tx)]) {
    if (name === 'conversations') continue
    for (const row of deleted[name] ?? []) insertRow(tx, name, row)
  }
}

/** What hangs on a message goes where the message went. */
export function followMessages(tx: Db, keep: LeadId, absorb: LeadId): void {
  for (const { name, columns } of tablesOfLeads(tx)) {
    if (!columns.has('message_id')) continue
    const table = sql.identifier(name)
    const placeOf = (column: string) =>
      sql`(select ${sql.identifier(column)} from messages where messages.id = ${table}.message_id)`
    const conversation = columns.has('conversation_id') ? sql`, conversation_id = ${placeOf('conversation_id')}` : sql``
    tx.run(sql`update ${table} set lead_id = ${placeOf('lead_id')}${conversation}
      where lead_id in (${keep}, ${absorb}) and message_id is not null`)
  }
}

export function writeRecord(record: MergeRecord): string {
  return JSON.stringify(record, function (this: Record<string, unknown>, key, value: unknown) {
    const original = this[key]
    return Buffer.isBuffer(original) ? { $bytes: original.toString('base64') } : value
  })
}

export function parseRecord(text: string): MergeRecord {
  return JSON.parse(text, (_, value: unknown) => {
    const bytes = (value as { $bytes?: unknown } | null)?.$bytes
    return typeof bytes === 'string' ? Buffer.from(bytes, 'base64') : value
  }) as MergeRecord
}

export function readLead(db: Db, id: LeadId): StoredRow {
  const [row] = readAll(db, 'leads', sql`id = ${id}`)
  if (!row) throw new Error('a lead of the merge is not there')
  return row
}

function readAll(db: Db, table: string, condition: SQL): StoredRow[] {
  return db.all<StoredRow>(sql`select * from ${sql.identifier(table)} where ${condition}`)
}

/** Tables without an id of their own hang on messages and follow them. */
function keyColumn(columns: ReadonlySet<string>): SQL {
  return columns.has('id') ? sql`id` : sql`rowid`
}

function readPlaces(db: Db, { name, columns }: Table, condition: SQL): Map<string, Moved> {
  const conversation = columns.has('conversation_id') ? sql`conversation_id` : sql`null`
  const rows = db.all<Moved>(sql`select cast(${keyColumn(columns)} as text) as id, lead_id as "leadId",
    ${conversation} as "conversationId" from ${sql.identifier(name)} where ${condition}`)
  return new Map(rows.map(row => [row.id, row]))
}

/** What came to both, and what hangs on it; of tables with few rows for each person, all. */
function readAtRisk(db: Db, { name, columns }: Table, both: SQL): StoredRow[] {
  const twice = sql`exists (select 1 from messages other where other.external_id = messages.external_id
    and other.direction = messages.direction and other.seq <> messages.seq and other.${both})`
  const table = sql.identifier(name)
  const key = keyColumn(columns)
  const condition =
    name === 'messages'
      ? sql`${both} and ${twice}`
      : columns.has('message_id')
        ? sql`message_id in (select id from messages where ${both} and ${twice})`
        : name === 'interactions'
          ? sql`false`
          : both
  const rows = db.all<StoredRow>(
    sql`select cast(${key} as text) as "$key", ${table}.* from ${table} where ${condition}`,
  )
  return rows
}

function keyOf(row: StoredRow): string {
  return String(row['$key'])
}

/** Columns of an older program that are gone are left out; what a person put there meanwhile is not overwritten. */
function insertRow(tx: Db, name: string, row: StoredRow): void {
  const known = new Set(
    tx.all<{ name: string }>(sql`select name from pragma_table_info(${name})`).map(column => column.name),
  )
  const columns = Object.keys(row).filter(column => known.has(column))
  const list = (parts: SQL[]) => sql.join(parts, sql`, `)
  tx.run(sql`insert or ignore into ${sql.identifier(name)} (${list(columns.map(column => sql`${sql.identifier(column)}`))})
    values (${list(columns.map(column => sql`${row[column]}`))})`)
}
