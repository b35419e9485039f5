import { useEffect } from 'react'
import type { Interaction } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { useTimeline } from '../leads/use-timeline.ts'

const NONE: readonly Interaction[] = []

/**
 * The notes on a lead, newest first, as far back as the loaded messages go: `since` is the oldest one's time, null where the
 * conversation begins. They are those of the lead's timeline: written, changed and taken away here or there, they are one.
 */
export function useNotes(leadId: LeadId, since: number | null): readonly Interaction[] {
  const { data = NONE, hasNextPage, isFetching, isError, fetchNextPage } = useTimeline(leadId, 'notes')
  const oldest = data.at(-1)
  const reaches = !hasNextPage || (oldest !== undefined && since !== null && oldest.happenedAt < since)
  useEffect(() => {
    if (!reaches && !isFetching && !isError) void fetchNextPage()
  }, [reaches, isFetching, isError, fetchNextPage])
  return data
}
