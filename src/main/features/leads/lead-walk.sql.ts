import { and, type SQL, sql } from 'drizzle-orm'
import type { LeadSort, SortDirection } from '#shared/contract/lead-filter.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, decodeTextPlace, type Place, type TextPlace } from '../../db/keyset.ts'
import type { ChosenRange, Membership } from './lead-conditions.ts'
import { LAST_CALLED, LAST_CONTACTED, leads, NEXT_ACTION } from './schema.ts'

// SQLite-only SQL of this feature: reading an index piece by piece.

/** One of the orders of a list: by what, and which way. */
export interface LeadOrder {
  readonly sort: LeadSort
  readonly key: SQL
  /** Many share one key, and SQLite begins in the index of an expression by the key alone. */
  readonly isExpression: boolean
  /** Which conditions are a stretch of this very order. */
  readonly rangeKey: ChosenRange['key'] | null
  readonly isDescending: boolean
}

export type LeadPlace = Place | TextPlace

const keys: Record<LeadSort, Pick<LeadOrder, 'key' | 'isExpression' | 'rangeKey'>> = {
  created: { key: sql`${leads.createdAt}`, isExpression: false, rangeKey: 'created' },
  last_contact: { key: LAST_CONTACTED, isExpression: true, rangeKey: 'last_contact' },
  last_call: { key: LAST_CALLED, isExpression: true, rangeKey: 'last_call' },
  next_action: { key: NEXT_ACTION, isExpression: true, rangeKey: 'next_action' },
  name: { key: sql`${leads.nameOrder}`, isExpression: false, rangeKey: null },
  score: { key: sql`${leads.score}`, isExpression: false, rangeKey: null },
}

export function toOrder(sort: LeadSort, direction: SortDirection): LeadOrder {
  return { sort, ...keys[sort], isDescending: direction === 'desc' }
}

/** A cursor that is not ours reads as the end of the list. */
export function placeOf(cursor: string | null, { sort, isDescending }: LeadOrder): LeadPlace | null {
  if (sort === 'name') {
    const place = decodeTextPlace(cursor)
    return place !== null && isDescending && place.seq === Number.MAX_SAFE_INTEGER ? { at: '', seq: 0 } : place
  }
  const place = decodePlace(cursor)
  const isEnd = place !== null && place.at === Number.MIN_SAFE_INTEGER
  return isEnd && !isDescending ? { at: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER } : place
}

export function comparePlaces({ isDescending }: LeadOrder): (one: LeadPlace, other: LeadPlace) => number {
  const sign = isDescending ? -1 : 1
  return (one, other) => sign * (compareKeys(one.at, other.at) || one.seq - other.seq)
}

/** Texts byte by byte, as SQLite has them. */
function compareKeys(one: number | string, other: number | string): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
}

/** What comes after that place. */
export function after({ key, isDescending }: LeadOrder, place: LeadPlace | null): SQL | undefined {
  if (place === null) return undefined
  return isDescending
    ? sql`(${key}, ${leads.seq}) < (${place.at}, ${place.seq})`
    : sql`(${key}, ${leads.seq}) > (${place.at}, ${place.seq})`
}

function select({ key }: LeadOrder, condition: SQL | undefined): SQL {
  return sql`select leads.seq as seq, ${key} as at from leads ${condition ? sql`where ${condition}` : undefined}`
}

function inOrder(order: LeadOrder, condition: SQL | undefined): SQL {
  const direction = directionOf(order)
  return sql`${select(order, condition)} order by ${order.key} ${direction}, ${leads.seq} ${direction}`
}

/** Among those that share the key of a place, and are in the order of their `seq` alone. */
function atSameKey(order: LeadOrder, lane: SQL | undefined, { at, seq }: LeadPlace): SQL {
  const behind = order.isDescending ? sql`${leads.seq} < ${seq}` : sql`${leads.seq} > ${seq}`
  return sql`${select(order, and(lane, sql`${order.key} = ${at}`, behind))} order by ${leads.seq} ${directionOf(order)}`
}

function behindKey(order: LeadOrder, lane: SQL | undefined, { at }: LeadPlace): SQL {
  return inOrder(order, and(lane, order.isDescending ? sql`${order.key} < ${at}` : sql`${order.key} > ${at}`))
}

function directionOf({ isDescending }: LeadOrder): SQL {
  return isDescending ? sql`desc` : sql`asc`
}

export interface Walk {
  readonly order: LeadOrder
  /** Conditions that an index answers in that order, one for each stretch of it. */
  readonly lanes: readonly (SQL | undefined)[]
  /** What is looked at on the way. */
  readonly holds: SQL | undefined
  readonly from: LeadPlace | null
}

export interface Walked {
  readonly places: LeadPlace[]
  /** Where it stopped looking, when there may be more behind it. */
  readonly stoppedAt: LeadPlace | null
}

/** How much is looked at, whatever is asked. */
export interface Bounds {
  /** Rows for one page: a few milliseconds' worth. */
  readonly window: number
  /** Rows for a count, which is asked for seldom. */
  readonly countWindow: number
  /** So few are read whole and put in order here; of more, the index of the order is walked. */
  readonly handful: number
}

export const BOUNDS: Bounds = { window: 2_500, countWindow: 20_000, handful: 2_000 }

/**
 * The next places of the leads that hold, at most `limit` of them. Whatever nobody has an index for is looked up row by row, and
 * after a certain number of rows it stops and says where: a filter that hardly anything fits is many short reads and not a long one.
 */
export function walk(db: Db, { order, lanes, holds, from }: Walk, limit: number, bounds: Bounds): Walked {
  const window = Math.max(1, Math.ceil(bounds.window / lanes.length))
  const walked = lanes.map(lane => walkLane(db, { order, lane, from }, holds, limit, window))
  const compare = comparePlaces(order)
  const ends = walked.flatMap(({ stoppedAt }) => stoppedAt ?? []).toSorted(compare)
  const stoppedAt = ends[0] ?? null
  const found = walked.flatMap(({ places }) => places)
  if (lanes.length > 1) found.sort(compare)
  // What lies behind the place where one lane stopped would overtake what that lane still has.
  const places = stoppedAt === null ? found : found.filter(place => compare(place, stoppedAt) <= 0)
  return { places: places.slice(0, limit), stoppedAt: places.length > limit ? null : stoppedAt }
}

interface Lane {
  readonly order: LeadOrder
  readonly lane: SQL | undefined
  readonly from: LeadPlace | null
}

function walkLane(db: Db, lane: Lane, holds: SQL | undefined, limit: number, window: number): Walked {
  if (holds === undefined) return { places: readPlaces(db, lane, limit, 0), stoppedAt: null }
  const places = db.all<LeadPlace>(sql`select w.seq, w.at from (${stretch(lane, window, 0)}) as w
    cross join leads on leads.seq = w.seq where ${holds} limit ${limit}`)
  if (places.length >= limit) return { places, stoppedAt: null }
  const [last] = readPlaces(db, lane, 1, window - 1)
  return { places, stoppedAt: last ?? null }
}

function readPlaces(db: Db, lane: Lane, limit: number, offset: number): LeadPlace[] {
  return db.all<LeadPlace>(stretch(lane, limit, offset))
}

function stretch({ order, lane, from }: Lane, limit: number, offset: number): SQL {
  const most = sql`limit ${limit}${offset === 0 ? undefined : sql` offset ${offset}`}`
  if (from === null || !order.isExpression) return sql`${inOrder(order, and(lane, after(order, from)))} ${most}`
  const pieces = [atSameKey(order, lane, from), behindKey(order, lane, from)].map(
    piece => sql`select * from (${piece} limit ${limit + offset})`,
  )
  return sql`${sql.join(pieces, sql` union all `)} ${most}`
}

/** How many an index has for this, counted no further than `most`. */
export function countUpTo(db: Db, lane: SQL | undefined, most: number): number {
  return db.get<{ n: number }>(
    sql`select count(*) as n from (select 1 from leads ${lane ? sql`where ${lane}` : undefined} limit ${most}) as w`,
  ).n
}

/** As `walk`, only counted. */
export function countWalk(
  db: Db,
  { order, lanes, holds }: Walk,
  most: number,
  bounds: Bounds,
): { count: number; isMore: boolean } {
  const window = Math.max(1, Math.ceil(bounds.countWindow / lanes.length))
  let count = 0
  let isMore = false
  for (const lane of lanes) {
    const left = most + 1 - count
    if (left <= 0) break
    if (holds === undefined) {
      count += countUpTo(db, lane, left)
      continue
    }
    const walked = { order, lane, from: null }
    count += db.get<{ n: number }>(sql`select count(*) as n from (select 1 from
      (${stretch(walked, window, 0)}) as w cross join leads on leads.seq = w.seq where ${holds} limit ${left}) as w2`).n
    isMore ||= readPlaces(db, walked, 1, window - 1).length > 0
  }
  return { count: Math.min(count, most), isMore: isMore || count > most }
}

/** All places of a handful of leads, in whatever order the index has them. */
export function collect(db: Db, order: LeadOrder, lane: SQL, holds: SQL | undefined): LeadPlace[] {
  return db.all<LeadPlace>(
    sql`select leads.seq as seq, ${order.key} as at from leads where ${and(lane, unindexed(holds))}`,
  )
}

/** The same of those that stand in another table. */
export function collectMembers(
  db: Db,
  order: LeadOrder,
  { table, condition }: Membership,
  holds: SQL | undefined,
): LeadPlace[] {
  const found = db.all<LeadPlace>(sql`select leads.seq as seq, ${order.key} as at from ${table} cross join leads
    on leads.id = member.lead_id where ${and(condition, unindexed(holds))}`)
  return [...new Map(found.map(place => [place.seq, place])).values()]
}

export function countMembers(db: Db, { table, condition }: Membership, most: number): number {
  return db.get<{ n: number }>(
    sql`select count(*) as n from (select 1 from ${table} where ${condition} limit ${most}) as w`,
  ).n
}

/** The index that was chosen is the one that leaves the fewest: SQLite is not to think otherwise. */
function unindexed(holds: SQL | undefined): SQL | undefined {
  return holds && sql`(${holds}) is true`
}
