import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { LogFilter, LogLine } from '#shared/contract/logs.ts'
import { api } from '../../rpc/api.ts'

/** How often a log that is followed is asked what is new. */
const FOLLOW_MS = 2_000

/** The lines to be shown: page by page, or only the newest ones, again and again. */
export function useLog(filter: LogFilter, isFollowed: boolean) {
  const pages = useInfiniteQuery(
    api.logs.list.infiniteOptions({
      input: (cursor: string | null) => ({ ...filter, cursor }),
      initialPageParam: null,
      getNextPageParam: last => last.nextCursor,
      placeholderData: keepPreviousData,
      enabled: !isFollowed,
      staleTime: 0,
    }),
  )
  const newest = useQuery(
    api.logs.list.queryOptions({
      input: filter,
      placeholderData: keepPreviousData,
      enabled: isFollowed,
      refetchInterval: FOLLOW_MS,
      staleTime: 0,
    }),
  )
  const read = isFollowed ? (newest.data ? [newest.data] : []) : (pages.data?.pages ?? [])
  const lines: LogLine[] = read.flatMap(page => page.items)
  const shown = isFollowed ? newest : pages
  return {
    lines,
    reachedAt: read.at(-1)?.reachedAt ?? null,
    isPending: shown.isPending,
    error: shown.error,
    again: () => void shown.refetch(),
    hasOlder: !isFollowed && pages.hasNextPage,
    isLoadingOlder: pages.isFetchingNextPage,
    loadOlder: () => void pages.fetchNextPage(),
  }
}
