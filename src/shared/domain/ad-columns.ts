import { z } from 'zod'
import { clickRate, costPerClick, costPerThousand, type InsightSums, ratio } from './insight.ts'

/** Every column that the table of campaigns may have, in their order. */
export const ADS_COLUMNS = [
  'spend',
  'budget',
  'impressions',
  'clicks',
  'ctr',
  'cpc',
  'cpm',
  'metaLeads',
  'metaChats',
  'leads',
  'costPerLead',
  'appointments',
  'patients',
  'costPerPatient',
  'revenue',
  'roas',
] as const
export const AdsColumn = z.enum(ADS_COLUMNS)
export type AdsColumn = z.infer<typeof AdsColumn>

export const AdsSort = z.enum(['name', ...ADS_COLUMNS])
export type AdsSort = z.infer<typeof AdsSort>

/** What of a campaign, an ad set or an ad its columns are worked out from. */
export interface AdsFigures {
  readonly sums: InsightSums
  readonly dailyBudget: number | null
  readonly lifetimeBudget: number | null
  readonly spendInOffice: number | null
  readonly outcomes: {
    readonly leads: number
    readonly appointments: number
    readonly patients: number
    readonly revenue: { readonly amount: number | null }
  }
}

export const USUAL_COLUMNS: readonly AdsColumn[] = [
  'spend',
  'ctr',
  'metaChats',
  'leads',
  'costPerLead',
  'appointments',
  'patients',
  'revenue',
  'roas',
]

/** How the figure of a column is written. */
export const COLUMN_KINDS: Record<AdsColumn, 'own-money' | 'office-money' | 'count' | 'share' | 'times'> = {
  spend: 'own-money',
  budget: 'own-money',
  impressions: 'count',
  clicks: 'count',
  ctr: 'share',
  cpc: 'own-money',
  cpm: 'own-money',
  metaLeads: 'count',
  metaChats: 'count',
  leads: 'count',
  costPerLead: 'own-money',
  appointments: 'count',
  patients: 'count',
  costPerPatient: 'own-money',
  revenue: 'office-money',
  roas: 'times',
}

/** Null: there is nothing to tell, as a cost per lead without leads. */
export function valueOf(row: AdsFigures, column: AdsColumn): number | null {
  const { sums, outcomes } = row
  switch (column) {
    case 'spend':
      return sums.spend
    case 'budget':
      return row.dailyBudget ?? row.lifetimeBudget
    case 'impressions':
      return sums.impressions
    case 'clicks':
      return sums.clicks
    case 'ctr':
      return clickRate(sums)
    case 'cpc':
      return costPerClick(sums)
    case 'cpm':
      return costPerThousand(sums)
    case 'metaLeads':
      return sums.leads
    case 'metaChats':
      return sums.chats
    case 'leads':
      return outcomes.leads
    case 'costPerLead':
      return ratio(sums.spend, outcomes.leads)
    case 'appointments':
      return outcomes.appointments
    case 'patients':
      return outcomes.patients
    case 'costPerPatient':
      return ratio(sums.spend, outcomes.patients)
    case 'revenue':
      return outcomes.revenue.amount
    case 'roas':
      return row.spendInOffice === null || outcomes.revenue.amount === null
        ? null
        : ratio(outcomes.revenue.amount, row.spendInOffice)
  }
}

/** Both languages of the office, in the order of the Turkish alphabet. */
const byName = new Intl.Collator('tr', { numeric: true })

/** Money of several currencies is compared in the office's. */
function keyOf(row: AdsFigures, column: AdsColumn): number | null {
  const value = valueOf(row, column)
  if (value === null) return null
  const { spend } = row.sums
  if (COLUMN_KINDS[column] !== 'own-money' || row.spendInOffice === null || spend === 0) return value
  return (value * row.spendInOffice) / spend
}

interface Sortable extends AdsFigures {
  readonly id: string
  readonly name: string
}

/**
 * All rows in the order of one column, and the same order whenever it is asked for: a list that is read page by page must not shift
 * under its reader. What has nothing to tell stands last, whichever way round.
 */
export function sortRows<Row extends Sortable>(rows: readonly Row[], sort: AdsSort, isAscending: boolean): Row[] {
  const sign = isAscending ? 1 : -1
  const byId = (one: Row, other: Row) => (one.id < other.id ? -1 : 1)
  if (sort === 'name') {
    // Names begin at A where figures begin with the largest.
    return rows.toSorted((one, other) => -sign * byName.compare(one.name, other.name) || byId(one, other))
  }
  const keys = new Map(rows.map(row => [row, keyOf(row, sort)]))
  return rows.toSorted((one, other) => {
    const [key, next] = [keys.get(one) ?? null, keys.get(other) ?? null]
    if (key === null || next === null) return key === next ? byId(one, other) : key === null ? 1 : -1
    return sign * (key - next) || byId(one, other)
  })
}
