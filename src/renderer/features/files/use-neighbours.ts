import { skipToken, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type AttachmentSummary, FileFilter } from '#shared/contract/files.ts'
import { api } from '../../rpc/api.ts'
import { isPreviewable } from './previewable.ts'

/** What one leafs through: everything else is opened by itself. */
const PICTURES = FileFilter.parse({ kinds: ['image', 'video'] })
const AT_ONCE = 100

/** The pictures and films of the same person before and after one of them, by time; undefined where there are none. */
export function useNeighbours(file: AttachmentSummary) {
  const isOne = file.kind === 'image' || file.kind === 'video'
  const { data: leadId } = useQuery(
    api.files.get.queryOptions({ input: isOne ? { id: file.id } : skipToken, select: one => one.leadId }),
  )
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    api.files.ofLead.infiniteOptions({
      input:
        leadId === undefined
          ? skipToken
          : (cursor: string | null) => ({ leadId, filter: PICTURES, cursor, limit: AT_ONCE }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      select: pages => pages.pages.flatMap(page => page.items.filter(isPreviewable)),
    }),
  )
  const all = data ?? []
  const at = isOne ? all.findIndex(({ id }) => id === file.id) : -1
  // Newest first. The end of what is loaded may not be the end.
  const isNearEnd = isOne && (at === -1 || at >= all.length - 2)
  useEffect(() => {
    if (isNearEnd && hasNextPage && !isFetchingNextPage) void fetchNextPage()
  }, [isNearEnd, hasNextPage, isFetchingNextPage, fetchNextPage])
  return { older: at === -1 ? undefined : all[at + 1], newer: at === -1 ? undefined : all[at - 1] }
}
