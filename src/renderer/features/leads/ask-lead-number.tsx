import { useQuery } from '@tanstack/react-query'
import type { Lead } from '#shared/contract/leads.ts'
import { api } from '../../rpc/api.ts'
import { AskNumber } from '../conversations/ask-number.tsx'

/** The same for a lead: through the chat in which they wrote last. */
export function AskLeadNumber({ lead }: { readonly lead: Lead }) {
  const { data: chats = [] } = useQuery({
    ...api.conversations.ofLead.queryOptions({ input: { leadId: lead.id } }),
    enabled: lead.isNumberHidden,
  })
  const [latest] = chats
  if (!lead.isNumberHidden || latest === undefined) return null
  return <AskInChat id={latest.id} />
}

function AskInChat({ id }: { readonly id: Parameters<typeof AskNumber>[0]['conversation']['id'] }) {
  const { data: conversation } = useQuery(api.conversations.get.queryOptions({ input: { id } }))
  return conversation === undefined ? null : <AskNumber conversation={conversation} />
}
