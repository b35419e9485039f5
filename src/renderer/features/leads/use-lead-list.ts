import { keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { LeadSummary } from '#shared/contract/leads.ts'
import { api, rpc } from '../../rpc/api.ts'
import { subscribeToAppEvents } from '../../rpc/app-events.ts'
import { RENEWS_ITSELF } from '../../rpc/renews-itself.ts'
import { createLeadListRenewal } from './lead-list-renewal.ts'
import { type LeadsSearch, toLeadFilter } from './leads-search.ts'

const PAGE = 100
/** What fills the window. */
const ENOUGH = 40

/** The leads that the filters leave, in the order that was asked for, paged. Another filter keeps the old rows until the new ones are there. */
export function useLeadList(search: LeadsSearch, { pageSize = PAGE, isWanted = true } = {}) {
  const queries = useQueryClient()
  const filterKey = JSON.stringify(toLeadFilter(search))
  const sort = search.sort ?? 'created'
  const direction = search.dir ?? null
  const options = useMemo(() => {
    const filter: ReturnType<typeof toLeadFilter> = JSON.parse(filterKey)
    return {
      isSearching: (filter.search ?? '') !== '',
      list: api.leads.list.infiniteOptions({
        input: (cursor: string | null) => ({ filter, sort, direction, cursor, limit: pageSize }),
        initialPageParam: null,
        getNextPageParam: page => page.nextCursor,
        placeholderData: keepPreviousData,
        enabled: isWanted,
        meta: { [RENEWS_ITSELF]: true },
      }),
      ask: (cursor: string | null, limit: number) => rpc.leads.list({ filter, sort, direction, cursor, limit }),
    }
  }, [filterKey, sort, direction, pageSize, isWanted])
  const query = useInfiniteQuery(options.list)
  useEffect(() => {
    const { queryKey } = options.list
    const renewal = createLeadListRenewal({ ...options, queries, queryKey, sort, isReversed: direction !== null })
    const stopListening = subscribeToAppEvents(renewal.changedBy)
    return () => {
      stopListening()
      renewal.stop()
    }
  }, [queries, options, sort, direction])
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query
  const found = query.data?.pages.reduce((all, page) => all + page.items.length, 0) ?? 0
  // A page may say no more than how far it has looked: then it goes on looking by itself until there is something to show.
  const isLooking = query.data !== undefined && hasNextPage && found < ENOUGH && !query.isPlaceholderData
  useEffect(() => {
    if (isLooking && !isFetchingNextPage) void fetchNextPage()
  }, [isLooking, isFetchingNextPage, fetchNextPage])
  const leads = useMemo(() => query.data && onceEach(query.data.pages.flatMap(page => page.items)), [query.data])
  return { ...query, leads, isLooking }
}

/** A lead that moves up between two pages being asked for stands on both. */
function onceEach(leads: LeadSummary[]): LeadSummary[] {
  return [...new Map(leads.map(lead => [lead.id, lead])).values()]
}
