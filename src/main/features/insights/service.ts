import { and, desc, eq, lt, or } from 'drizzle-orm'
import type {
  AdStatusChange,
  AdsAccount,
  AdsCampaign,
  AdsOverview,
  AdsPoint,
  AdsQuery,
  AdsRows,
  AdsStep,
  InsightRun,
  ProfitBy,
  ProfitView,
} from '#shared/contract/insights.ts'
import { type AdsSort, sortRows } from '#shared/domain/ad-columns.ts'
import { isRunning } from '#shared/domain/ad-status.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { calendarDayOf } from '#shared/domain/period.ts'
import { DAY_MS } from '#shared/domain/zoned-time.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { adStatusChanges } from '../ads/schema.ts'
import {
  findInsightAccount,
  type InsightAccount,
  type InsightScope,
  listAccountsIn,
  listInsightAccounts,
} from './accounts.ts'
import type { InsightSource } from './insight-source.ts'
import { listParts, type Part } from './parts.ts'
import type { ReachReader } from './reach.ts'
import type { InsightReader } from './read-insights.ts'
import { listRuns, type RunRow, saveState } from './run-queries.ts'
import type { InsightSync } from './sync.ts'
import { firstDayAtMeta } from './windows.ts'

const MOST_CAMPAIGNS = 2_000

type TableQuery = AdsQuery & {
  level: Part
  parentId: string | null
  sort: AdsSort
  isAscending: boolean
  offset: number
  limit: number
}

/** The figures of the ads, as people ask for them. */
export function createInsightService({
  db,
  clock,
  events,
  reader,
  source,
  sync,
  readReach,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  reader: InsightReader
  source: InsightSource
  sync: InsightSync
  readReach: ReachReader
}) {
  function show(account: InsightAccount): AdsAccount {
    const { connectionId, state, ...shown } = account
    return {
      ...shown,
      isUsable: source.isUsable(connectionId),
      asOf: state?.asOf ?? null,
      coveredFrom: state?.coveredFrom ?? null,
      backfill: backfillOf(account, calendarDayOf(account.timeZone, clock.now()), sync.isBackfilling(account.id)),
      running: sync.runningKind(account.id),
      problem: state?.lastProblem ?? null,
      retryAt: state?.retryAt ?? null,
    }
  }

  function getAccount(id: AdAccountId): InsightAccount {
    const account = findInsightAccount(db, id)
    if (!account) throw notFound('adAccount')
    return account
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

    async campaigns(scope: InsightScope): Promise<AdsCampaign[]> {
      const all = listAccountsIn(db, scope).flatMap(account =>
        listParts(db, account, 'campaign', null).map(({ id, name, effectiveStatus }) => {
          return { id, accountId: account.id, name, effectiveStatus: effectiveStatus ?? '' }
        }),
      )
      const [running, others] = [all.filter(isRunning), all.filter(campaign => !isRunning(campaign))]
      return [...running, ...others].slice(0, MOST_CAMPAIGNS)
    },

    async table({ sort, isAscending, offset, limit, ...query }: TableQuery): Promise<AdsRows> {
      const rows = sortRows(reader.table(query), sort, isAscending)
      return { rows: rows.slice(offset, offset + limit), total: rows.length }
    },

    async profit(query: AdsQuery & { by: ProfitBy }): Promise<ProfitView> {
      return reader.profit(query)
    },

    reach(query: InsightScope & { from: string; to: string }) {
      return readReach(query)
    },

    async sync(accountId: AdAccountId): Promise<InsightRun> {
      const account = getAccount(accountId)
      if (!source.isUsable(account.connectionId)) throw new DomainError('NOT_CONNECTED')
      return toRun(await sync.run(account, 'manual'))
    },

    async setBackfill(accountId: AdAccountId, from: string | null): Promise<void> {
      const account = getAccount(accountId)
      const first = firstDayAtMeta(calendarDayOf(account.timeZone, clock.now()))
      const wanted = from !== null && from < first ? first : from
      if (wanted === null) sync.cancel(accountId, 'old')
      saveState(db, accountId, { backfillFrom: wanted, ...(wanted === null && { report: null }) }, clock.now())
      events.publish({ type: 'insights.changed' })
    },

    async cancelSync(accountId: AdAccountId, which: 'recent' | 'backfill'): Promise<void> {
      getAccount(accountId)
      if (which === 'recent') sync.cancel(accountId, 'new')
      else await this.setBackfill(accountId, null)
    },

    async runs({ accountId, cursor, limit }: { accountId: AdAccountId; cursor: string | null; limit: number }) {
      const rows = listRuns(db, accountId, decodePlace(cursor), limit + 1)
      return toPage(rows, limit, ({ startedAt, seq }) => ({ at: startedAt, seq }), toRun)
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

function backfillOf({ state }: InsightAccount, today: string, isRunning: boolean): AdsAccount['backfill'] {
  const from = state?.backfillFrom ?? null
  if (from === null) return null
  const covered = state?.coveredFrom ?? today
  if (covered <= from) return null
  const whole = Math.max(1, daysBetween(from, today))
  return { from, share: Math.min(1, daysBetween(covered, today) / whole), isRunning }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS)
}

function toRun({ seq: _, accountId: __, ...run }: RunRow): InsightRun {
  return run
}
