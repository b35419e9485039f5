import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { ConversationId } from '#shared/domain/ids.ts'
import { api, rpc } from '../../rpc/api.ts'
import { withReturnedText } from './drafts.ts'
import type { ShownMessage } from './shown-message.ts'
import { useDraft } from './staff-stores.ts'

/** What can be done about a message that has not gone out: try again, or take it back into the composer. */
export function useMessageActions(conversationId: ConversationId) {
  const queries = useQueryClient()
  const [draft, setDraft] = useDraft(conversationId)
  const askAgain = () => queries.invalidateQueries({ queryKey: api.messages.list.key({ input: { conversationId } }) })

  const retrying = useMutation({
    mutationFn: (message: ShownMessage) => rpc.messages.retry({ id: message.id }),
    onSettled: askAgain,
  })
  const takingBack = useMutation({
    mutationFn: (message: ShownMessage) => rpc.messages.cancel({ id: message.id }),
    onSuccess: (_nothing, message) => {
      const returned = { id: message.id, text: message.body, quotedId: message.quoted?.id ?? null }
      // It was taken back on purpose: sent again it is a new message.
      setDraft({ ...withReturnedText(draft, returned), resendId: null })
    },
    onSettled: askAgain,
  })
  return { retry: retrying.mutate, takeBack: takingBack.mutate }
}
