import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { ConversationFilter, ConversationSummary } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { arrangeList, type ListArrangement } from './list-order.ts'

interface ConversationListOptions {
  readonly filter: ConversationFilter
  readonly selectedId: ConversationId | null
  readonly isHeld: boolean
}

interface Arranged extends ListArrangement {
  readonly filterKey: string
  readonly incoming: readonly ConversationSummary[] | undefined
  readonly selectedId: ConversationId | null
  readonly isHeld: boolean
}

const PAGES_AT_TOP = 2
const NONE: readonly ConversationSummary[] = []
const NOT_YET = { filterKey: '', incoming: undefined, rows: [], waitingAbove: 0 }

/** The inbox's rows in the order in which they are drawn, and how many wait above them while somebody reads. */
export function useConversationList({ filter, selectedId, isHeld }: ConversationListOptions) {
  const query = useInfiniteQuery(
    api.conversations.list.infiniteOptions({
      input: (cursor: string | null) => ({ filter, cursor, limit: 60 }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const incoming = useMemo(() => query.data && onceEach(query.data.pages.flatMap(page => page.items)), [query.data])

  // What stands here now decides what may move next; it belongs to one filter, whose rows stay until the other's are there.
  const [arranged, setArranged] = useState<Arranged>({ ...NOT_YET, selectedId, isHeld })
  const filterKey = query.isPlaceholderData ? arranged.filterKey : JSON.stringify(filter)
  const isCurrent =
    arranged.filterKey === filterKey &&
    arranged.incoming === incoming &&
    arranged.selectedId === selectedId &&
    arranged.isHeld === isHeld
  if (!isCurrent) {
    const shown = arranged.filterKey === filterKey ? arranged.rows : NONE
    const next = arrangeList({ shown, incoming: incoming ?? NONE, selectedId, isHeld })
    setArranged({ filterKey, incoming, selectedId, isHeld, ...next })
  }

  // Back at the top, what was paged in further down is let go: every change asks again for all that is loaded.
  const queries = useQueryClient()
  const isDeep = !isHeld && (query.data?.pages.length ?? 0) > PAGES_AT_TOP
  useEffect(() => {
    if (!isDeep) return
    queries.setQueriesData<InfiniteData<unknown>>(
      { queryKey: api.conversations.list.key({ type: 'infinite', input: { filter } }) },
      data => data && { pages: data.pages.slice(0, PAGES_AT_TOP), pageParams: data.pageParams.slice(0, PAGES_AT_TOP) },
    )
  }, [queries, isDeep, filter])

  return { ...query, rows: incoming === undefined ? undefined : arranged.rows, waitingAbove: arranged.waitingAbove }
}

/** A conversation that moves up between two pages being asked for stands on both. */
function onceEach(rows: ConversationSummary[]): ConversationSummary[] {
  return [...new Map(rows.map(row => [row.id, row])).values()]
}
