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
  'tag',
  'created',
  'uncalled',
  'silent',
  'contacted',
  'unanswered',
  'passed',
  'next',
  'consent',
  'unregistered',
  'ads',
  'visit',
  'tests',
  'run',
] as const
export type LeadFilterName = (typeof LEAD_FILTERS)[number]

/** Asked for every day; the others come when they are wanted. */
export const SHOWN_ALWAYS: readonly LeadFilterName[] = ['stage', 'owner', 'source']

export function isFilterSet(search: LeadsSearch, name: LeadFilterName): boolean {
  const value = search[name]
  return Array.isArray(value) ? value.length > 0 : value !== undefined
}

/** Those that are only on or off: their chip is there while they are on. */
export const SWITCHES = ['unanswered', 'unregistered', 'ads', 'visit', 'tests', 'run'] as const
export type LeadSwitch = (typeof SWITCHES)[number]

/** What turning one on asks for; `run` is set only by what leads here from a bulk action. */
export const SWITCHED_ON: Readonly<Record<Exclude<LeadSwitch, 'run'>, LeadsSearch>> = {
  unanswered: { unanswered: true },
  unregistered: { unregistered: true },
  ads: { ads: { touch: 'first', accountIds: [], campaignIds: [], adSetIds: [], adIds: [] } },
  visit: { visit: true },
  tests: { tests: true },
}

export function isSwitch(name: LeadFilterName): name is LeadSwitch {
  return (SWITCHES as readonly string[]).includes(name)
}
