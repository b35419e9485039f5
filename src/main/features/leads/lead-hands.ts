import { recordInteraction } from './interactions.ts'
import { listIdsAt, listPlaces, readListed } from './lead-list.ts'
import { findLead, getLead, getVisibleLead, identitiesOf, updateLead } from './lead-queries.ts'
import { giveLead } from './ownership.ts'
import { findStage, moveLeadToStage } from './stage-moves.ts'

/** What other features do with leads inside transactions of their own; `app.ts` hands it over. */
export const leadHands = {
  findLead,
  getLead,
  getVisibleLead,
  updateLead,
  giveLead,
  findStage,
  moveLeadToStage,
  recordInteraction,
  listPlaces,
  listIdsAt,
  readListed,
  identitiesOf,
}
export type LeadHands = typeof leadHands
