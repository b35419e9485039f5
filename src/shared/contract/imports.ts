import { z } from 'zod'
import { BrandId, ImportId, LeadId, StaffId, StageId, TagId } from '../domain/ids.ts'
import { DateOrder, ImportField, ImportState, KeptReason, RowOutcome, RowProblem } from '../domain/import.ts'
import { LeadSource } from '../domain/lead-source.ts'
import { TableKind, TableProblemKind, TableReading } from '../domain/table-file.ts'
import { Cursor, managers, PageSize, page } from './procedure.ts'

/** The largest file that is taken. */
export const LARGEST_IMPORT = 100_000_000

/** What to do with somebody whom the office has already, or who stands in the file twice. */
const Again = z.enum(['join', 'skip'])

/** How a file becomes leads: what each column says, and what holds for every row. */
export const ImportPlan = z.object({
  /** For every column of the file, in its order. */
  fields: z.array(ImportField).max(500),
  dateOrder: DateOrder.nullable(),
  /** Somebody with the same phone, or the same id at Meta. */
  samePerson: Again.default('join'),
  /** Somebody with the same e-mail alone: families share one. */
  sameEmail: z.enum(['join', 'skip', 'create']).default('create'),
  /** What cannot be understood is kept as a note of the lead, or refuses its row. */
  unreadable: z.enum(['keep', 'refuse']).default('keep'),
  source: LeadSource.default('import'),
  stageId: StageId.nullable().default(null),
  ownerId: StaffId.nullable().default(null),
  brandId: BrandId.nullable().default(null),
  tagIds: z.array(TagId).max(20).default([]),
  /** Tags of the file that the office has not yet are made. */
  makesTags: z.boolean().default(true),
  /** New leads that nobody owns are given out by the office's rules. */
  assigns: z.boolean().default(false),
  /** What the people agreed to, word for word, where the file says that they did. */
  consentText: z.string().trim().max(2_000).default(''),
})
export type ImportPlan = z.infer<typeof ImportPlan>

/** What is seen in a file before anything is done with it. */
export const RecognisedTable = z.object({
  kind: TableKind,
  reading: TableReading,
  /** Of a workbook, those that are shown. */
  sheets: z.array(z.string()),
  columns: z.array(z.object({ header: z.string(), samples: z.array(z.string()), field: ImportField })),
  /** The first rows, without the names of the columns. */
  rows: z.array(z.object({ number: z.number(), cells: z.array(z.string()) })),
  /** An export of Meta's Lead Center. */
  isMeta: z.boolean(),
  /** The columns are as somebody chose them last time for such a file. */
  isRemembered: z.boolean(),
  /** What the dates of the file say about their order; null where they do not tell. */
  dateOrder: DateOrder.nullable(),
  /** There are dates that can be read both ways: a person must say. */
  isDateOrderOpen: z.boolean(),
})
export type RecognisedTable = z.infer<typeof RecognisedTable>

export const ImportCounts = z.object({
  rows: z.number(),
  created: z.number(),
  joined: z.number(),
  skipped: z.number(),
  failed: z.number(),
  /** Rows that are or become leads, with something in them that is not understood. */
  flawed: z.number(),
})
export type ImportCounts = z.infer<typeof ImportCounts>

export const Import = z.object({
  id: ImportId,
  state: ImportState,
  fileName: z.string(),
  size: z.number(),
  kind: TableKind.nullable(),
  reading: TableReading.nullable(),
  plan: ImportPlan.nullable(),
  staffId: StaffId.nullable(),
  /** Of the dry run, and then of what was done. */
  counts: ImportCounts,
  /** Rows done so far, and how many there are; null before they were counted. */
  doneRows: z.number(),
  totalRows: z.number().nullable(),
  problem: z.union([TableProblemKind, z.literal('unexpected')]).nullable(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  /** Until when it can be taken back; null when it cannot. */
  undoUntil: z.number().nullable(),
  undone: z
    .object({
      removed: z.number(),
      givenBack: z.number(),
      kept: z.array(z.object({ why: KeptReason, leads: z.number() })),
    })
    .nullable(),
  createdAt: z.number(),
})
export type Import = z.infer<typeof Import>

export const ImportedRow = z.object({
  number: z.number(),
  outcome: RowOutcome,
  leadId: LeadId.nullable(),
  cells: z.array(z.string()),
  problems: z.array(RowProblem),
  keptBecause: KeptReason.nullable(),
})
export type ImportedRow = z.infer<typeof ImportedRow>

const state = { IMPORT_STATE: { data: z.object({ state: ImportState }) } }
const unreadable = { TABLE_UNREADABLE: { data: z.object({ kind: TableProblemKind }) } }

export const imports = {
  /** Newest first. */
  list: managers
    .input(z.object({ cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
    .output(page(Import)),
  get: managers.input(z.object({ id: ImportId })).output(Import),
  /** Announces a file; its bytes are then sent with `PUT` to the address, whole. */
  start: managers
    .input(z.object({ id: ImportId, name: z.string().max(1_000), size: z.number().int().min(0) }))
    .output(z.object({ url: z.string() }))
    .errors({ FILE_EMPTY: {}, FILE_TOO_LARGE: { data: z.object({ largest: z.number() }) }, ALREADY_UPLOADED: {} }),
  /** What the file looks like, read as it is asked for or as it seems to be written. */
  inspect: managers
    .input(z.object({ id: ImportId, reading: TableReading.partial().nullable().default(null) }))
    .output(RecognisedTable)
    .errors({ ...state, ...unreadable, UPLOAD_INCOMPLETE: {} }),
  /** Goes through the whole file and says what would become of each row; nothing is written but that. */
  check: managers
    .input(
      z.object({
        id: ImportId,
        kind: TableKind,
        reading: TableReading,
        /** The names of the columns, as `inspect` told them. */
        headers: z.array(z.string().max(20_000)).max(500),
        plan: ImportPlan,
      }),
    )
    .output(Import)
    .errors({ ...state, UPLOAD_INCOMPLETE: {}, NO_PERSON_COLUMN: {} }),
  /** Begins, in the background; goes on by itself after the program was closed. */
  run: managers
    .input(z.object({ id: ImportId }))
    .output(Import)
    .errors(state),
  /** What is done stays, and can be taken back. */
  cancel: managers.input(z.object({ id: ImportId })).output(Import),
  /** Rows that need somebody's eyes: refused, flawed, or kept when the import was taken back. */
  troubles: managers
    .input(z.object({ id: ImportId, cursor: Cursor.nullable().default(null), limit: PageSize.default(50) }))
    .output(page(ImportedRow)),
  /** The refused and flawed rows as they stood in the file, each with its reason: to be corrected and imported. */
  troublesFile: managers.input(z.object({ id: ImportId })).output(z.object({ url: z.string() })),
  /** Leads of the import that nobody has touched since go; the others give back what they got from it. */
  undo: managers
    .input(z.object({ id: ImportId }))
    .output(Import)
    .errors(state),
  /** Forgets a file that was not imported. */
  discard: managers
    .input(z.object({ id: ImportId }))
    .output(z.void())
    .errors(state),
}
