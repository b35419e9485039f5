import { stringify } from 'csv-stringify/sync'

/**
 * What a spreadsheet would take for a formula when it opens the file (OWASP: CSV injection), also in the wide letters of East Asia.
 * People choose their own names: one may be called `=HYPERLINK(…)`.
 */
const FORMULA = /^[\s\0]*[=+\-@\t\r\n＝＋－＠|%]/u
/** A number to be called, and nothing else: written with its spaces it stays text, and stays a number that can be called. */
const PHONE = /^\+\d[\d ]{4,24}$/u

/** The same text, as a text: an apostrophe before it keeps a spreadsheet from computing it. */
export function harmless(text: string): string {
  return FORMULA.test(text) && !PHONE.test(text) ? `'${text}` : text
}

/** Excel in Turkish takes a file for UTF-8 only when it begins so. */
export const BYTE_ORDER_MARK = '\ufeff'

export function csvLines(rows: readonly (readonly (string | number | null)[])[], separator: ';' | ','): string {
  return stringify(
    rows.map(cells => cells.map(cell => (typeof cell === 'string' ? harmless(cell) : cell))),
    { delimiter: separator, record_delimiter: 'windows' },
  )
}
