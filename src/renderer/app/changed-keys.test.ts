import { QueryClient, type QueryKey } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import type { AppEvent } from '#shared/contract/events.ts'
import { type ConversationId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { api } from '../rpc/api.ts'
import { keysChangedBy } from './changed-keys.ts'

const leadId = newId<LeadId>()
const conversationId = newId<ConversationId>()
const messageId = newId<MessageId>()
const otherConversationId = newId<ConversationId>()

const shown = {
  chats: api.conversations.list.queryKey({ input: {} }),
  counts: api.conversations.counts.queryKey(),
  chat: api.messages.list.queryKey({ input: { conversationId } }),
  otherChat: api.messages.list.queryKey({ input: { conversationId: otherConversationId } }),
  lead: api.leads.get.queryKey({ input: { id: leadId } }),
  stages: api.stages.list.queryKey(),
  numbers: api.channelAccounts.list.queryKey(),
} satisfies Record<string, QueryKey>

/** Which of the shown things a page would ask for again. */
async function staleAfter(event: AppEvent): Promise<readonly string[]> {
  const queries = new QueryClient()
  for (const queryKey of Object.values<QueryKey>(shown)) queries.setQueryData(queryKey, 'as it was')
  const changed = keysChangedBy(event)
  if (changed === 'everything') await queries.invalidateQueries()
  else for (const queryKey of changed) await queries.invalidateQueries({ queryKey })
  return Object.entries<QueryKey>(shown)
    .filter(([, queryKey]) => queries.getQueryState(queryKey)?.isInvalidated === true)
    .map(([name]) => name)
}

it('a new message renews its own chat, the lists and the lead, and no other chat', async () => {
  expect(await staleAfter({ type: 'message.added', leadId, conversationId, messageId })).toEqual([
    'chats',
    'counts',
    'chat',
    'lead',
  ])
})

it('a tick renews the chat and the list, but does not count again', async () => {
  expect(await staleAfter({ type: 'message.changed', leadId, conversationId, messageId })).toEqual(['chats', 'chat'])
})

it('a changed stage leaves everything else alone', async () => {
  expect(await staleAfter({ type: 'stages.changed' })).toEqual(['stages'])
})

it('typing renews nothing', async () => {
  expect(await staleAfter({ type: 'conversation.typing', leadId, conversationId, isTyping: true })).toEqual([])
})

it('an event of a newer core renews everything', async () => {
  const event = { type: 'appointment.changed' } as unknown as AppEvent
  expect(await staleAfter(event)).toEqual(Object.keys(shown))
})
