import { useSyncExternalStore } from 'react'
import type { ConversationId } from '#shared/domain/ids.ts'

export type ComposerMode = 'message' | 'note'

/** In which conversations a note is being written; everywhere else it is a message. */
const noting = new Set<ConversationId>()
const listeners = new Set<() => void>()

/** The field is there with the next frame, and takes the focus: whoever changes over wants to write. */
export function setComposerMode(conversationId: ConversationId, mode: ComposerMode): void {
  if (mode === 'note') noting.add(conversationId)
  else noting.delete(conversationId)
  for (const listener of listeners) listener()
  requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-composer]')?.focus())
}

export function useComposerMode(conversationId: ConversationId): ComposerMode {
  return useSyncExternalStore(
    listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => (noting.has(conversationId) ? 'note' : 'message'),
  )
}
