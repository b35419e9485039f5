import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Import, ImportCounts, ImportPlan } from '#shared/contract/imports.ts'
import type { ImportId, InteractionId, LeadId, StaffId } from '#shared/domain/ids.ts'
import type { ImportField, ImportState, KeptReason, RowOutcome, RowProblem } from '#shared/domain/import.ts'
import type { TableKind, TableReading } from '#shared/domain/table-file.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** A file of people on its way into the office, and what became of it. */
export const imports = sqliteTable(
  'imports',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<ImportId>().notNull(),
    version: integer().notNull().default(1),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    state: text().$type<ImportState>().notNull(),
    fileName: text('file_name').notNull(),
    size: integer().notNull(),
    /** The content, for as long as it is needed: an import that is done has no file any more. */
    sha256: text(),
    kind: text().$type<TableKind>(),
    reading: text({ mode: 'json' }).$type<TableReading>(),
    plan: text({ mode: 'json' }).$type<ImportPlan>(),
    headers: text({ mode: 'json' }).$type<string[]>(),
    counts: text({ mode: 'json' }).$type<ImportCounts>().notNull(),
    /** The number of the last row whose outcome is written: goes with the rows, so that a kill doubles none. */
    lastRow: integer('last_row').notNull().default(0),
    totalRows: integer('total_rows'),
    problem: text().$type<Import['problem']>(),
    startedAt: integer('started_at'),
    endedAt: integer('ended_at'),
    undoUntil: integer('undo_until'),
    undone: text({ mode: 'json' }).$type<Import['undone']>(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('imports_by_id').on(table.id),
    index('imports_newest').on(table.createdAt, table.seq),
    index('imports_by_content').on(table.sha256).where(sql`sha256 is not null`),
    index('imports_undoable').on(table.undoUntil).where(sql`undo_until is not null`),
  ],
)

/** What a lead that was known got from an import, so that it can give it back. */
export interface Given {
  /** Fields that were empty before, with what they got. */
  readonly fields: Readonly<Record<string, string | null>>
  readonly identities: readonly string[]
  readonly tags: readonly string[]
  readonly touches: readonly string[]
  readonly interactions: readonly InteractionId[]
}

/**
 * What became of a row of a file. Of a row that became a lead, its words are not kept here; of one that was refused they are, until
 * the import can no longer be taken back.
 */
export const importRows = sqliteTable(
  'import_rows',
  {
    id: text().primaryKey(),
    importId: text('import_id')
      .$type<ImportId>()
      .notNull()
      .references(() => imports.id, { onDelete: 'cascade' }),
    /** As in the file. */
    number: integer().notNull(),
    outcome: text().$type<RowOutcome>().notNull(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .references(() => leads.id, { onDelete: 'cascade' }),
    /** Of an entry of a form at Meta: it is never taken in twice. */
    metaLeadId: text('meta_lead_id'),
    /** The lead's version right after the row: what has another one was changed by somebody since. */
    leadVersion: integer('lead_version'),
    given: text({ mode: 'json' }).$type<Given>(),
    cells: text({ mode: 'json' }).$type<string[]>(),
    problems: text({ mode: 'json' }).$type<RowProblem[]>(),
    keptBecause: text('kept_because').$type<KeptReason>(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('import_rows_once').on(table.importId, table.number),
    index('import_rows_of_lead').on(table.leadId),
    index('import_rows_of_meta_entry').on(table.metaLeadId).where(sql`meta_lead_id is not null`),
    index('import_rows_troubled')
      .on(table.importId, table.number)
      .where(sql`problems is not null or kept_because is not null`),
  ],
)

/** How somebody laid out the columns of such a file last time. */
export const importLayouts = sqliteTable('import_layouts', {
  /** A hash of the names of the columns. */
  signature: text().primaryKey(),
  fields: text({ mode: 'json' }).$type<ImportField[]>().notNull(),
  updatedAt: integer('updated_at').notNull(),
})
