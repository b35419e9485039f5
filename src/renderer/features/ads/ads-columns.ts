import type { AdsRow } from '#shared/contract/insights.ts'
import { clickRate, costPerClick, costPerThousand, ratio } from '#shared/domain/insight.ts'

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
export type AdsColumn = (typeof ADS_COLUMNS)[number]

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
export function valueOf(row: AdsRow, column: AdsColumn): number | null {
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

/** Money of several currencies is compared in the office's. */
function keyOf(row: AdsRow, column: AdsColumn): number {
  const value = valueOf(row, column)
  if (value === null) return Number.NEGATIVE_INFINITY
  const { spend } = row.sums
  if (COLUMN_KINDS[column] !== 'own-money' || row.spendInOffice === null || spend === 0) return value
  return (value * row.spendInOffice) / spend
}

export function sortRows(
  rows: readonly AdsRow[],
  sort: AdsColumn | 'name',
  isAscending: boolean,
  locale: string,
): AdsRow[] {
  const collator = new Intl.Collator(locale)
  const sign = isAscending ? 1 : -1
  if (sort === 'name') return rows.toSorted((one, other) => -sign * collator.compare(one.name, other.name))
  return rows.toSorted((one, other) => sign * (keyOf(one, sort) - keyOf(other, sort)))
}
