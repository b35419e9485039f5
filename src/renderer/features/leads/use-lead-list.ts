import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { api } from '../../rpc/api.ts'
import { type LeadsSearch, toLeadFilter } from './leads-search.ts'

/** The leads that the filters leave, in the order that was asked for, paged. Another filter keeps the old rows until the new ones are there. */
export function useLeadList(search: LeadsSearch) {
  const filter = toLeadFilter(search)
  const sort = search.sort ?? 'created'
  const query = useInfiniteQuery(
    api.leads.list.infiniteOptions({
      input: (cursor: string | null) => ({ filter, sort, cursor, limit: 100 }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const leads = useMemo(() => query.data?.pages.flatMap(page => page.items), [query.data])
  return { ...query, leads }
}
