import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { AppEvent } from '#shared/contract/events.ts'
import type { LeadSort } from '#shared/contract/lead-filter.ts'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import { type LeadPages, type RenewalPlan, renewPages } from './renew-pages.ts'

/** In a storm the list is renewed about once in this time, however many leads it touches. */
const RENEW_MS = 600
/** A lead that comes from outside of what is loaded may stand anywhere in it: everything is asked for, but seldom. */
const EVERYTHING_MS = 3_000

interface LeadListWorld {
  readonly queries: QueryClient
  readonly queryKey: QueryKey
  readonly sort: LeadSort
  /** The other way round: what has just happened stands last. */
  readonly isReversed?: boolean
  /** Whether a search orders the list: then the newest lead stands on top. */
  readonly isSearching: boolean
  readonly ask: (cursor: string | null, limit: number) => Promise<{ items: LeadSummary[]; nextCursor: string | null }>
}

/** Keeps one loaded list of leads true, asking only for the pages that an event can have changed. */
export function createLeadListRenewal({
  queries,
  queryKey,
  sort,
  isReversed = false,
  isSearching,
  ask,
}: LeadListWorld) {
  const touched = new Set<LeadId>()
  let isTopTouched = false
  let isEverythingTouched = false
  let everythingAskedAt = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | null = null
  let isRenewing = false
  let isStopped = false

  const loaded = () => queries.getQueryData<InfiniteData<LeadPages[number], string | null>>(queryKey)
  const isLoaded = (id: LeadId) => loaded()?.pages.some(page => page.items.some(lead => lead.id === id)) === true
  const isAsking = () => queries.getQueryState(queryKey)?.fetchStatus === 'fetching'

  function changedBy(event: AppEvent): void {
    if (event.type === 'message.added') {
      touched.add(event.leadId)
      if (sort === 'last_contact' && !isSearching) {
        if (isReversed) isEverythingTouched = true
        else isTopTouched = true
      }
    } else if (event.type === 'lead.created') {
      touched.add(event.leadId)
      if (isSearching || (sort === 'created' && !isReversed)) isTopTouched = true
      else isEverythingTouched = true
    } else if (event.type === 'lead.changed') {
      touched.add(event.leadId)
      // A new name has another place among the names, as has a call among the calls.
      if (!isLoaded(event.leadId) || (sort !== 'created' && sort !== 'last_contact' && !isSearching))
        isEverythingTouched = true
    } else if (event.type === 'lead.deleted') touched.add(event.leadId)
    else return
    schedule()
  }

  function schedule(): void {
    if (!isStopped) timer ??= setTimeout(() => void renew(), RENEW_MS)
  }

  async function renew(): Promise<void> {
    timer = null
    // What is being asked for now would take the place of what is renewed meanwhile.
    if (isRenewing || isAsking()) return schedule()
    const data = loaded()
    const plan: RenewalPlan = { touched: new Set(touched), isTopTouched }
    const wantsEverything = isEverythingTouched && Date.now() - everythingAskedAt >= EVERYTHING_MS
    touched.clear()
    isTopTouched = false
    if (data === undefined) return
    isRenewing = true
    try {
      if (wantsEverything) {
        isEverythingTouched = false
        everythingAskedAt = Date.now()
        await queries.refetchQueries({ queryKey, exact: true, type: 'active' })
      } else {
        const renewed = await renewPages(data, plan, ask)
        if (isStopped) return
        if (loaded() === data && !isAsking()) queries.setQueryData(queryKey, renewed)
        else again(plan)
      }
    } catch {
      // The core could not be reached: whoever comes back to it asks for everything.
      again(plan)
    } finally {
      isRenewing = false
    }
    if (isEverythingTouched) schedule()
  }

  function again(plan: RenewalPlan): void {
    for (const id of plan.touched) touched.add(id)
    isTopTouched ||= plan.isTopTouched
    schedule()
  }

  return {
    changedBy,
    stop(): void {
      isStopped = true
      if (timer !== null) clearTimeout(timer)
      timer = null
    },
  }
}
