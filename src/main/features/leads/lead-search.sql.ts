import { type SQL, sql } from 'drizzle-orm'
import { foldText } from '#shared/domain/fold-text.ts'
import { phoneVariants } from '#shared/domain/phone-number.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'

// SQLite-only SQL of this feature: full-text search.

/** What the index holds of a lead: the name, every way its numbers are written, and the e-mails. */
export function searchTextOf(name: string, phones: readonly string[], emails: readonly string[]): string {
  return foldText([name, ...phones.flatMap(phoneVariants), ...emails].join(' '))
}

/**
 * What a prepared query joins to find them, with what `matchOf` gives as `match`. The index is to be joined: by its rowid, and in that
 * order, it is read piece by piece; asked for as a list it would be read whole for every page.
 */
export const leadsFound = {
  index: sql`leads_fts`,
  seq: sql<number>`leads_fts.rowid`,
  condition: sql`leads_fts match ${sql.placeholder('match')}`,
}

/** How many of what a search finds are looked at for one page. */
const WINDOW = 5_000
const COUNT_WINDOW = 10_000

/** From the newest `seq` backwards, in which order the index gives them. As in `walk`, a page looks at no more than so many. */
export function matchingPlaces(
  db: Db,
  search: string,
  holds: SQL | undefined,
  from: Place | null,
  limit: number,
): { places: Place[]; stoppedAt: Place | null } {
  const match = matchOf(search)
  if (match === null) return { places: [], stoppedAt: null }
  const before = from === null ? Number.MAX_SAFE_INTEGER : from.seq
  const toPlace = ({ seq }: { seq: number }) => ({ at: 0, seq })
  if (holds === undefined) {
    return { places: db.all<{ seq: number }>(found(match, before, limit, 0)).map(toPlace), stoppedAt: null }
  }
  // Once: the index puts together anew, for each question, everything that begins with the word.
  const [{ end, count } = { end: 0, count: 0 }, ...places] = db.all<{ seq: number; end: number; count: number }>(sql`
    with w as materialized (${found(match, before, WINDOW, 0)})
    select 0 as seq, min(seq) as end, count(*) as count from w
    union all select * from (select w.seq, 0, 0 from w cross join leads on leads.seq = w.seq where ${holds} limit ${limit})`)
  const isWhole = count < WINDOW || places.length >= limit
  return { places: places.map(toPlace), stoppedAt: isWhole ? null : toPlace({ seq: end }) }
}

export function countMatching(
  db: Db,
  search: string,
  holds: SQL | undefined,
  most: number,
): { count: number; isMore: boolean } {
  const match = matchOf(search)
  if (match === null) return { count: 0, isMore: false }
  const all = found(match, Number.MAX_SAFE_INTEGER, COUNT_WINDOW, 0)
  const { n } = db.get<{ n: number }>(sql`select count(*) as n from (select 1 from (${all}) as w
    cross join leads on leads.seq = w.seq ${holds ? sql`where ${holds}` : undefined} limit ${most + 1}) as w2`)
  const isCut = n <= most && db.all(found(match, Number.MAX_SAFE_INTEGER, 1, COUNT_WINDOW - 1)).length > 0
  return { count: Math.min(n, most), isMore: n > most || isCut }
}

function found(match: string, before: number, limit: number, offset: number): SQL {
  return sql`select rowid as seq from leads_fts where leads_fts match ${match} and rowid < ${before}
    order by rowid desc limit ${limit} offset ${offset}`
}

/** The words that were typed in the index's own language, or null when nothing of it can be searched for. */
export function matchOf(search: string): string | null {
  const isNumber = /^[\d\s()+./-]+$/u.test(search) && search.replace(/\D/gu, '').length >= 3
  const text = isNumber ? search.replace(/\D/gu, '').replace(/^00/u, '') : foldText(search)
  const words = text.match(/[\p{L}\p{N}]+/gu)
  // Quoted, so that a person's words can never be read as search syntax.
  return words ? words.map(word => `"${word}"*`).join(' AND ') : null
}
