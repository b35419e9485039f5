import { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { LeadView } from '#shared/contract/lead-views.ts'
import { type LeadsSearch, parseLeadsSearch, toLeadFilter, toLeadsSearch } from '../leads/leads-search.ts'

/** A view as an address. */
export function searchOf({ id, filter, sort, direction, columns, layout }: LeadView): LeadsSearch {
  return parseLeadsSearch({
    ...toLeadsSearch(filter),
    sort,
    dir: direction ?? undefined,
    layout: layout === 'board' ? layout : undefined,
    savedView: id,
    cols: columns ?? undefined,
  })
}

/** What an address shows, as a view keeps it. */
export function viewOf(search: LeadsSearch) {
  return {
    filter: toLeadFilter(search),
    sort: search.sort ?? ('created' as const),
    direction: search.dir ?? null,
    columns: search.cols ?? null,
    layout: search.layout ?? ('table' as const),
  }
}

/** Whether somebody has changed something since they opened the view. */
export function isChanged(view: LeadView, search: LeadsSearch): boolean {
  const kept = { ...view, filter: LeadFilter.parse(view.filter) }
  const shown = viewOf(search)
  return (
    JSON.stringify(toLeadsSearch(kept.filter)) !== JSON.stringify(toLeadsSearch(shown.filter)) ||
    kept.sort !== shown.sort ||
    kept.direction !== shown.direction ||
    kept.layout !== shown.layout ||
    JSON.stringify(kept.columns) !== JSON.stringify(shown.columns)
  )
}
