import { z } from 'zod'
import { StageId } from '../domain/ids.ts'
import { LeadFilter } from './lead-filter.ts'
import { ownLeads } from './procedure.ts'

export const StageCount = z.object({ stageId: StageId, leads: z.number() })
export type StageCount = z.infer<typeof StageCount>

export const leadBoard = {
  /** How many stand in each stage, to the last one; a stage with nobody in it is left out. Owners as a list has them. */
  counts: ownLeads.input(z.object({ owners: LeadFilter.shape.owners })).output(z.array(StageCount)),
}
