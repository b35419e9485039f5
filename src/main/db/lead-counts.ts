import type { Database } from 'better-sqlite3'

interface Definition {
  readonly kind: 'TABLE' | 'TRIGGER'
  readonly name: string
  readonly sql: string
}

const count = (row: 'new' | 'old', by: 1 | -1) =>
  `INSERT INTO lead_counts (owner_id, stage_id, leads) VALUES (coalesce(${row}.owner_id, ''), ${row}.stage_id, ${by})
    ON CONFLICT (owner_id, stage_id) DO UPDATE SET leads = leads + ${by};`
const trigger = (name: string, event: string, body: string): Definition => ({
  kind: 'TRIGGER',
  name,
  sql: `CREATE TRIGGER ${name} AFTER ${event} BEGIN ${body} END`,
})

/** How many leads each owner has in each stage ('' for nobody's), without those that only try a form out: counting two hundred thousand of them anew takes 10 ms. */
const DEFINITIONS: readonly Definition[] = [
  {
    kind: 'TABLE',
    name: 'lead_counts',
    sql: `CREATE TABLE lead_counts (owner_id TEXT NOT NULL, stage_id TEXT NOT NULL, leads INTEGER NOT NULL,
    PRIMARY KEY (owner_id, stage_id)) STRICT, WITHOUT ROWID`,
  },
  trigger('lead_counts_insert', 'INSERT ON leads WHEN new.is_test = 0', count('new', 1)),
  trigger('lead_counts_delete', 'DELETE ON leads WHEN old.is_test = 0', count('old', -1)),
  trigger('lead_counts_leave', `UPDATE OF owner_id, stage_id, is_test ON leads WHEN old.is_test = 0`, count('old', -1)),
  trigger('lead_counts_come', `UPDATE OF owner_id, stage_id, is_test ON leads WHEN new.is_test = 0`, count('new', 1)),
]

/** From an index of owners and stages alone: the few that only try a form out are taken off again. */
const COUNTED_ANEW = `SELECT coalesce(owner_id, '') AS owner_id, stage_id, sum(leads) AS leads FROM (
    SELECT owner_id, stage_id, count(*) AS leads FROM leads GROUP BY owner_id, stage_id
    UNION ALL SELECT owner_id, stage_id, -count(*) FROM leads WHERE is_test = 1 GROUP BY owner_id, stage_id)
  GROUP BY owner_id, stage_id HAVING sum(leads) <> 0`

/**
 * Makes the kept counts of leads and the triggers that keep them, or makes them again where they are missing or of an older design. Not
 * part of the migrations, for the reason that the search indexes are not (decision 0004). At every opening they are counted once, from
 * an index, and put right should they ever be wrong. Says whether they had to be.
 */
export function ensureLeadCounts(sqlite: Database): { recounted: boolean } {
  if (!hasWhatIsCounted(sqlite)) return { recounted: false }
  const ensure = sqlite.transaction(() => {
    if (DEFINITIONS.some(({ name, sql }) => readDefinition(sqlite, name) !== sql)) {
      for (const { kind, name } of DEFINITIONS.toReversed()) sqlite.exec(`DROP ${kind} IF EXISTS ${name}`)
      for (const { sql } of DEFINITIONS) sqlite.exec(sql)
    }
    if (areRight(sqlite)) return false
    sqlite.exec(`DELETE FROM lead_counts; INSERT INTO lead_counts ${COUNTED_ANEW}`)
    return true
  })
  return { recounted: ensure.immediate() }
}

function hasWhatIsCounted(sqlite: Database): boolean {
  const columns = `SELECT count(*) FROM pragma_table_info('leads') WHERE name IN ('owner_id', 'stage_id', 'is_test')`
  return sqlite.prepare(columns).pluck().get() === 3
}

function areRight(sqlite: Database): boolean {
  const kept = 'SELECT owner_id, stage_id, leads FROM lead_counts WHERE leads <> 0'
  const wrong = `SELECT 1 FROM (SELECT * FROM (${COUNTED_ANEW}) EXCEPT ${kept})
    UNION ALL SELECT 1 FROM (${kept} EXCEPT SELECT * FROM (${COUNTED_ANEW}))`
  return sqlite.prepare(wrong).get() === undefined
}

function readDefinition(sqlite: Database, name: string): string | undefined {
  return sqlite.prepare<[string], { sql: string }>(`SELECT sql FROM sqlite_master WHERE name = ?`).get(name)?.sql
}
