import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import { type AdAccountId, newId } from '#shared/domain/ids.ts'
import { addDays } from '#shared/domain/period.ts'
import type { Db } from '../src/main/db/database.ts'
import { openTestDatabase } from '../src/main/db/testing/test-database.ts'
import { storeStructure } from '../src/main/features/ads/store-structure.ts'
import { createInsightReader } from '../src/main/features/insights/read-insights.ts'
import { saveState } from '../src/main/features/insights/run-queries.ts'
import { storeDays } from '../src/main/features/insights/store-days.ts'
import { adAccounts } from '../src/main/features/meta/schema.ts'
import { insertConnection } from '../src/main/features/meta-leads/testing/bare-sync.ts'
import { createFakeClock } from '../src/main/ports/fakes.ts'
import { medianOf, ms, noteGoal, printTable } from './statistics.ts'

const ADS_IN_SET = 4
const SETS_IN_CAMPAIGN = 3
const LAST_DAY = '2026-11-30'
/** What a person takes for at once: a page of the interface asks for three of these. */
const GOAL_MS = 50

export interface InsightFigures {
  readonly rows: number
  readonly rowsPerSecond: number
  readonly reads: { readonly name: string; readonly ms: number; readonly bareMs: number; readonly isSame: boolean }[]
}

const idOf = (kind: number, number: number) => String(120_210_000_000_000_000n + BigInt(kind * 1_000_000 + number))

function rowsOf(level: 'account' | 'campaign' | 'adset' | 'ad', ids: readonly string[], days: number) {
  const scale = { account: 500, campaign: 12, adset: 4, ad: 1 }[level]
  return ids.map(objectId =>
    Array.from({ length: days }, (_, index) => {
      const chance = (index * 37 + Number(objectId.replaceAll(/\D/gu, '').slice(-4))) % 101
      const sums = { spend: 1_000 + chance, impressions: 900 + chance, clicks: 20, linkClicks: 12, leads: 1, chats: 1 }
      const scaled = Object.fromEntries(
        Object.entries(sums).map(([name, value]) => [name, value * scale]),
      ) as typeof sums
      return { objectId, onDay: addDays(LAST_DAY, -index), sums: { ...scaled, purchases: 0, purchaseValue: 0 } }
    }),
  )
}

/** An account with that many ads, each of them shown every day. */
function fill(db: Db, ads: number, days: number, now: number): { accountId: AdAccountId; rows: number; ms: number } {
  const connectionId = insertConnection(db, { pageId: '1', now })
  const accountId = newId<AdAccountId>()
  db.insert(adAccounts)
    .values({
      ...{ id: accountId, connectionId, externalId: 'act_1', name: 'Bench', currency: 'TRY' },
      ...{ timeZone: 'Europe/Istanbul', createdAt: now, updatedAt: now },
    })
    .run()
  const setOf = (ad: number) => Math.floor(ad / ADS_IN_SET)
  const campaignOf = (set: number) => Math.floor(set / SETS_IN_CAMPAIGN)
  const sets = setOf(ads - 1) + 1
  const campaigns = campaignOf(sets - 1) + 1
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
  const common = {
    status: 'ACTIVE',
    effectiveStatus: 'ACTIVE',
    objective: null,
    dailyBudget: null,
    lifetimeBudget: null,
  }
  const thing = { ...common, changedAt: null, campaignId: null, adSetId: null }
  storeStructure(
    db,
    accountId,
    [
      ...numbers(campaigns).map(index => ({
        ...thing,
        level: 'campaign' as const,
        externalId: idOf(1, index),
        name: `C${index}`,
      })),
      ...numbers(sets).map(index => {
        const campaignId = idOf(1, campaignOf(index))
        return { ...thing, level: 'adset' as const, externalId: idOf(2, index), name: `S${index}`, campaignId }
      }),
      ...numbers(ads).map(index => {
        const place = { campaignId: idOf(1, campaignOf(setOf(index))), adSetId: idOf(2, setOf(index)) }
        return { ...thing, level: 'ad' as const, externalId: idOf(3, index), name: `A${index}`, ...place }
      }),
    ],
    now,
  )
  let rows = 0
  const begun = performance.now()
  for (const [level, ids] of [
    ['account', ['act_1']],
    ['campaign', numbers(campaigns).map(index => idOf(1, index))],
    ['adset', numbers(sets).map(index => idOf(2, index))],
    ['ad', numbers(ads).map(index => idOf(3, index))],
  ] as const) {
    const seen = new Map<string, Set<string>>()
    for (const ofOne of rowsOf(level, ids, days)) {
      // As a month of a report comes.
      for (let first = 0; first < ofOne.length; first += 30)
        rows += storeDays(db, { accountId, level }, ofOne.slice(first, first + 30), seen, now).fetched
    }
  }
  const first = addDays(LAST_DAY, 1 - days)
  saveState(db, accountId, { asOf: now, coveredFrom: first, backfillFrom: first }, now)
  return { accountId, rows, ms: performance.now() - begun }
}

function bare(sqlite: Database.Database, level: string, from: string, to: string): number {
  const sum = sqlite.prepare<[string, string, string], { spend: number }>(
    'select coalesce(sum(spend), 0) as spend from insight_days where level = ? and on_day between ? and ?',
  )
  return sum.get(level, from, to)?.spend ?? 0
}

export function measureInsights({ ads, days, rounds }: { ads: number; days: number; rounds: number }): InsightFigures {
  const folder = mkdtempSync(join(tmpdir(), 'santral-bench-insights-'))
  const clock = createFakeClock(Date.parse(`${LAST_DAY}T12:00:00Z`))
  const database = openTestDatabase({ folder, clock })
  try {
    const { db, sqlite } = database
    const filled = fill(db, ads, days, clock.now())
    const reader = createInsightReader({ db, office: () => ({ timeZone: 'Europe/Istanbul', currency: 'TRY' }) })
    const all = { brandIds: [], accountIds: [], touch: 'first' as const }
    const month = { ...all, from: addDays(LAST_DAY, -29), to: LAST_DAY }
    const years = { ...all, from: addDays(LAST_DAY, 1 - days), to: LAST_DAY }
    const spendOf = (rows: readonly { sums: { spend: number } }[]) => rows.reduce((sum, row) => sum + row.sums.spend, 0)
    const one = idOf(2, 0)
    const cases = [
      {
        name: 'summary of a month',
        of: month,
        level: 'account',
        read: () => reader.overview(month).figures.spend.amount,
      },
      {
        name: 'summary of all days',
        of: years,
        level: 'account',
        read: () => reader.overview(years).figures.spend.amount,
      },
      {
        name: 'chart of all days, by month',
        of: years,
        level: 'account',
        read: () => reader.series({ ...years, step: 'month' }).reduce((sum, { spend }) => sum + (spend.amount ?? 0), 0),
      },
      {
        name: 'campaigns of a month',
        of: month,
        level: 'campaign',
        read: () => spendOf(reader.table({ ...month, level: 'campaign', parentId: null })),
      },
      {
        name: 'campaigns of all days',
        of: years,
        level: 'campaign',
        read: () => spendOf(reader.table({ ...years, level: 'campaign', parentId: null })),
      },
      {
        name: 'all ads, all days',
        of: years,
        level: 'ad',
        read: () => spendOf(reader.table({ ...years, level: 'ad', parentId: null })),
      },
      {
        name: 'ads of one set, all days',
        of: years,
        level: null,
        read: () => spendOf(reader.table({ ...years, level: 'ad', parentId: one })),
      },
    ] as const
    return {
      rows: filled.rows,
      rowsPerSecond: (filled.rows / filled.ms) * 1_000,
      reads: cases.map(({ name, of, level, read }) => {
        const time = (work: () => number | null) => {
          const times: number[] = []
          let result: number | null = null
          for (let round = 0; round < rounds; round += 1) {
            const begun = performance.now()
            result = work()
            times.push(performance.now() - begun)
          }
          return { ms: medianOf(times), result }
        }
        const ours = time(read)
        const plain = level === null ? null : time(() => bare(sqlite, level, of.from, of.to))
        return {
          name,
          ms: ours.ms,
          bareMs: plain?.ms ?? Number.NaN,
          isSame: plain === null || plain.result === ours.result,
        }
      }),
    }
  } finally {
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Three years of five hundred ads: as large as an office's ads become. */
export function benchInsights(rounds: number): void {
  const figures = measureInsights({ ads: 500, days: 1_095, rounds })
  console.log(`${figures.rows} days of things stored, ${Math.round(figures.rowsPerSecond)} a second\n`)
  printTable(
    ['what', 'ours, ms', 'the same sum over the days, ms'],
    figures.reads.map(({ name, ms: ours, bareMs }) => [name, ms(ours), Number.isNaN(bareMs) ? '' : ms(bareMs)]),
  )
  const slowest = figures.reads.toSorted((one, other) => other.ms - one.ms)[0]
  noteGoal(
    `figures of 3 years × 500 ads within ${GOAL_MS} ms`,
    (slowest?.ms ?? 0) <= GOAL_MS,
    `${slowest?.name}: ${ms(slowest?.ms ?? 0)} ms`,
  )
}
