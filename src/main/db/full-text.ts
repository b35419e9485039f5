import type { Database } from 'better-sqlite3'
import { sql } from 'drizzle-orm'
import type { Db } from './database.ts'

interface FullTextIndex {
  name: string
  table: string
  /** The same name in the table and in the index. */
  column: string
}

/** Everything that is searched by words. The rowid of an index is the `seq` of its table. */
const FULL_TEXT_INDEXES: readonly FullTextIndex[] = [
  { name: 'messages_fts', table: 'messages', column: 'body' },
  { name: 'leads_fts', table: 'leads', column: 'search_text' },
]

/**
 * Makes the full-text indexes and the triggers that feed them, or makes them again where they are missing or of an older design.
 * They are not part of the migrations: rebuilding a table drops its triggers, and no later migration would bring them back.
 * An index that was without its triggers for a while is filled anew, in the same transaction.
 */
export function ensureFullText(sqlite: Database): { reindexed: string[] } {
  const reindexed: string[] = []
  for (const index of FULL_TEXT_INDEXES) {
    if (!readDefinition(sqlite, index.table)) continue
    const ensure = sqlite.transaction(() => {
      const wanted = definitionsOf(index)
      const isWhole = wanted.every(({ name, sql }) => readDefinition(sqlite, name) === sql)
      if (isWhole) return
      for (const { name, kind } of wanted.toReversed()) sqlite.exec(`DROP ${kind} IF EXISTS ${name}`)
      for (const { sql } of wanted) sqlite.exec(sql)
      const { changes } = sqlite.prepare(fillSql(index)).run()
      if (changes > 0) reindexed.push(index.name)
    })
    ensure.immediate()
  }
  return { reindexed }
}

/**
 * Contentless: the words are in the index, the text only in its table. The prefixes make "search as you type" quick from two
 * letters on. Everything is folded on its way in; a query must be folded too.
 */
function definitionsOf({
  name,
  table,
  column,
}: FullTextIndex): { name: string; kind: 'TABLE' | 'TRIGGER'; sql: string }[] {
  const add = `INSERT INTO ${name} (rowid, ${column}) SELECT new.seq, santral_fold(new.${column}) WHERE new.${column} <> '';`
  const remove = `DELETE FROM ${name} WHERE rowid = old.seq;`
  const trigger = (when: string, event: string, body: string) => {
    const triggerName = `${name}_${when}`
    return {
      name: triggerName,
      kind: 'TRIGGER' as const,
      sql: `CREATE TRIGGER ${triggerName} AFTER ${event} BEGIN ${body} END`,
    }
  }
  return [
    {
      name,
      kind: 'TABLE',
      sql: `CREATE VIRTUAL TABLE ${name} USING fts5(${column}, content='', contentless_delete=1, tokenize='unicode61', prefix='2 3')`,
    },
    trigger('insert', `INSERT ON ${table}`, add),
    trigger('delete', `DELETE ON ${table}`, remove),
    trigger(
      'update',
      `UPDATE OF seq, ${column} ON ${table} WHEN new.${column} IS NOT old.${column} OR new.seq <> old.seq`,
      `${remove} ${add}`,
    ),
  ]
}

/** How many pages of an index one command rewrites. */
const PAGES = 16

/**
 * Rewrites some pages of each index without what was deleted. The first step says that all are to become one; the others go on. True
 * while there is more to do. (https://sqlite.org/fts5.html#the_merge_command)
 */
export function mergeSearchIndexes(db: Db, { isFirst }: { isFirst: boolean }): boolean {
  let hasMore = false
  for (const { name } of FULL_TEXT_INDEXES) {
    const table = sql.identifier(name)
    const total = () => db.get<{ changes: number }>(sql`select total_changes() as changes`).changes
    const before = total()
    db.run(sql`insert into ${table}(${table}, rank) values ('merge', ${isFirst ? -PAGES : PAGES})`)
    // By SQLite's own rule: below two, nothing was done.
    if (total() - before >= 2) hasMore = true
  }
  return hasMore
}

function fillSql({ name, table, column }: FullTextIndex): string {
  return `INSERT INTO ${name} (rowid, ${column}) SELECT seq, santral_fold(${column}) FROM ${table} WHERE ${column} <> ''`
}

function readDefinition(sqlite: Database, name: string): string | undefined {
  return sqlite.prepare<[string], { sql: string }>(`SELECT sql FROM sqlite_master WHERE name = ?`).get(name)?.sql
}
