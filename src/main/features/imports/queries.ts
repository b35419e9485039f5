import { and, asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Import, ImportedRow } from '#shared/contract/imports.ts'
import type { ImportId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { importRows, imports } from './schema.ts'

export type ImportRecord = typeof imports.$inferSelect

export function findImport(db: Db, id: ImportId): ImportRecord | undefined {
  return db.select().from(imports).where(eq(imports.id, id)).get()
}

export function getImport(db: Db, id: ImportId): ImportRecord {
  const row = findImport(db, id)
  if (!row) throw notFound('import')
  return row
}

export function listImports(db: Db, after: Place | null, limit: number): ImportRecord[] {
  const older = after && sql`(${imports.createdAt}, ${imports.seq}) < (${after.at}, ${after.seq})`
  return db
    .select()
    .from(imports)
    .where(older ?? undefined)
    .orderBy(desc(imports.createdAt), desc(imports.seq))
    .limit(limit)
    .all()
}

/** Every change goes through here, so that its version always grows. */
export function updateImport(
  tx: Db,
  id: ImportId,
  changes: Partial<Omit<ImportRecord, 'id' | 'seq' | 'version' | 'createdAt' | 'updatedAt'>>,
  now: number,
): void {
  tx.update(imports)
    .set({ ...changes, version: sql`${imports.version} + 1`, updatedAt: now })
    .where(eq(imports.id, id))
    .run()
}

// Word for word what the index holds.
const isTroubled = sql`(problems is not null or kept_because is not null)`

export function listTroubles(db: Db, id: ImportId, afterNumber: number, limit: number) {
  return db
    .select()
    .from(importRows)
    .where(and(eq(importRows.importId, id), gt(importRows.number, afterNumber), isTroubled))
    .orderBy(asc(importRows.number))
    .limit(limit)
    .all()
}

export function toImportedRow({
  number,
  outcome,
  leadId,
  cells,
  problems,
  keptBecause,
}: typeof importRows.$inferSelect): ImportedRow {
  return { number, outcome, leadId, cells: cells ?? [], problems: problems ?? [], keptBecause }
}

export function toImport(row: ImportRecord, now: number): Import {
  const { id, state, fileName, size, kind, reading, plan, staffId, counts, problem, undone } = row
  return {
    ...{ id, state, fileName, size, kind, reading, plan, staffId, counts, problem, undone },
    doneRows: counts.rows,
    totalRows: row.totalRows,
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    undoUntil: row.undoUntil !== null && row.undoUntil > now ? row.undoUntil : null,
    createdAt: row.createdAt,
  }
}
