import { useCallback, useMemo, useState } from 'react'
import type { LeadSelection } from '#shared/contract/bulk-actions.ts'
import type { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId } from '#shared/domain/ids.ts'

interface Picked {
  /** Under which filter they were picked: another one begins anew. */
  readonly filterKey: string
  readonly ids: ReadonlySet<LeadId>
  /** Everybody whom the filter finds, also those that are not on the page yet. */
  readonly isAll: boolean
  /** From where a range begins. */
  readonly anchor: LeadId | null
}

/** As many as one action takes by their ids; more are picked by their filter. */
const MOST_BY_ID = 2_000

export interface LeadPicks {
  readonly count: number
  readonly isAll: boolean
  has(id: LeadId): boolean
  /** With `isRange` all from the one that was picked last up to this one. */
  toggle(id: LeadId, isRange?: boolean): void
  pickShown(): void
  pickAll(): void
  clear(): void
  selection(): LeadSelection
}

/** Which leads of a list are picked. */
export function useLeadSelection(filter: LeadFilter, leads: readonly LeadSummary[]): LeadPicks {
  const filterKey = JSON.stringify(filter)
  const nothing = useMemo<Picked>(() => ({ filterKey, ids: new Set(), isAll: false, anchor: null }), [filterKey])
  const [kept, setKept] = useState(nothing)
  const picked = kept.filterKey === filterKey ? kept : nothing

  const toggle = useCallback(
    (id: LeadId, isRange = false) => {
      const places = leads.map(lead => lead.id)
      const ids = new Set(picked.isAll ? places : picked.ids)
      const [from, to] = [places.indexOf(picked.anchor ?? id), places.indexOf(id)]
      if (isRange && from >= 0 && to >= 0) {
        for (const one of places.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(one)
      } else if (!ids.delete(id)) ids.add(id)
      setKept({ filterKey, ids, isAll: false, anchor: id })
    },
    [filterKey, leads, picked],
  )

  return {
    count: picked.ids.size,
    isAll: picked.isAll,
    has: id => picked.isAll || picked.ids.has(id),
    toggle,
    pickShown: () => {
      const ids = leads.slice(0, MOST_BY_ID).map(({ id }) => id)
      setKept({ filterKey, ids: new Set(ids), isAll: false, anchor: null })
    },
    pickAll: () => setKept({ filterKey, ids: new Set(), isAll: true, anchor: null }),
    clear: () => setKept(nothing),
    selection: () => (picked.isAll ? { kind: 'filter', filter } : { kind: 'leads', leadIds: [...picked.ids] }),
  }
}
