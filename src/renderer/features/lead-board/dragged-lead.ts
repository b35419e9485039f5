import type { LeadSummary } from '#shared/contract/leads.ts'

const LEAD = Symbol('lead')

/** What a card carries while it is dragged. Nothing from another window can pretend to be one. */
export const asDragged = (lead: LeadSummary): Record<symbol, unknown> => ({ [LEAD]: lead })

export function draggedLead(carried: Record<string | symbol, unknown>): LeadSummary | null {
  return (carried[LEAD] as LeadSummary | undefined) ?? null
}
