import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type ConversationId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { api } from '../rpc/api.ts'
import { createInvalidator } from './invalidator.ts'

const SECOND = 1_000

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

/** A page that shows the list of chats, and how often it asked for it. */
async function showChats() {
  const queries = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } })
  const ask = vi.fn(() => ({ items: [], nextCursor: null }))
  const observer = new QueryObserver(queries, {
    queryKey: api.conversations.list.queryKey({ input: {} }),
    queryFn: ask,
  })
  const stop = observer.subscribe(() => {})
  await vi.advanceTimersByTimeAsync(1)
  ask.mockClear()
  return { queries, ask, stop }
}

function messageAdded() {
  const ids = { leadId: newId<LeadId>(), conversationId: newId<ConversationId>(), messageId: newId<MessageId>() }
  return { type: 'message.added', ...ids } as const
}

it('asks a few times per second in a storm, and once more after it', async () => {
  const { queries, ask, stop } = await showChats()
  const invalidator = createInvalidator(queries)
  for (let event = 0; event < 500; event += 1) {
    invalidator.changedBy(messageAdded())
    await vi.advanceTimersByTimeAsync(4)
  }
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(ask.mock.calls.length).toBeGreaterThanOrEqual(6)
  expect(ask.mock.calls.length).toBeLessThanOrEqual(8)
  stop()
})

it('leaves alone what an event does not touch, and asks for everything after a gap', async () => {
  const { queries, ask, stop } = await showChats()
  const invalidator = createInvalidator(queries)
  invalidator.changedBy({ type: 'stages.changed' })
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(ask).not.toHaveBeenCalled()
  invalidator.everything()
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(ask).toHaveBeenCalledOnce()
  stop()
})

it('asks for nothing any more once it is stopped', async () => {
  const { queries, ask, stop } = await showChats()
  const invalidator = createInvalidator(queries)
  invalidator.everything()
  invalidator.stop()
  await vi.advanceTimersByTimeAsync(SECOND)
  expect(ask).not.toHaveBeenCalled()
  stop()
})
