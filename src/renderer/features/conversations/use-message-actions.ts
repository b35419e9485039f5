import { type InfiniteData, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Message } from '#shared/contract/conversations.ts'
import type { ConversationId } from '#shared/domain/ids.ts'
import { api, rpc } from '../../rpc/api.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { returnToTray } from './attachment-tray.ts'
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
    onSuccess: ({ file }, message) => {
      if (file !== null) returnToTray(conversationId, file)
      const returned = { id: message.id, text: message.body, quotedId: message.quoted?.id ?? null }
      // It was taken back on purpose: sent again it is a new message.
      setDraft({ ...withReturnedText(draft, returned), resendId: null })
    },
    onSettled: askAgain,
  })
  // The star is there at once; what the core says follows with its event.
  const starring = useMutation({
    mutationFn: ({ id, starredAt }: ShownMessage) => rpc.messages.star({ id, isStarred: starredAt === null }),
    onMutate: ({ id, starredAt }) =>
      queries.setQueriesData<InfiniteData<{ items: Message[] }>>(
        { queryKey: api.messages.list.key({ type: 'infinite', input: { conversationId } }) },
        data =>
          data && {
            ...data,
            pages: data.pages.map(page => ({
              ...page,
              items: page.items.map(item =>
                item.id === id ? { ...item, starredAt: starredAt === null ? coreNow() : null } : item,
              ),
            })),
          },
      ),
    onSettled: askAgain,
  })
  return { star: starring.mutate, retry: retrying.mutate, takeBack: takingBack.mutate }
}
