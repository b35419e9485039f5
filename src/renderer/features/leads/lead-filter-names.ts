import type { LeadsSearch } from './leads-search.ts'

/** Every filter of the list but the search, in the order in which its chip stands. */
export const LEAD_FILTERS = [
  'stage',
  'owner',
  'source',
  'outcome',
  'brand',
  'campaign',
  'form',
  'country',
  'created',
  'uncalled',
  'silent',
  'contacted',
  'unanswered',
  'passed',
  'next',
  'unregistered',
  'ads',
  'visit',
] as const
export type LeadFilterName = (typeof LEAD_FILTERS)[number]

/** Asked for every day; the others come when they are wanted. */
export const SHOWN_ALWAYS: readonly LeadFilterName[] = ['stage', 'owner', 'source']

export function isFilterSet(search: LeadsSearch, name: LeadFilterName): boolean {
  const value = search[name]
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}
