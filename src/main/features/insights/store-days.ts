import { and, between, eq, inArray, sql } from 'drizzle-orm'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { type InsightLevel, SUM_NAMES } from '#shared/domain/insight.ts'
import { type Db, transact } from '../../db/database.ts'
import { monthOf } from './calendar.ts'
import type { ReadRow } from './read-row.ts'
import { insightDays, insightMonths } from './schema.ts'

interface Of {
  readonly accountId: AdAccountId
  readonly level: InsightLevel
}

/** Which days of which things Meta has told of: of the same window, the others are nothing any more. */
export type SeenDays = Map<string, Set<string>>

export interface StoredDays {
  readonly fetched: number
  readonly changed: number
}

/**
 * Stores what Meta says of some days, under the thing and the day: the same twice is the same once. A day that is as it was is not
 * written. The months are added up anew in the same transaction.
 */
export function storeDays(db: Db, of: Of, rows: readonly ReadRow[], seen: SeenDays, now: number): StoredDays {
  return transact(db, tx => {
    const months = new Map<string, { objectId: string; month: string }>()
    let changed = 0
    for (const row of rows) {
      const days = seen.get(row.objectId) ?? new Set<string>()
      seen.set(row.objectId, days.add(row.onDay))
      if (!storeDay(tx, of, row, now)) continue
      changed += 1
      const month = monthOf(row.onDay)
      months.set(`${row.objectId} ${month}`, { objectId: row.objectId, month })
    }
    for (const touched of months.values()) addUpMonth(tx, of, touched)
    return { fetched: rows.length, changed }
  })
}

function storeDay(tx: Db, { accountId, level }: Of, { objectId, onDay, sums }: ReadRow, now: number): boolean {
  const before = tx
    .select()
    .from(insightDays)
    .where(
      and(
        eq(insightDays.accountId, accountId),
        eq(insightDays.level, level),
        eq(insightDays.objectId, objectId),
        eq(insightDays.onDay, onDay),
      ),
    )
    .get()
  if (before === undefined) {
    tx.insert(insightDays)
      .values({ accountId, level, objectId, onDay, ...sums, readAt: now })
      .run()
    return true
  }
  if (SUM_NAMES.every(name => before[name] === sums[name])) return false
  tx.update(insightDays)
    .set({ ...sums, readAt: now })
    .where(eq(insightDays.seq, before.seq))
    .run()
  return true
}

function addUpMonth(tx: Db, { accountId, level }: Of, { objectId, month }: { objectId: string; month: string }): void {
  const isIt = and(
    eq(insightMonths.accountId, accountId),
    eq(insightMonths.level, level),
    eq(insightMonths.objectId, objectId),
    eq(insightMonths.month, month),
  )
  tx.delete(insightMonths).where(isIt).run()
  tx.run(sql`insert into insight_months (account_id, level, object_id, month, spend, impressions, clicks, link_clicks, leads, chats,
      purchases, purchase_value)
    select account_id, level, object_id, ${month}, sum(spend), sum(impressions), sum(clicks), sum(link_clicks), sum(leads), sum(chats),
      sum(purchases), sum(purchase_value)
    from insight_days
    where account_id = ${accountId} and level = ${level} and object_id = ${objectId}
      and on_day between ${`${month}-01`} and ${`${month}-31`}
    group by account_id, level, object_id`)
}

/** What was delivered once and is nothing any more, says Meta now (fraud, a mistake): after all of a window was told. */
export function removeUnseen(
  db: Db,
  { accountId, level }: Of,
  { objectIds, from, to }: { objectIds: readonly string[]; from: string; to: string },
  seen: SeenDays,
): number {
  return transact(db, tx => {
    let removed = 0
    for (const objectId of objectIds) {
      const known = tx
        .select({ seq: insightDays.seq, onDay: insightDays.onDay })
        .from(insightDays)
        .where(
          and(
            eq(insightDays.accountId, accountId),
            eq(insightDays.level, level),
            eq(insightDays.objectId, objectId),
            between(insightDays.onDay, from, to),
          ),
        )
        .all()
      const gone = known.filter(({ onDay }) => !seen.get(objectId)?.has(onDay))
      if (gone.length === 0) continue
      removed += gone.length
      tx.delete(insightDays)
        .where(
          inArray(
            insightDays.seq,
            gone.map(({ seq }) => seq),
          ),
        )
        .run()
      for (const month of new Set(gone.map(({ onDay }) => monthOf(onDay))))
        addUpMonth(tx, { accountId, level }, { objectId, month })
    }
    return removed
  })
}
