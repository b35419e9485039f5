import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, skipToken, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

interface FindOptions {
  readonly conversationId: ConversationId
  readonly question: string
  readonly onSeek: (id: MessageId) => void
}

const TYPING_PAUSE_MS = 150
/** How near to the last one found more are asked for. */
const AHEAD = 5

/** What is found in a chat, the newest first, and which of it is looked at. */
export function useFind({ conversationId, question, onSeek }: FindOptions) {
  const [asked] = useDebouncedValue(question.trim(), TYPING_PAUSE_MS)
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage, isPlaceholderData } = useInfiniteQuery(
    api.messages.search.infiniteOptions({
      input:
        asked === '' ? skipToken : (cursor: string | null) => ({ conversationId, query: asked, cursor, limit: 100 }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      placeholderData: keepPreviousData,
    }),
  )
  const found = useMemo(
    () => (asked === '' ? [] : (data?.pages.flatMap(page => page.items.map(({ id }) => id)) ?? [])),
    [asked, data],
  )
  // Who stepped to a message stays at it while a longer question still finds it; otherwise at the newest.
  const [steppedTo, setSteppedTo] = useState<MessageId | null>(null)
  const place = Math.max(
    0,
    found.findIndex(id => id === steppedTo),
  )

  // What was found first is gone to at once.
  const first = isPlaceholderData ? undefined : found[0]
  useEffect(() => {
    if (first !== undefined && place === 0) onSeek(first)
  }, [first, place, onSeek])

  function step(by: 1 | -1) {
    if (found.length === 0) return
    const next = hasNextPage
      ? Math.min(found.length - 1, Math.max(0, place + by))
      : (place + by + found.length) % found.length
    const id = found[next]
    if (id === undefined) return
    setSteppedTo(id)
    onSeek(id)
    if (hasNextPage && !isFetchingNextPage && next >= found.length - AHEAD) void fetchNextPage()
  }

  return { place, count: found.length, hasMore: hasNextPage, isAsked: asked !== '' && data !== undefined, step }
}
