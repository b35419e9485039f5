import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ConversationId, LeadId, MessageId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { createTypingStore } from './typing-store.ts'

const about = { leadId: newId<LeadId>(), conversationId: newId<ConversationId>() }

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function typingStore() {
  const store = createTypingStore()
  const changes = vi.fn()
  store.subscribe(changes)
  const say = (isTyping: boolean) => store.receive({ type: 'conversation.typing', ...about, isTyping })
  return { store, changes, say }
}

describe('who is typing', () => {
  it('is known until they stop', () => {
    const { store, changes, say } = typingStore()
    say(true)
    expect(store.isTyping(about.conversationId)).toBe(true)
    say(false)
    expect(store.isTyping(about.conversationId)).toBe(false)
    expect(changes).toHaveBeenCalledTimes(2)
  })

  it('is forgotten when nobody says that they stopped, counted from the last time they were heard', () => {
    const { store, say } = typingStore()
    say(true)
    vi.advanceTimersByTime(11_000)
    say(true)
    vi.advanceTimersByTime(11_000)
    expect(store.isTyping(about.conversationId)).toBe(true)
    vi.advanceTimersByTime(1_000)
    expect(store.isTyping(about.conversationId)).toBe(false)
  })

  it('ends with their message', () => {
    const { store, say } = typingStore()
    say(true)
    store.receive({ type: 'message.added', ...about, messageId: newId<MessageId>() })
    expect(store.isTyping(about.conversationId)).toBe(false)
  })
})
