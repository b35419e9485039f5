import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type { Separator, TableKind, TableReading } from '#shared/domain/table-file.ts'
import { detectSeparator, readCsv } from './read-csv.ts'
import { readVcards } from './read-vcard.ts'
import { openWorkbook } from './read-xlsx.ts'
import { TableProblem } from './table-problem.ts'
import type { Bytes, TableRow } from './table-row.ts'
import { decodeText, detectEncoding, readHead } from './text-encoding.ts'

/** A file that can be read again from its beginning. */
export interface TableFile {
  readonly size: number
  open(): Promise<Bytes>
}

/** Workbooks and contacts are held in memory as they lie in the file; text is not. */
const LARGEST_HELD = 100_000_000
/** Of so many letters the separator is told. */
const HEAD = 64_000

export interface Recognised {
  readonly kind: TableKind
  readonly reading: Omit<TableReading, 'hasHeader'>
  readonly sheets: readonly string[]
}

/** What a file is, by what is in it; its name only tells contacts from a text. What is chosen already is not guessed again. */
export async function recogniseTable(
  file: TableFile,
  chosen: { encoding?: TableReading['encoding']; separator?: Separator; sheet?: string | null },
): Promise<Recognised> {
  const first = await readFirst(file, 8)
  const { separator = ';', sheet = null } = chosen
  if (first.subarray(0, 2).toString('latin1') === 'PK' || first.subarray(0, 4).toString('hex') === 'd0cf11e0') {
    const { sheets } = await openWorkbook(await holdWhole(file))
    return { kind: 'xlsx', reading: { encoding: 'utf-8', separator, sheet: sheet ?? sheets[0] ?? null }, sheets }
  }
  const encoding = chosen.encoding ?? (await detectEncoding(await file.open()))
  const head = await readHead(await file.open(), encoding, HEAD)
  // Nothing of a text has such letters: it is a picture, a program, or written in something else.
  if (head.includes('\0')) throw new TableProblem('not-a-table')
  if (/^\s*BEGIN:VCARD/iu.test(head))
    return { kind: 'vcard', reading: { encoding, separator, sheet: null }, sheets: [] }
  return {
    kind: 'csv',
    reading: { encoding, separator: chosen.separator ?? detectSeparator(head), sheet: null },
    sheets: [],
  }
}

/** The rows of the file, one by one. Throws TableProblem. */
export async function* readTable(
  file: TableFile,
  { kind, reading }: { kind: TableKind; reading: Omit<TableReading, 'hasHeader'> },
): AsyncGenerator<TableRow> {
  if (kind === 'xlsx') yield* (await openWorkbook(await holdWhole(file))).rows(reading.sheet)
  else if (kind === 'csv') yield* readCsv(await file.open(), reading)
  else {
    let contacts = ''
    for await (const text of decodeText(await heldBytes(file), reading.encoding)) contacts += text
    yield* readVcards(contacts)
  }
}

async function readFirst(file: TableFile, length: number): Promise<Buffer> {
  let first = Buffer.alloc(0)
  for await (const chunk of await file.open()) {
    first = Buffer.concat([first, chunk])
    if (first.length >= length) break
  }
  return first.subarray(0, length)
}

async function holdWhole(file: TableFile): Promise<Buffer> {
  return buffer(Readable.from(await heldBytes(file)))
}

async function heldBytes(file: TableFile): Promise<Bytes> {
  if (file.size > LARGEST_HELD) throw new TableProblem('too-large')
  return file.open()
}
