import type { Database } from 'better-sqlite3'

export type Row = Record<string, unknown>

const AT_ONCE = 200
/** Behind what cannot be read: a page holds some dozens of rows, so that many are skipped at most before the next try. */
const LONGEST_STEP = 16
/** Larger than any row's number, and still one that can be counted with. */
const NO_END = 2 ** 40

/**
 * Every row of a table that can be read, around the pages that cannot: rows are found by their numbers, and where a page is broken the
 * numbers behind it still lead to the next. `onTear` is called for every gap.
 */
export function* readTornTable(
  sqlite: Database,
  table: string,
  columns: readonly string[],
  onTear: () => void,
): Generator<Row> {
  const names = columns.map(name => `"${name}"`).join(', ')
  const rows = sqlite.prepare<[number, number], Row>(
    `SELECT rowid AS "santral rowid", ${names} FROM "${table}" WHERE rowid >= ? ORDER BY rowid LIMIT ?`,
  )
  const numberOf = (row: Row) => Number(row['santral rowid'])
  const tryToRead = (from: number, limit: number): Row[] | undefined => {
    try {
      return rows.all(from, limit)
    } catch {
      return undefined
    }
  }
  const last = findLast(sqlite, table, tryToRead, numberOf)
  let from = findFirst(sqlite, table)
  while (from <= last) {
    const found = tryToRead(from, AT_ONCE) ?? tryToRead(from, 1)
    if (found) {
      yield* found
      const end = found.at(-1)
      if (!end) return
      from = numberOf(end) + 1
    } else {
      onTear()
      from = skipTear(from, last, at => tryToRead(at, 1) !== undefined)
    }
  }
}

/** The first number behind a gap from which can be read again. */
function skipTear(from: number, last: number, canRead: (from: number) => boolean): number {
  let [bad, step] = [from, 1]
  while (bad + step <= last && !canRead(bad + step)) {
    bad += step
    step = Math.min(step * 2, LONGEST_STEP)
  }
  let good = bad + step
  while (good - bad > 1) {
    const middle = Math.floor((bad + good) / 2)
    if (canRead(middle)) good = middle
    else bad = middle
  }
  return good
}

function findFirst(sqlite: Database, table: string): number {
  try {
    return Number(sqlite.prepare(`SELECT min(rowid) FROM "${table}"`).pluck().get() ?? 1)
  } catch {
    return 1
  }
}

/** Where the end itself is broken, the last number that anything can be read from. */
function findLast(
  sqlite: Database,
  table: string,
  tryToRead: (from: number, limit: number) => Row[] | undefined,
  numberOf: (row: Row) => number,
): number {
  try {
    return Number(sqlite.prepare(`SELECT max(rowid) FROM "${table}"`).pluck().get() ?? 0)
  } catch {
    let last = 0
    for (let from = 1; from < NO_END; from = Math.max(from * 2, last + 1)) {
      const [row] = tryToRead(from, 1) ?? []
      if (row) last = numberOf(row)
    }
    // Up to the next power of two there may be more.
    return last * 2 + 1_000
  }
}
