import { eq } from 'drizzle-orm'
import type { ImportCounts } from '#shared/contract/imports.ts'
import { newId } from '#shared/domain/ids.ts'
import type { RowOutcome } from '#shared/domain/import.ts'
import { type Db, transact } from '../../db/database.ts'
import { createLogger } from '../../logging/logger.ts'
import type { TableRow } from '../../spreadsheets/table-row.ts'
import { applyRow, type ImportWorld } from './apply-row.ts'
import { decideRow } from './decide-row.ts'
import { knownInDryRun, knownToOffice } from './known-people.ts'
import { readPersonRow } from './person-row.ts'
import { importRows, imports } from './schema.ts'
import type { Vocabulary } from './vocabulary.ts'

/** DESIGN 3: nobody waits for a longer transaction than this. */
export const ROWS_AT_ONCE = 100
/** Between two transactions others have their turn: SQLite gives the lock to whoever asks first, not to whoever waits longest. */
const BREATH_MS = 4
/** Of a dry run only so many troubles are kept: whoever has more has a wrong column. */
const MOST_TROUBLES_OF_CHECK = 1_000
const ROWS_BETWEEN_LOOKS = 500

export const NO_COUNTS: ImportCounts = { rows: 0, created: 0, joined: 0, skipped: 0, failed: 0, flawed: 0 }

export interface ImportInput {
  readonly headers: readonly string[]
  readonly hasHeader: boolean
  readonly words: Vocabulary
  readonly rows: AsyncIterable<TableRow>
}

const log = createLogger('imports')

/** The rows that may be people: not the names of the columns, and not what is empty. */
async function* dataRows({ rows, hasHeader }: ImportInput, after: number): AsyncGenerator<TableRow> {
  let isFirst = true
  for await (const row of rows) {
    if (row.cells.every(cell => cell.trim() === '')) continue
    const isHeader = isFirst && hasHeader
    isFirst = false
    if (!isHeader && row.number > after) yield row
  }
}

/**
 * What would become of each row, with exact counts; nothing is written to anybody. Ends early, with undefined, when it is not wanted
 * any more.
 */
export async function checkImport(
  db: Db,
  input: ImportInput,
  { importId, plan, now }: Pick<ImportWorld, 'importId' | 'plan' | 'now'>,
): Promise<ImportCounts | undefined> {
  const known = knownInDryRun(knownToOffice(db))
  const troubles: (typeof importRows.$inferInsert)[] = []
  let counts = NO_COUNTS
  for await (const row of dataRows(input, 0)) {
    const person = readPersonRow(row, { headers: input.headers, plan, words: input.words, now })
    const decision = decideRow(person, plan, known)
    known.learn(person, decision)
    counts = count(counts, decision.outcome, decision.problems.length > 0)
    if (decision.problems.length > 0 && troubles.length < MOST_TROUBLES_OF_CHECK) {
      const { outcome, problems } = decision
      const cells = [...row.cells]
      troubles.push({
        id: newId(),
        importId,
        number: row.number,
        outcome,
        problems: [...problems],
        cells,
        createdAt: now,
      })
    }
    if (counts.rows % ROWS_BETWEEN_LOOKS === 0 && !isStill(db, importId, 'checking')) return undefined
  }
  transact(db, tx => tx.delete(importRows).where(eq(importRows.importId, importId)).run())
  for (let at = 0; at < troubles.length; at += ROWS_AT_ONCE) {
    transact(db, tx =>
      tx
        .insert(importRows)
        .values(troubles.slice(at, at + ROWS_AT_ONCE))
        .run(),
    )
  }
  return counts
}

/**
 * Brings the rows in, a hundred to a transaction, each with its outcome and the place where to go on: after a kill nothing is
 * doubled and nothing left out. Says false when it was cancelled.
 */
export async function runImport(db: Db, input: ImportInput, world: ImportWorld): Promise<boolean> {
  const { importId } = world
  const { lastRow } = getImport(db, importId)
  let batch: TableRow[] = []
  for await (const row of dataRows(input, lastRow)) {
    batch.push(row)
    if (batch.length < ROWS_AT_ONCE) continue
    if (!writeBatch(db, batch, input, world)) return false
    batch = []
    await new Promise(resolve => setTimeout(resolve, BREATH_MS))
  }
  return batch.length === 0 || writeBatch(db, batch, input, world)
}

function writeBatch(db: Db, batch: readonly TableRow[], input: ImportInput, world: ImportWorld): boolean {
  const { importId, now } = world
  return transact(db, tx => {
    const { state, counts: before } = getImport(tx, importId)
    if (state !== 'running') return false
    let counts = before
    for (const row of batch) counts = count(counts, ...writeRow(tx, row, input, world))
    tx.update(imports)
      .set({ counts, lastRow: batch.at(-1)?.number ?? 0, updatedAt: now })
      .where(eq(imports.id, importId))
      .run()
    return true
  })
}

/** A row that the database refuses takes no other with it. */
function writeRow(tx: Db, row: TableRow, { headers, words }: ImportInput, world: ImportWorld): [RowOutcome, boolean] {
  const { importId, plan, now } = world
  const person = readPersonRow(row, { headers, plan, words, now })
  const decision = decideRow(person, plan, knownToOffice(tx))
  const { outcome, problems } = decision
  const written = { id: newId(), importId, number: row.number, createdAt: now }
  const flawed = problems.length > 0 ? { problems: [...problems] } : {}
  if (outcome === 'failed' || outcome === 'skipped') {
    const cells = problems.length > 0 ? [...row.cells] : null
    tx.insert(importRows)
      .values({ ...written, outcome, leadId: decision.leadId, ...flawed, cells })
      .run()
    return [outcome, problems.length > 0]
  }
  try {
    transact(tx, inner => {
      const { leadId, version, given } = applyRow(inner, person, decision, world)
      inner
        .insert(importRows)
        .values({
          ...written,
          outcome,
          leadId,
          leadVersion: version,
          metaLeadId: person.meta.leadId,
          given,
          ...flawed,
          cells: problems.length > 0 ? [...row.cells] : null,
        })
        .run()
    })
    return [outcome, problems.length > 0]
  } catch (error) {
    log.error({ error, importId, row: row.number }, 'a row could not be written')
    const refused = [{ kind: 'not-written' as const, column: null, text: '' }]
    tx.insert(importRows)
      .values({ ...written, outcome: 'failed', problems: refused, cells: [...row.cells] })
      .run()
    return ['failed', true]
  }
}

function count(counts: ImportCounts, outcome: RowOutcome, isFlawed: boolean): ImportCounts {
  const flawed = counts.flawed + (isFlawed && outcome !== 'failed' ? 1 : 0)
  return { ...counts, rows: counts.rows + 1, [outcome]: counts[outcome] + 1, flawed }
}

function isStill(db: Db, importId: ImportWorld['importId'], state: string): boolean {
  return getImport(db, importId).state === state
}

function getImport(db: Db, importId: ImportWorld['importId']) {
  const row = db.select().from(imports).where(eq(imports.id, importId)).get()
  if (!row) throw new Error('the import is gone')
  return row
}
