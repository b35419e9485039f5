/** A row as it stands in its file. */
export interface TableRow {
  /** Counted from 1 as a spreadsheet does, so that a person finds it again. */
  readonly number: number
  /**
   * Every cell as text. Dates of workbooks are `2026-01-15` or `2026-01-15 21:00:00` on the clock of whoever wrote them; numbers are
   * written out, so that a phone number stays one.
   */
  readonly cells: readonly string[]
}

/** The most columns that are looked at: beyond that a row is a mistake. */
export const MOST_COLUMNS = 500
/** Longer than any note that somebody wrote; the rest of a cell is left out. */
export const LONGEST_CELL = 20_000

export type Bytes = AsyncIterable<Uint8Array>
