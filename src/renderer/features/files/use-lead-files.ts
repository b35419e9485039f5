import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import type { FileFilter } from '#shared/contract/files.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

const PAGE = 60

/** The files of a lead that the filter leaves, newest first, paged. Another filter keeps the old ones until the new are there. */
export function useLeadFiles(leadId: LeadId, filter: FileFilter, limit = PAGE) {
  return useInfiniteQuery(
    api.files.ofLead.infiniteOptions({
      input: (cursor: string | null) => ({ leadId, filter, cursor, limit }),
      initialPageParam: null,
      getNextPageParam: page => page.nextCursor,
      placeholderData: keepPreviousData,
      select: data => data.pages.flatMap(page => page.items),
    }),
  )
}

export function useFileCounts(leadId: LeadId) {
  return useQuery(api.files.counts.queryOptions({ input: { leadId } }))
}
