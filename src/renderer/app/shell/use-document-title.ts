import { useDocumentTitle } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../rpc/api.ts'
import { useHandshake } from '../../rpc/use-connection.ts'

/** "(3) Santral · Ege Turizm": the taskbar tells how many chats wait. */
export function useUnreadInTitle(): void {
  const { officeName, isLocked } = useHandshake()
  const { data: counts } = useQuery(api.conversations.counts.queryOptions({ enabled: !isLocked }))
  const unread = counts?.unreadConversations ?? 0
  useDocumentTitle(`${unread > 0 ? `(${unread}) ` : ''}Santral${officeName ? ` · ${officeName}` : ''}`)
}
