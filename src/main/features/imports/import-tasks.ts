import { eq } from 'drizzle-orm'
import type { ImportCounts, ImportPlan, RecognisedTable } from '#shared/contract/imports.ts'
import type { ImportId, StaffId, StageId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { TableKind, TableReading } from '#shared/domain/table-file.ts'
import type { Db } from '../../db/database.ts'
import { readTable, recogniseTable, type TableFile } from '../../spreadsheets/read-table.ts'
import { TableProblem } from '../../spreadsheets/table-problem.ts'
import type { TableRow } from '../../spreadsheets/table-row.ts'
import type { ImportWorld } from './apply-row.ts'
import { guessFields, isMetaExport, looksLikeHeader, signatureOf } from './guess-fields.ts'
import { detectDateOrder } from './read-date.ts'
import { checkImport, runImport } from './run-import.ts'
import { importLayouts } from './schema.ts'
import { undoImport } from './undo-import.ts'
import { readVocabulary } from './vocabulary.ts'

// What is done with a file of people on a thread of its own: see `import-worker.ts`.

/** Rows that are looked at to guess what the columns say, and to show a person. */
const LOOKED_AT = 200
const SHOWN = 20
const SAMPLES = 3

export interface OfficeWords {
  readonly defaultCountry: string
  readonly timeZone: string
  readonly locale: Locale
}

export interface InspectInput {
  readonly office: OfficeWords
  readonly chosen: Partial<TableReading>
}

export interface WorkInput {
  readonly importId: ImportId
  readonly fileName: string
  readonly kind: TableKind
  readonly reading: TableReading
  readonly plan: ImportPlan
  readonly headers: readonly string[]
  readonly staffId: StaffId | null
  readonly startingStage: StageId
  readonly office: OfficeWords
  readonly now: number
}

export async function inspect(db: Db, file: TableFile, { office, chosen }: InspectInput): Promise<RecognisedTable> {
  const { kind, reading, sheets } = await recogniseTable(file, chosen)
  const rows: TableRow[] = []
  for await (const row of readTable(file, { kind, reading })) {
    if (row.cells.some(cell => cell.trim() !== '')) rows.push(row)
    if (rows.length > LOOKED_AT) break
  }
  const [first] = rows
  if (first === undefined) throw new TableProblem('empty')
  const hasHeader = kind === 'vcard' || (chosen.hasHeader ?? looksLikeHeader(first.cells, office.defaultCountry))
  const body = hasHeader ? rows.slice(1) : rows
  const width = Math.max(...rows.map(({ cells }) => cells.length))
  const headers = Array.from({ length: width }, (_, index) => (hasHeader ? (first.cells[index]?.trim() ?? '') : ''))
  const known = hasHeader ? findLayout(db, headers) : undefined
  const cells = body.map(row => row.cells)
  const fields = known ?? guessFields(headers, cells, { hasHeader, defaultCountry: office.defaultCountry })
  const datesAt = fields.indexOf('createdAt')
  const { order, isOpen } = detectDateOrder(datesAt === -1 ? [] : cells.map(row => row[datesAt] ?? ''))
  return {
    kind,
    reading: { ...reading, hasHeader },
    sheets: [...sheets],
    columns: headers.map((header, index) => ({
      header,
      samples: [...new Set(cells.map(row => row[index]?.trim() ?? '').filter(Boolean))].slice(0, SAMPLES).map(shorten),
      field: fields[index] ?? 'ignore',
    })),
    rows: body.slice(0, SHOWN).map(row => ({ number: row.number, cells: row.cells.map(shorten) })),
    isMeta: hasHeader && isMetaExport(headers),
    isRemembered: known !== undefined,
    dateOrder: order,
    isDateOrderOpen: isOpen,
  }
}

function shorten(text: string): string {
  return text.length > 200 ? `${text.slice(0, 199)}…` : text
}

function findLayout(db: Db, headers: readonly string[]) {
  const found = db
    .select()
    .from(importLayouts)
    .where(eq(importLayouts.signature, signatureOf(headers)))
    .get()
  return found?.fields.length === headers.length ? found.fields : undefined
}

function inputOf(db: Db, file: TableFile, { kind, reading, headers, office }: WorkInput) {
  const { hasHeader } = reading
  return { headers, hasHeader, words: readVocabulary(db, office), rows: readTable(file, { kind, reading }) }
}

export function check(db: Db, file: TableFile, input: WorkInput): Promise<ImportCounts | undefined> {
  return checkImport(db, inputOf(db, file, input), input)
}

export function run(
  db: Db,
  file: TableFile,
  input: WorkInput,
  offices: Pick<ImportWorld, 'people' | 'consents' | 'assign'>,
): Promise<boolean> {
  const { office, ...work } = input
  return runImport(db, inputOf(db, file, input), { ...work, ...offices, locale: office.locale })
}

export const undo = undoImport
