import { type InfiniteData, keepPreviousData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo } from 'react'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { api, rpc } from '../../rpc/api.ts'
import { mergeMessages } from './shown-message.ts'
import { useOutgoing } from './staff-stores.ts'

const PAGE_SIZE = 60
/** Whoever reads further lets go of what is at the other end, and has it again on the way back: a chat of years must not pile up. */
const MOST_PAGES = 10

interface MessagePlace {
  readonly cursor: string | null
  readonly direction: 'older' | 'newer'
}
const START: MessagePlace = { cursor: null, direction: 'older' }

/**
 * A conversation's messages, oldest first, with those on their way: from its end, or a window of it around a message.
 * `fetchNextPage` goes further into the past, `fetchPreviousPage` towards now.
 */
export function useMessages(conversationId: ConversationId, aroundId: MessageId | null) {
  const queries = useQueryClient()
  const query = useInfiniteQuery(
    api.messages.list.infiniteOptions({
      input: (place: MessagePlace) => ({ conversationId, aroundId, ...place, limit: PAGE_SIZE }),
      initialPageParam: START,
      maxPages: MOST_PAGES,
      getNextPageParam: ({ nextCursor }): MessagePlace | null =>
        nextCursor === null ? null : { cursor: nextCursor, direction: 'older' },
      getPreviousPageParam: ({ newerCursor }): MessagePlace | null =>
        newerCursor === null ? null : { cursor: newerCursor, direction: 'newer' },
      // The messages stand until the window that was asked for is there.
      placeholderData: keepPreviousData,
      // A window is left for good: the next one is another.
      ...(aroundId === null ? {} : { gcTime: 0 }),
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
      const queryKey = api.messages.list.key({ type: 'infinite', input: { conversationId, aroundId: null } })
      const [[, kept] = []] = queries.getQueriesData<Pages>({ queryKey })
      if (kept !== undefined && !reachesEnd(kept)) queries.removeQueries({ queryKey })
      else
        queries.setQueriesData<Pages>(
          { queryKey },
          data => data && { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) },
        )
    },
    [queries, conversationId],
  )

  /** Has the end of the conversation ready again, where reading has let go of it. */
  const loadEnd = useCallback(async () => {
    const queryKey = api.messages.list.key({ type: 'infinite', input: { conversationId, aroundId: null } })
    const [[exactKey, kept] = []] = queries.getQueriesData<Pages>({ queryKey })
    if (exactKey === undefined || kept === undefined || reachesEnd(kept)) return
    const newest = await rpc.messages.list({ conversationId, aroundId: null, ...START, limit: PAGE_SIZE })
    queries.setQueryData<Pages>(exactKey, { pages: [newest], pageParams: [START] })
  }, [queries, conversationId])

  return { ...query, messages, loadEnd }
}

type Pages = InfiniteData<MessagePage, MessagePlace>
type MessagePage = Awaited<ReturnType<typeof rpc.messages.list>>

function reachesEnd({ pages }: Pages): boolean {
  return pages[0]?.newerCursor === null
}
