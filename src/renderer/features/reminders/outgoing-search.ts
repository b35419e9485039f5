import { z } from 'zod'
import { OutboxState } from '#shared/domain/outbox.ts'

export const OUTGOING_TABS = ['late', 'requests', 'inbound', 'outbox', 'upcoming', 'scheduled'] as const
export type OutgoingTab = (typeof OUTGOING_TABS)[number]

/** What the page of all that leaves shows, as it stands in the address: a notice leads to what it speaks of. */
const OutgoingSearch = z.object({
  tab: z.enum(OUTGOING_TABS).optional().catch(undefined),
  /** Of the outbox. */
  state: OutboxState.optional().catch(undefined),
})
export type OutgoingSearch = z.infer<typeof OutgoingSearch>

export function parseOutgoingSearch(search: Record<string, unknown>): OutgoingSearch {
  const { tab, state } = OutgoingSearch.parse(search)
  return { ...(tab !== undefined && { tab }), ...(state !== undefined && { state }) }
}
