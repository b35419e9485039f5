import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { CsvError, parse } from 'csv-parse'
import { parse as parseAll } from 'csv-parse/sync'
import { Separator, type TextEncoding } from '#shared/domain/table-file.ts'
import { TableProblem } from './table-problem.ts'
import { type Bytes, LONGEST_CELL, MOST_COLUMNS, type TableRow } from './table-row.ts'
import { decodeText } from './text-encoding.ts'

/** A row that is longer than this swallowed the rest of the file behind a quotation mark. */
const LONGEST_ROW = 1_000_000
/** Excel's own hint, which is no row: `sep=;`. */
const HINT = /^\ufeff?"?sep=(.)"?\r?\n/iu

const options = {
  bom: true,
  relax_column_count: true,
  // 5" tablet, not closed and not meant as a quotation.
  relax_quotes: true,
  max_record_size: LONGEST_ROW,
} as const

/** Row by row, however large. */
export async function* readCsv(
  bytes: Bytes,
  { encoding, separator }: { encoding: TextEncoding; separator: Separator },
): AsyncGenerator<TableRow> {
  const parser = parse({ ...options, delimiter: separator })
  // What goes wrong in it breaks off the reading below, which tells it.
  pipeline(Readable.from(withoutHint(decodeText(bytes, encoding))), parser).catch(() => {})
  let number = 0
  try {
    for await (const cells of parser as AsyncIterable<string[]>) {
      number += 1
      yield { number, cells: cells.slice(0, MOST_COLUMNS).map(cell => cell.slice(0, LONGEST_CELL)) }
    }
  } catch (error) {
    if (error instanceof CsvError) throw new TableProblem('broken-quotes', { cause: error })
    throw error
  } finally {
    parser.destroy()
  }
}

async function* withoutHint(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let isFirst = true
  for await (const text of texts) {
    yield isFirst ? text.replace(HINT, '\n') : text
    isFirst = false
  }
}

/**
 * What separates the columns: what a hint says, else what gives the most rows the same number of columns, more than one. In a Turkish
 * Excel that is the semicolon, because the comma stands in numbers.
 */
export function detectSeparator(head: string): Separator {
  const hinted = Separator.safeParse(HINT.exec(head)?.[1])
  if (hinted.success) return hinted.data
  // The last line may be cut in two.
  const end = head.lastIndexOf('\n')
  const sample = end > 0 ? head.slice(0, end) : head
  const scored = Separator.options.map(separator => ({ separator, score: scoreOf(sample, separator) }))
  return scored.reduce((best, one) => (one.score > best.score ? one : best)).separator
}

function scoreOf(sample: string, separator: Separator): number {
  try {
    const rows: string[][] = parseAll(sample, { ...options, delimiter: separator, to: 50, skip_empty_lines: true })
    const counts = rows.map(({ length }) => length)
    const most = Math.max(0, ...counts)
    if (most < 2) return 0
    const [usual = [], ...others] = [...Map.groupBy(counts, count => count).values()].toSorted(
      (one, other) => other.length - one.length,
    )
    const isUnsure = others.some(({ length }) => length === usual.length)
    return (usual.length / counts.length) * (usual[0] ?? 0) * (isUnsure ? 0.5 : 1)
  } catch {
    return 0
  }
}
