import { useInfiniteQuery } from '@tanstack/react-query'
import type { TimelinePart } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

/** What happened with a lead, newest first, paged. */
export function useTimeline(leadId: LeadId, part: TimelinePart = 'all') {
  return useInfiniteQuery(
    api.leads.timeline.infiniteOptions({
      input: (cursor: string | null) => ({ leadId, part, cursor }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      select: data => data.pages.flatMap(page => page.items),
    }),
  )
}

/** What was said with a lead through whatever number, newest first, paged. */
export function useLeadMessages(leadId: LeadId, isWanted: boolean) {
  return useInfiniteQuery(
    api.messages.ofLead.infiniteOptions({
      input: (cursor: string | null) => ({ leadId, cursor }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      select: data => data.pages.flatMap(page => page.items),
      enabled: isWanted,
    }),
  )
}
