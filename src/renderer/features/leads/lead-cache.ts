import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query'
import type { Conversation, ConversationSummary } from '#shared/contract/conversations.ts'
import type { Lead, LeadSummary } from '#shared/contract/leads.ts'
import type { LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

/** What can be changed about a lead before the core has answered. */
export interface LeadChange {
  stageId?: StageId
  ownerId?: StaffId | null
}

interface PageOf<Item> {
  items: Item[]
  nextCursor: string | null
}

type Snapshot = [QueryKey, unknown][]

/**
 * Shows a change of a lead everywhere at once: on its card, in the lead list, in the inbox and in its open conversation.
 * Gives back what stood there, for `restoreLeads` when the core refuses.
 */
export async function changeLeadEverywhere(
  queries: QueryClient,
  leadId: LeadId,
  change: LeadChange,
): Promise<Snapshot> {
  const keys = [api.leads.get.key(), api.leads.list.key(), api.conversations.get.key(), api.conversations.list.key()]
  await Promise.all(keys.map(queryKey => queries.cancelQueries({ queryKey })))
  const before = keys.flatMap(queryKey => queries.getQueriesData({ queryKey }))

  queries.setQueriesData<Lead>({ queryKey: api.leads.get.key() }, lead =>
    lead?.id === leadId ? { ...lead, ...change } : lead,
  )
  queries.setQueriesData<InfiniteData<PageOf<LeadSummary>>>({ queryKey: api.leads.list.key() }, data =>
    changeItems(data, lead => (lead.id === leadId ? { ...lead, ...change } : lead)),
  )
  queries.setQueriesData<Conversation>({ queryKey: api.conversations.get.key() }, conversation =>
    conversation?.leadId === leadId ? { ...conversation, ...change } : conversation,
  )
  queries.setQueriesData<InfiniteData<PageOf<ConversationSummary>>>({ queryKey: api.conversations.list.key() }, data =>
    changeItems(data, conversation => (conversation.leadId === leadId ? { ...conversation, ...change } : conversation)),
  )
  return before
}

export function restoreLeads(queries: QueryClient, before: Snapshot): void {
  for (const [key, value] of before) queries.setQueryData(key, value)
}

/** Only what changes gets a new identity, so that a list draws one row again and not all of them. */
function changeItems<Item>(
  data: InfiniteData<PageOf<Item>> | undefined,
  change: (item: Item) => Item,
): InfiniteData<PageOf<Item>> | undefined {
  // A search of the palette keeps single pages under the same procedure.
  if (data === undefined || !('pages' in data)) return data
  return {
    ...data,
    pages: data.pages.map(page => {
      const items = page.items.map(change)
      return items.some((item, index) => item !== page.items[index]) ? { ...page, items } : page
    }),
  }
}
