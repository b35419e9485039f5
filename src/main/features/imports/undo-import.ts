import { and, asc, count, desc, eq, gt, inArray, lt, max, ne, sql } from 'drizzle-orm'
import type { Import } from '#shared/contract/imports.ts'
import type { ImportId, LeadId } from '#shared/domain/ids.ts'
import type { KeptReason } from '#shared/domain/import.ts'
import { type Db, transact } from '../../db/database.ts'
import type { ImportedPeople } from '../leads/imported-people.ts'
import { leads } from '../leads/schema.ts'
import { type ImportedConsents, removeGiven } from './apply-row.ts'
import { ROWS_AT_ONCE } from './run-import.ts'
import { importRows, imports } from './schema.ts'

const BREATH_MS = 4
type Row = typeof importRows.$inferSelect

interface UndoWorld {
  readonly people: ImportedPeople
  readonly consents: Pick<ImportedConsents, 'forgetAddressesOf'>
  readonly importId: ImportId
  readonly now: number
}

/**
 * Takes an import back, a hundred rows to a transaction. Leads of it that nobody has touched since go; those that somebody has, stay
 * and say why. Who was known before gives back what the file gave. A kill in between goes on where it was: what is gone has no row
 * any more, and what stays is marked.
 */
export async function undoImport(db: Db, world: UndoWorld): Promise<NonNullable<Import['undone']>> {
  let after = 0
  for (;;) {
    const rows = listRows(
      db,
      and(eq(importRows.importId, world.importId), eq(importRows.outcome, 'created'), gt(importRows.number, after)),
      'up',
    )
    if (rows.length === 0) break
    transact(db, tx => {
      let removed = 0
      for (const row of rows) removed += removeCreated(tx, row, world) ? 1 : 0
      note(tx, world, { removed })
    })
    after = rows.at(-1)?.number ?? after
    await breathe()
  }
  // The last first: what a row gave is looked for as it left it.
  let before = Number.MAX_SAFE_INTEGER
  for (;;) {
    const rows = listRows(
      db,
      and(eq(importRows.importId, world.importId), eq(importRows.outcome, 'joined'), lt(importRows.number, before)),
      'down',
    )
    if (rows.length === 0) break
    transact(db, tx => {
      let givenBack = 0
      for (const row of rows) givenBack += giveBack(tx, row, world) ? 1 : 0
      note(tx, world, { givenBack })
    })
    before = rows.at(-1)?.number ?? 0
    await breathe()
  }
  return readUndone(db, world.importId)
}

function breathe(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, BREATH_MS))
}

function listRows(db: Db, condition: ReturnType<typeof and>, direction: 'up' | 'down'): Row[] {
  return db
    .select()
    .from(importRows)
    .where(condition)
    .orderBy((direction === 'up' ? asc : desc)(importRows.number))
    .limit(ROWS_AT_ONCE)
    .all()
}

function removeCreated(tx: Db, row: Row, world: UndoWorld): boolean {
  if (row.leadId === null || row.keptBecause !== null) return false
  const why = whyItStays(tx, world, row.leadId)
  if (why === null) {
    world.consents.forgetAddressesOf(tx, row.leadId, { isForgotten: false })
    return tx.delete(leads).where(eq(leads.id, row.leadId)).run().changes > 0
  }
  tx.update(importRows).set({ keptBecause: why }).where(eq(importRows.id, row.id)).run()
  return false
}

/** Null when nobody has touched the lead since: it is as the rows of this import left it, and nothing hangs on it but theirs. */
function whyItStays(tx: Db, { importId, people }: UndoWorld, leadId: LeadId): KeptReason | null {
  const ofLead = eq(importRows.leadId, leadId)
  const sumOf = (part: 'interactions' | 'touches' | 'tags') =>
    sql<number>`sum(json_array_length(${importRows.given}, ${`$.${part}`}))`
  const own = tx
    .select({
      version: max(importRows.leadVersion),
      interactions: sumOf('interactions'),
      lead_touches: sumOf('touches'),
      lead_tags: sumOf('tags'),
    })
    .from(importRows)
    .where(and(ofLead, eq(importRows.importId, importId)))
    .get()
  const others = tx
    .select({ id: importRows.id })
    .from(importRows)
    .where(and(ofLead, ne(importRows.importId, importId), inArray(importRows.outcome, ['created', 'joined'])))
    .get()
  const { version, rows } = people.standingOf(tx, leadId)
  if (rows.has('lead_merges')) return 'merged'
  if (rows.has('conversations')) return 'wrote'
  if (version !== own?.version || others) return 'changed'
  const { version: _, ...counted } = own
  const isOurs = ([table, number]: [string, number]) =>
    ['import_rows', 'lead_identities'].includes(table) || number === (counted as Record<string, number>)[table]
  return [...rows].every(isOurs) ? null : 'worked-on'
}

function giveBack(tx: Db, row: Row, { people, now }: UndoWorld): boolean {
  if (row.leadId === null || row.given === null) return false
  const hasTaken = people.takeBack(tx, row.leadId, row.given, now)
  const hasRemoved = removeGiven(tx, row.leadId, row.given)
  // Once: a kill later must not give back twice.
  tx.update(importRows).set({ given: null }).where(eq(importRows.id, row.id)).run()
  return hasTaken || hasRemoved
}

function note(tx: Db, { importId, now }: UndoWorld, add: { removed?: number; givenBack?: number }): void {
  const before = readUndone(tx, importId)
  const undone = {
    ...before,
    removed: before.removed + (add.removed ?? 0),
    givenBack: before.givenBack + (add.givenBack ?? 0),
  }
  tx.update(imports).set({ undone, updatedAt: now }).where(eq(imports.id, importId)).run()
}

function readUndone(db: Db, importId: ImportId): NonNullable<Import['undone']> {
  const row = db.select({ undone: imports.undone }).from(imports).where(eq(imports.id, importId)).get()
  const kept = db
    .select({ why: importRows.keptBecause, leads: count() })
    .from(importRows)
    .where(and(eq(importRows.importId, importId), sql`${importRows.keptBecause} is not null`))
    .groupBy(importRows.keptBecause)
    .all()
  return {
    removed: row?.undone?.removed ?? 0,
    givenBack: row?.undone?.givenBack ?? 0,
    kept: kept.flatMap(({ why, leads: number }) => (why === null ? [] : [{ why, leads: number }])),
  }
}
