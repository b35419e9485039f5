import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useLayoutEffect, useMemo, useRef } from 'react'
import type { ConversationFilter, ConversationSummary } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { arrangeList } from './list-order.ts'

interface ConversationListOptions {
  readonly filter: ConversationFilter
  readonly selectedId: ConversationId | null
  readonly isHeld: boolean
}

const NONE: readonly ConversationSummary[] = []

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

  // What stood here a moment ago decides what may move now; it belongs to one filter.
  const filterKey = JSON.stringify(filter)
  const shown = useRef({ filterKey, rows: NONE })
  const arrangement = useMemo(
    () =>
      arrangeList({
        shown: shown.current.filterKey === filterKey ? shown.current.rows : NONE,
        incoming: incoming ?? NONE,
        selectedId,
        isHeld,
      }),
    [filterKey, incoming, selectedId, isHeld],
  )
  useLayoutEffect(() => {
    if (!query.isPlaceholderData) shown.current = { filterKey, rows: arrangement.rows }
  }, [filterKey, arrangement, query.isPlaceholderData])

  return {
    ...query,
    rows: incoming === undefined ? undefined : arrangement.rows,
    waitingAbove: arrangement.waitingAbove,
  }
}

/** A conversation that moves up between two pages being asked for stands on both. */
function onceEach(rows: ConversationSummary[]): ConversationSummary[] {
  return [...new Map(rows.map(row => [row.id, row])).values()]
}
