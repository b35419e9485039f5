import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo } from 'react'
import type { ConversationId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'
import { mergeMessages } from './shown-message.ts'
import { useOutgoing } from './staff-stores.ts'

const PAGE_SIZE = 60

/** A conversation's messages, oldest first, with those on their way. `fetchNextPage` goes further into the past. */
export function useMessages(conversationId: ConversationId) {
  const queries = useQueryClient()
  const query = useInfiniteQuery(
    api.messages.list.infiniteOptions({
      input: (cursor: string | null) => ({ conversationId, cursor, limit: PAGE_SIZE }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
    }),
  )
  const outgoing = useOutgoing(conversationId)
  const messages = useMemo(
    () =>
      query.data &&
      mergeMessages(
        query.data.pages.flatMap(page => page.items),
        outgoing,
      ),
    [query.data, outgoing],
  )

  // Opened again it starts at its end: what was paged in for reading is let go, and need not be asked for again.
  useEffect(
    () => () => {
      queries.setQueriesData<InfiniteData<unknown>>(
        { queryKey: api.messages.list.key({ type: 'infinite', input: { conversationId } }) },
        data => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
      )
    },
    [queries, conversationId],
  )
  return { ...query, messages }
}
