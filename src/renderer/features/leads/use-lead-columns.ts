import type { LeadColumn } from '#shared/contract/lead-views.ts'
import { usePreference } from '../notifications/use-preference.ts'
import { USUAL_COLUMNS } from './lead-columns.ts'
import type { LeadsSearch } from './leads-search.ts'

export interface ChosenColumns {
  readonly columns: readonly LeadColumn[]
  /** Nobody has chosen: as many as there is room for. */
  readonly isUsual: boolean
  /** They are those of the view that is open, not the person's. */
  readonly isOfView: boolean
  /** Null: back to the usual ones, or from a view's to one's own. */
  readonly choose: (columns: readonly LeadColumn[] | null) => void
}

/** The columns of the view that is open; where it has none of its own, those that this person has chosen. */
export function useLeadColumns(search: LeadsSearch, onChange: (changed: LeadsSearch) => void): ChosenColumns {
  const own = usePreference('leadColumns')
  const ofView = search.cols ?? null
  const chosen = ofView ?? own.value ?? null
  return {
    columns: chosen ?? USUAL_COLUMNS,
    isUsual: chosen === null,
    isOfView: ofView !== null,
    choose(columns) {
      if (ofView !== null) onChange({ cols: columns === null ? undefined : [...columns] })
      else own.save(columns === null ? null : [...columns])
    },
  }
}
