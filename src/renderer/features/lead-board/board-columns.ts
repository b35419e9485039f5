import type { LeadSummary } from '#shared/contract/leads.ts'
import type { Stage } from '#shared/contract/stages.ts'
import type { LeadId, StageId } from '#shared/domain/ids.ts'
import { type LeadsSearch, toLeadFilter } from '../leads/leads-search.ts'

/** The columns that a filter leaves, in the order of the pipeline. */
export function columnsOf(stages: readonly Stage[], { stage, outcome }: LeadsSearch): Stage[] {
  return stages.filter(
    ({ id, outcome: means }) =>
      (stage === undefined || stage.includes(id)) && (outcome === undefined || outcome.includes(means)),
  )
}

/** What one column asks for: the list, of its stage alone. */
export function searchOfColumn(search: LeadsSearch, stageId: StageId): LeadsSearch {
  return { ...search, stage: [stageId], outcome: undefined }
}

/** Nothing is asked for but owners and stages: then the kept counts are exact, and nothing has to be counted. */
export function isCountKept(search: LeadsSearch): boolean {
  const { owners: _owners, stageIds: _stages, outcomes: _outcomes, ...rest } = toLeadFilter(search)
  return Object.values(rest).every(
    value => value === null || value === false || value === '' || (Array.isArray(value) && value.length === 0),
  )
}

/**
 * The cards of a column: whoever was put here just now on top, so that nobody has to look for them, and then the list without
 * whoever is on the way to another column.
 */
export function cardsOf(
  stageId: StageId,
  listed: readonly LeadSummary[],
  moved: ReadonlyMap<LeadId, LeadSummary>,
): LeadSummary[] {
  const here = [...moved.values()].filter(lead => lead.stageId === stageId).toReversed()
  return [...here, ...listed.filter(lead => lead.stageId === stageId && !moved.has(lead.id))]
}

/** The card beside, in the next column that has any; null where there is none. */
export function cardBeside(
  columns: readonly (readonly LeadSummary[])[],
  { column, row }: { column: number; row: number },
  by: -1 | 1,
): LeadSummary | null {
  for (let at = column + by; at >= 0 && at < columns.length; at += by) {
    const cards = columns[at] ?? []
    const card = cards[Math.min(row, cards.length - 1)]
    if (card !== undefined) return card
  }
  return null
}
