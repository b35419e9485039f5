import type { AppEvent } from '#shared/contract/events.ts'
import type { ConversationId } from '#shared/domain/ids.ts'

/** WhatsApp repeats "is typing" every few seconds and sometimes never says that it stopped. */
const FORGET_AFTER_MS = 12_000

export interface TypingStore {
  receive: (event: AppEvent) => void
  isTyping: (conversationId: ConversationId) => boolean
  subscribe: (listener: () => void) => () => void
}

export function createTypingStore(): TypingStore {
  const forgetting = new Map<ConversationId, ReturnType<typeof setTimeout>>()
  const listeners = new Set<() => void>()

  function forget(conversationId: ConversationId): void {
    const timer = forgetting.get(conversationId)
    if (timer === undefined) return
    clearTimeout(timer)
    forgetting.delete(conversationId)
    for (const listener of listeners) listener()
  }

  return {
    receive(event) {
      if (event.type === 'message.added') forget(event.conversationId)
      if (event.type !== 'conversation.typing') return
      const { conversationId, isTyping } = event
      if (!isTyping) {
        forget(conversationId)
        return
      }
      const wasTyping = forgetting.has(conversationId)
      clearTimeout(forgetting.get(conversationId))
      forgetting.set(
        conversationId,
        setTimeout(() => forget(conversationId), FORGET_AFTER_MS),
      )
      if (!wasTyping) for (const listener of listeners) listener()
    },
    isTyping: conversationId => forgetting.has(conversationId),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
