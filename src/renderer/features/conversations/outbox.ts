import { z } from 'zod'
import type { Message } from '#shared/contract/conversations.ts'
import type { ConversationId, MessageId } from '#shared/domain/ids.ts'
import { OutgoingMessage } from './shown-message.ts'

/** What became of one attempt. `unreachable` says nothing about the outcome: the same id is tried again. */
export type SendingOutcome =
  | { kind: 'stored'; message: Message }
  | { kind: 'unreachable' }
  | { kind: 'refused'; problem: unknown }

interface OutboxWorld {
  storage: Storage
  storageKey: string
  send: (message: OutgoingMessage) => Promise<SendingOutcome>
  /** Resolves when the core can be asked again. */
  untilReachable: () => Promise<void>
  /** Called before the row leaves the outbox, so that it is never missing in between. */
  onStored: (message: Message) => void
  /** The text goes back to the composer. */
  onRefused: (message: OutgoingMessage, problem: unknown) => void
}

/**
 * Messages between the composer and the core. Each keeps its id until the core has stored it, through lost connections and
 * reloads of the page; storing the same id twice changes nothing, so nothing is lost and nothing is doubled.
 */
export interface Outbox {
  add: (message: OutgoingMessage) => void
  of: (conversationId: ConversationId) => readonly OutgoingMessage[]
  subscribe: (listener: () => void) => () => void
}

const NOTHING: readonly OutgoingMessage[] = []

export function createOutbox({ storage, storageKey, send, untilReachable, onStored, onRefused }: OutboxWorld): Outbox {
  let messages: readonly OutgoingMessage[] = restore(storage.getItem(storageKey))
  let byConversation = groupByConversation(messages)
  const busy = new Set<ConversationId>()
  const listeners = new Set<() => void>()

  function change(next: readonly OutgoingMessage[]): void {
    messages = next
    byConversation = groupByConversation(next)
    try {
      if (next.length === 0) storage.removeItem(storageKey)
      else storage.setItem(storageKey, JSON.stringify(next))
    } catch {
      // Full or forbidden: what is on its way is still in memory.
    }
    for (const listener of listeners) listener()
  }

  function remove(id: MessageId): void {
    change(messages.filter(message => message.id !== id))
  }

  /** One after the other within a conversation: they arrive in the order they were written. */
  async function work(conversationId: ConversationId): Promise<void> {
    if (busy.has(conversationId)) return
    busy.add(conversationId)
    for (let message = next(conversationId); message !== undefined; message = next(conversationId)) {
      const outcome = await send(message)
      if (outcome.kind === 'unreachable') {
        await untilReachable()
        continue
      }
      if (outcome.kind === 'stored') onStored(outcome.message)
      else onRefused(message, outcome.problem)
      remove(message.id)
    }
    busy.delete(conversationId)
  }

  function next(conversationId: ConversationId): OutgoingMessage | undefined {
    return byConversation.get(conversationId)?.[0]
  }

  for (const conversationId of byConversation.keys()) void work(conversationId)

  return {
    add(message) {
      change([...messages, message])
      void work(message.conversationId)
    },
    of: conversationId => byConversation.get(conversationId) ?? NOTHING,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function groupByConversation(messages: readonly OutgoingMessage[]): Map<ConversationId, readonly OutgoingMessage[]> {
  return Map.groupBy(messages, message => message.conversationId)
}

/** What the page wrote before a reload. Damaged storage is as good as none. */
function restore(json: string | null): readonly OutgoingMessage[] {
  try {
    return z.array(OutgoingMessage).parse(JSON.parse(json ?? '[]'))
  } catch {
    return NOTHING
  }
}
