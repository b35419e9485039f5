import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { Conversation, ConversationSummary } from '#shared/contract/conversations.ts'
import { api, rpc } from '../../rpc/api.ts'
import type { ShownMessage } from './shown-message.ts'

interface MarkReadOptions {
  readonly conversation: Conversation
  readonly newest: ShownMessage | null
  /** The newest message is in sight, of a window that somebody looks at. */
  readonly isSeen: boolean
}

/** Stepping through the list with J must not count as reading everything on the way. */
const DWELL_MS = 350

/** Tells the core up to where a person has read, once per newest message. */
export function useMarkRead({ conversation, newest, isSeen }: MarkReadOptions): void {
  const queries = useQueryClient()
  const { id, unreadCount } = conversation
  const upTo = newest?.id ?? null

  useEffect(() => {
    if (!isSeen || upTo === null || unreadCount === 0) return
    const timer = setTimeout(() => {
      // The badge goes at once; the core's own count follows with its event.
      queries.setQueryData<Conversation>(
        api.conversations.get.queryKey({ input: { id } }),
        before => before && { ...before, unreadCount: 0 },
      )
      queries.setQueriesData<InfiniteData<{ items: ConversationSummary[] }>>(
        { queryKey: api.conversations.list.key({ type: 'infinite' }) },
        data =>
          data && {
            ...data,
            pages: data.pages.map(page => ({
              ...page,
              items: page.items.map(item => (item.id === id ? { ...item, unreadCount: 0 } : item)),
            })),
          },
      )
      // Not telling is no loss: the next message seen tells it again, and the list shows what the core knows.
      rpc.conversations
        .markRead({ id, upTo })
        .catch(() => queries.invalidateQueries({ queryKey: api.conversations.key() }))
    }, DWELL_MS)
    return () => clearTimeout(timer)
  }, [queries, id, upTo, unreadCount, isSeen])
}
