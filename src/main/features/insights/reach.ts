import { and, eq } from 'drizzle-orm'
import type { AdsReach } from '#shared/contract/insights.ts'
import { newId } from '#shared/domain/ids.ts'
import { REVISED_DAYS } from '#shared/domain/insight.ts'
import { addDays, calendarDayOf } from '#shared/domain/period.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { type InsightScope, listAccountsIn } from './accounts.ts'
import type { InsightSource } from './insight-source.ts'
import { insightRanges } from './schema.ts'

const HOUR = 3_600_000
const NONE = { reach: null, impressions: null, asOf: null }

/**
 * How many people saw the ads of an account: no days add up to it, and no two accounts, since people are the same. It is asked of Meta
 * for exactly these days, and kept: for ever where Meta changes nothing any more, else for an hour.
 */
export function createReachReader({ db, clock, source }: { db: Db; clock: Clock; source: InsightSource }) {
  return async ({ from, to, ...scope }: InsightScope & { from: string; to: string }): Promise<AdsReach> => {
    const [account, ...others] = listAccountsIn(db, scope)
    if (account === undefined) return { ...NONE, reason: 'not-connected' }
    if (others.length > 0) return { ...NONE, reason: 'several-accounts' }
    const now = clock.now()
    const range = {
      accountId: account.id,
      level: 'account' as const,
      objectId: account.externalId,
      fromOn: from,
      toOn: to,
    }
    const known = db
      .select()
      .from(insightRanges)
      .where(
        and(
          eq(insightRanges.accountId, range.accountId),
          eq(insightRanges.level, range.level),
          eq(insightRanges.objectId, range.objectId),
          eq(insightRanges.fromOn, from),
          eq(insightRanges.toOn, to),
        ),
      )
      .get()
    const isFinal = known && addDays(to, REVISED_DAYS) < calendarDayOf(account.timeZone, known.readAt)
    const told = known && { reach: known.reach, impressions: known.impressions, asOf: known.readAt, reason: null }
    if (told && (isFinal || Math.abs(now - told.asOf) < HOUR)) return told
    if (!source.isUsable(account.connectionId)) return told ?? { ...NONE, reason: 'not-connected' }
    try {
      const asked = await source.reach(account, from, to)
      const { accountId, level, objectId, fromOn, toOn } = insightRanges
      db.insert(insightRanges)
        .values({ id: newId(), ...range, ...asked, readAt: now })
        .onConflictDoUpdate({
          target: [accountId, level, objectId, fromOn, toOn],
          set: { ...asked, readAt: now },
        })
        .run()
      return { ...asked, asOf: now, reason: null }
    } catch (error) {
      if (source.read(error) === null) throw error
      // Older than an hour is better than nothing, and says how old it is.
      return told ?? { ...NONE, reason: 'refused' }
    }
  }
}
export type ReachReader = ReturnType<typeof createReachReader>
