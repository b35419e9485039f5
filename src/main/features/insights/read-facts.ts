import { and, asc, between, eq, sql } from 'drizzle-orm'
import { addSums, type InsightLevel, type InsightSums, NO_SUMS } from '#shared/domain/insight.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { InsightAccount } from './accounts.ts'
import { piecesOf } from './calendar.ts'
import { insightDays, insightMonths } from './schema.ts'

/** Sums of a day (`YYYY-MM-DD`) or of a month (`YYYY-MM`). */
export interface Fact extends InsightSums {
  readonly on: string
}

type FactTable = typeof insightDays | typeof insightMonths

function sumsOf(table: FactTable) {
  const { spend, impressions, clicks, linkClicks, leads, chats, purchases, purchaseValue } = table
  return { spend, impressions, clicks, linkClicks, leads, chats, purchases, purchaseValue }
}

function isOf(table: FactTable) {
  return [
    eq(table.accountId, sql.placeholder('accountId')),
    eq(table.level, sql.placeholder('level')),
    eq(table.objectId, sql.placeholder('objectId')),
  ]
}

const daysOf = prepareOnce(db =>
  db
    .select({ on: insightDays.onDay, ...sumsOf(insightDays) })
    .from(insightDays)
    .where(and(...isOf(insightDays), between(insightDays.onDay, sql.placeholder('from'), sql.placeholder('to'))))
    .orderBy(asc(insightDays.onDay))
    .prepare(),
)
const monthsOf = prepareOnce(db =>
  db
    .select({ on: insightMonths.month, ...sumsOf(insightMonths) })
    .from(insightMonths)
    .where(and(...isOf(insightMonths), between(insightMonths.month, sql.placeholder('from'), sql.placeholder('to'))))
    .orderBy(asc(insightMonths.month))
    .prepare(),
)

/** What of a thing was shown in these days, in their order: long stretches by month, unless each day is needed. */
export function readFacts(
  db: Db,
  { id: accountId }: Pick<InsightAccount, 'id'>,
  level: InsightLevel,
  objectId: string,
  { from, to, byDay = false }: { from: string; to: string; byDay?: boolean },
): Fact[] {
  const what = { accountId, level, objectId }
  if (byDay) return daysOf(db).all({ ...what, from, to })
  const { days, months } = piecesOf(from, to)
  if (months === null) return days.flatMap(([first, last]) => daysOf(db).all({ ...what, from: first, to: last }))
  const ends = days.flatMap(([first, last]) => daysOf(db).all({ ...what, from: first, to: last }))
  const middle = monthsOf(db).all({ ...what, from: months[0], to: months[1] })
  return [...ends.filter(({ on }) => on < months[0]), ...middle, ...ends.filter(({ on }) => on > months[1])]
}

export function totalOf(facts: readonly InsightSums[]): InsightSums {
  let total = NO_SUMS
  for (const fact of facts) total = addSums(total, fact)
  // `on` of the facts is no sum.
  const { spend, impressions, clicks, linkClicks, leads, chats, purchases, purchaseValue } = total
  return { spend, impressions, clicks, linkClicks, leads, chats, purchases, purchaseValue }
}
