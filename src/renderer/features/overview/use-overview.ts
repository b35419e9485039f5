import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { AppEvent } from '#shared/contract/events.ts'
import { api } from '../../rpc/api.ts'
import { subscribeToAppEvents } from '../../rpc/app-events.ts'
import { type OverviewSearch, USUAL_PERIOD } from './overview-search.ts'

/** Figures over a whole period are worked out anew about once in this time, however much happens. */
const RENEW_MS = 5_000

const CHANGES: ReadonlySet<AppEvent['type']> = new Set([
  'lead.created',
  'lead.changed',
  'lead.deleted',
  'leads.changed',
  'appointments.changed',
  'imports.changed',
])

/** The figures that the address asks for. Others keep the old ones on screen until they are there. */
export function useOverview({ period = USUAL_PERIOD, owner }: OverviewSearch) {
  const queries = useQueryClient()
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null
    const stopListening = subscribeToAppEvents(({ type }) => {
      if (!CHANGES.has(type)) return
      timer ??= setTimeout(() => {
        timer = null
        void queries.invalidateQueries({ queryKey: api.overview.key() })
      }, RENEW_MS)
    })
    return () => {
      stopListening()
      if (timer !== null) clearTimeout(timer)
    }
  }, [queries])
  return useQuery(
    api.overview.report.queryOptions({
      input: { period, ownerId: owner ?? null },
      placeholderData: keepPreviousData,
      // What happened while another page was open.
      staleTime: 0,
    }),
  )
}
