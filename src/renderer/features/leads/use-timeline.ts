import { useInfiniteQuery } from '@tanstack/react-query'
import type { LeadId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

/** What happened with a lead, newest first, paged. */
export function useTimeline(leadId: LeadId) {
  return useInfiniteQuery(
    api.leads.timeline.infiniteOptions({
      input: (cursor: string | null) => ({ leadId, cursor }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      select: data => data.pages.flatMap(page => page.items),
    }),
  )
}
