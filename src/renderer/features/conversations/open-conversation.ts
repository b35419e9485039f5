import { useEffect } from 'react'
import type { ConversationId } from '#shared/domain/ids.ts'

const open: ConversationId[] = []

/** Whether the window shows this chat, in the inbox or on the person's page: nobody need be told of what they are looking at. */
export function isConversationOpen(id: ConversationId): boolean {
  return open.includes(id)
}

export function useOpenConversation(id: ConversationId): void {
  useEffect(() => {
    open.push(id)
    return () => void open.splice(open.indexOf(id), 1)
  }, [id])
}
