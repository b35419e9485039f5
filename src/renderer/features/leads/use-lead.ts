import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { LeadId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

/** One lead. While the next one is asked for, the card keeps what it shows, and says by `isPlaceholderData` that it is another's. */
export function useLead(id: LeadId) {
  return useQuery(api.leads.get.queryOptions({ input: { id }, placeholderData: keepPreviousData }))
}
