import { z } from 'zod'
import { FilesSearch } from '../files/files-search.ts'

export const LEAD_TABS = ['all', 'chat', 'calls', 'notes', 'appointments', 'history', 'files'] as const
export type LeadTab = (typeof LEAD_TABS)[number]

/** What the middle of a lead's page shows, as it stands in the address. */
const LeadPageSearch = FilesSearch.extend({
  tab: z.enum(LEAD_TABS).exclude(['all']).optional().catch(undefined),
})
export type LeadPageSearch = z.infer<typeof LeadPageSearch>

export function parseLeadPageSearch(search: Record<string, unknown>): LeadPageSearch {
  const parsed = LeadPageSearch.parse(search)
  return Object.fromEntries(Object.entries(parsed).filter(([, value]) => value !== undefined && value !== ''))
}
