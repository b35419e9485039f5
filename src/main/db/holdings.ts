import type { Database } from 'better-sqlite3'
import type { Holdings } from '#shared/domain/backup.ts'

/** Counts what a database of any version holds: a table that it does not have yet counts as empty. */
export function countHoldings(sqlite: Database): Holdings {
  const has = new Set(sqlite.prepare<[], string>(`SELECT name FROM sqlite_master WHERE type = 'table'`).pluck().all())
  const count = (table: string, condition = '1') =>
    has.has(table) ? Number(sqlite.prepare(`SELECT count(*) FROM ${table} WHERE ${condition}`).pluck().get()) : 0
  const hasTimes = has.has('messages') && hasColumn(sqlite, 'messages', 'sort_at')
  const newest = hasTimes ? sqlite.prepare('SELECT max(sort_at) FROM messages').pluck().get() : null
  return {
    leads: count('leads'),
    messages: count('messages'),
    files: count('attachments', `state = 'ready'`),
    newestMessageAt: typeof newest === 'number' ? newest : null,
  }
}

/** The contents that a database refers to and that are here, by their hashes. */
export function listContents(sqlite: Database): string[] {
  const places = [
    ['attachments', `state = 'ready'`],
    // What was sent is kept as it was sent.
    ['report_documents', '1'],
    // Of templates, and of messages that leave later.
    ['kept_files', '1'],
  ] as const
  const selects = places
    .filter(([table]) => hasColumn(sqlite, table, 'sha256'))
    .map(([table, condition]) => `SELECT sha256 FROM ${table} WHERE ${condition} AND sha256 IS NOT NULL`)
  if (selects.length === 0) return []
  return sqlite
    .prepare<[], string>(`${selects.join(' UNION ')} ORDER BY 1`)
    .pluck()
    .all()
}

function hasColumn(sqlite: Database, table: string, column: string): boolean {
  return (sqlite.pragma(`table_info(${table})`) as { name: string }[]).some(({ name }) => name === column)
}
