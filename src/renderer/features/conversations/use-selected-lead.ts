import { skipToken, useQuery } from '@tanstack/react-query'
import type { ConversationSummary } from '#shared/contract/conversations.ts'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { api } from '../../rpc/api.ts'

/** Whom the open conversation is with: known from the list at once, or asked for when it is not in the list. */
export function useSelectedLead(
  conversationId: ConversationId | null,
  rows: readonly ConversationSummary[] | undefined,
): LeadId | null {
  const { data } = useQuery(
    api.conversations.get.queryOptions({ input: conversationId === null ? skipToken : { id: conversationId } }),
  )
  if (conversationId === null) return null
  return data?.leadId ?? rows?.find(row => row.id === conversationId)?.leadId ?? null
}
