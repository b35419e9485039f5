import { z } from 'zod'

/** The place after a row in a list that is ordered by an instant and then by `seq`. */
export interface Place {
  readonly at: number
  readonly seq: number
}

/** The same in a list that is ordered by a text. */
export interface TextPlace {
  readonly at: string
  readonly seq: number
}

const EncodedTextPlace = z.tuple([z.string(), z.number().int()])
const EncodedPlace = z.tuple([z.number(), z.number().int()])

/** The last row's place as the opaque cursor that the page hands back. `seq` stays inside: only the core reads it. */
export function encodePlace({ at, seq }: Place | TextPlace): string {
  return Buffer.from(JSON.stringify([at, seq])).toString('base64url')
}

/** A cursor that is not ours reads as the end of the list: an answer without rows, never an error in a person's face. */
export function decodePlace(cursor: string | null): Place | null {
  if (cursor === null) return null
  try {
    const [at, seq] = EncodedPlace.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { at, seq }
  } catch {
    return { at: Number.MIN_SAFE_INTEGER, seq: 0 }
  }
}

/** As above: a cursor that is not one reads as the end. */
export function decodeTextPlace(cursor: string | null): TextPlace | null {
  if (cursor === null) return null
  try {
    const [at, seq] = EncodedTextPlace.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { at, seq }
  } catch {
    return { at: '\u{10ffff}', seq: Number.MAX_SAFE_INTEGER }
  }
}

/** One row more than asked is read, to know whether there is a next page without counting. */
export function toPage<Row, Item>(
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => Place | TextPlace,
  toItem: (row: Row) => Item,
): { items: Item[]; nextCursor: string | null } {
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  return { items: shown.map(toItem), nextCursor: rows.length > limit && last ? encodePlace(placeOf(last)) : null }
}
