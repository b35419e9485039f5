import { useSyncExternalStore } from 'react'
import type { ConversationId } from '#shared/domain/ids.ts'
import { subscribeToAppEvents } from '../../rpc/app-events.ts'
import { createTypingStore } from './typing-store.ts'

const store = createTypingStore()
subscribeToAppEvents(store.receive)

export function useIsTyping(conversationId: ConversationId): boolean {
  return useSyncExternalStore(store.subscribe, () => store.isTyping(conversationId))
}
