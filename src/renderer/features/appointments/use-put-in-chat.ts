import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ConversationId, LeadId } from '#shared/domain/ids.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { api, rpc } from '../../rpc/api.ts'
import { useAddToDraft } from '../conversations/staff-stores.ts'

/** Puts a text into the message field of the patient's chat, where it is read once more before it is sent. */
export function usePutInChat(leadId: LeadId | null) {
  const { t } = useTranslation('appointments')
  const navigate = useNavigate()
  const addToDraft = useAddToDraft()
  const { data: chats } = useQuery({
    ...api.conversations.ofLead.queryOptions({ input: { leadId: leadId ?? ('' as LeadId) } }),
    enabled: leadId !== null,
  })
  const { data: accounts = [] } = useQuery(api.channelAccounts.list.queryOptions())
  const linked = accounts.find(({ phoneNumber }) => phoneNumber !== null)
  const newest = chats?.[0]

  const putting = useMutation({
    async mutationFn({ text, conversationId }: { text: string; conversationId?: ConversationId | null }) {
      const id = conversationId ?? newest?.id ?? (await begin())
      addToDraft(id, text)
      await navigate({ to: '/inbox/$conversationId', params: { conversationId: id } })
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus())
    },
  })

  async function begin(): Promise<ConversationId> {
    if (leadId === null || linked === undefined) throw new Error('no number is linked')
    const { id } = await rpc.conversations.openForLead({ leadId, channelAccountId: linked.id })
    return id
  }

  const hasWay = newest !== undefined || linked !== undefined
  return { putting, obstacle: chats !== undefined && !hasWay ? t('noChat') : null }
}
