import { z } from 'zod'
import { type LeadFilter, LeadSort, LeadSource } from '#shared/contract/leads.ts'
import { StaffId, StageId } from '#shared/domain/ids.ts'
import { StageOutcome } from '#shared/domain/stage-outcome.ts'

/**
 * The filters of the lead list as they stand in the address, so that a reload, the way back and a bookmark keep them. What
 * cannot be read there filters nothing.
 */
const LeadsSearch = z.object({
  q: z.string().max(200).optional().catch(undefined),
  stage: StageId.optional().catch(undefined),
  outcome: StageOutcome.optional().catch(undefined),
  owner: z
    .union([StaffId, z.literal('nobody')])
    .optional()
    .catch(undefined),
  source: LeadSource.optional().catch(undefined),
  sort: LeadSort.exclude(['created']).optional().catch(undefined),
})
export type LeadsSearch = z.infer<typeof LeadsSearch>

export function parseLeadsSearch(search: Record<string, unknown>): LeadsSearch {
  return withoutEmpty(LeadsSearch.parse(search))
}

export function toLeadFilter({ q, stage, outcome, owner, source }: LeadsSearch): LeadFilter {
  return {
    search: q?.trim() ?? '',
    stageId: stage ?? null,
    outcome: outcome ?? null,
    ownerId: owner ?? null,
    source: source ?? null,
  }
}

export function isFiltering(search: LeadsSearch): boolean {
  const { sort: _, ...filters } = search
  return Object.keys(withoutEmpty(filters)).length > 0
}

/** Whether there is anything to keep: an order filters nothing, and is kept all the same. */
export function isSet(search: LeadsSearch): boolean {
  return Object.keys(withoutEmpty(search)).length > 0
}

/** An address without the filters that are not set. */
function withoutEmpty(search: LeadsSearch): LeadsSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined && value !== ''))
}
