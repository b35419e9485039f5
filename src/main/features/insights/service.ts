import { and, desc, eq, lt, or } from 'drizzle-orm'
import type {
  AdStatusChange,
  AdsAccount,
  AdsOverview,
  AdsPoint,
  AdsQuery,
  AdsRow,
  AdsStep,
  ProfitBy,
  ProfitView,
} from '#shared/contract/insights.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { calendarDayOf } from '#shared/domain/period.ts'
import { DAY_MS } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { Clock } from '../../ports/clock.ts'
import { adStatusChanges } from '../ads/schema.ts'
import type { MetaConnections } from '../meta/connections.ts'
import { type InsightAccount, listInsightAccounts } from './accounts.ts'
import type { Part } from './parts.ts'
import type { InsightReader } from './read-insights.ts'

/** The figures of the ads, as people ask for them. */
export function createInsightService({
  db,
  clock,
  reader,
  connections,
}: {
  db: Db
  clock: Clock
  reader: InsightReader
  connections: Pick<MetaConnections, 'find'>
}) {
  function show(account: InsightAccount): AdsAccount {
    const { connectionId, state, ...shown } = account
    return {
      ...shown,
      isUsable: connections.find(connectionId)?.state === 'connected',
      asOf: state?.asOf ?? null,
      coveredFrom: state?.coveredFrom ?? null,
      backfill: backfillOf(account, calendarDayOf(account.timeZone, clock.now())),
      running: null,
      problem: state?.lastProblem ?? null,
      retryAt: state?.retryAt ?? null,
    }
  }

  return {
    async accounts(): Promise<AdsAccount[]> {
      return listInsightAccounts(db).map(show)
    },

    async overview(query: AdsQuery): Promise<AdsOverview> {
      return reader.overview(query)
    },

    async series(query: AdsQuery & { step: AdsStep }): Promise<AdsPoint[]> {
      return reader.series(query)
    },

    async table(query: AdsQuery & { level: Part; parentId: string | null }): Promise<AdsRow[]> {
      return reader.table(query)
    },

    async profit(query: AdsQuery & { by: ProfitBy }): Promise<ProfitView> {
      return reader.profit(query)
    },

    /** The newest first. */
    async statusChanges({
      accountId,
      cursor,
      limit,
    }: {
      accountId: AdAccountId | null
      cursor: string | null
      limit: number
    }) {
      const after = decodePlace(cursor)
      const { noticedAt, seq } = adStatusChanges
      const rows = db
        .select()
        .from(adStatusChanges)
        .where(
          and(
            accountId === null ? undefined : eq(adStatusChanges.accountId, accountId),
            after === null ? undefined : or(lt(noticedAt, after.at), and(eq(noticedAt, after.at), lt(seq, after.seq))),
          ),
        )
        .orderBy(desc(noticedAt), desc(seq))
        .limit(limit + 1)
        .all()
      return toPage(
        rows,
        limit,
        row => ({ at: row.noticedAt, seq: row.seq }),
        ({ seq: _, ...row }): AdStatusChange => row,
      )
    },
  }
}
export type InsightService = ReturnType<typeof createInsightService>

function backfillOf({ state }: InsightAccount, today: string): AdsAccount['backfill'] {
  const from = state?.backfillFrom ?? null
  if (from === null) return null
  const covered = state?.coveredFrom ?? today
  if (covered <= from) return null
  const whole = Math.max(1, daysBetween(from, today))
  return { from, share: Math.min(1, daysBetween(covered, today) / whole), isRunning: false }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}
