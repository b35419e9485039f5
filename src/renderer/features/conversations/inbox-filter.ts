import { z } from 'zod'
import type { ConversationFilter } from '#shared/contract/conversations.ts'
import { ChannelAccountId, MessageId } from '#shared/domain/ids.ts'

export const INBOX_VIEWS = ['all', 'unread', 'waiting', 'mine', 'unassigned', 'starred', 'archived'] as const
export type InboxView = (typeof INBOX_VIEWS)[number]

/** What the inbox shows, as it stands in the address and as this PC remembers it. What cannot be read shows everything. */
export const InboxFilter = z.object({
  view: z.enum(INBOX_VIEWS).catch('all').default('all'),
  accountId: ChannelAccountId.nullable().catch(null).default(null),
  search: z.string().max(200).catch('').default(''),
})
export type InboxFilter = z.infer<typeof InboxFilter>

export const SHOW_ALL: InboxFilter = { view: 'all', accountId: null, search: '' }

const InboxSearch = z.object({
  view: z.enum(INBOX_VIEWS).exclude(['all']).optional().catch(undefined),
  number: ChannelAccountId.optional().catch(undefined),
  find: z.string().min(1).max(200).optional().catch(undefined),
  /** The message to go to; taken out of the address on arrival. */
  message: MessageId.optional().catch(undefined),
})
type InboxSearch = z.infer<typeof InboxSearch>

/** The parts of the address that stay while one goes from chat to chat. */
export const KEPT_IN_ADDRESS = ['view', 'number', 'find'] as const

export function parseInboxSearch(search: Record<string, unknown>): InboxSearch {
  const read = InboxSearch.parse(search)
  return Object.fromEntries(Object.entries(read).filter(([, value]) => value !== undefined))
}

export function fromAddress({ view, number, find }: InboxSearch): InboxFilter {
  return { view: view ?? 'all', accountId: number ?? null, search: find ?? '' }
}

export function toAddress({ view, accountId, search }: InboxFilter): AddressOfFilter {
  return {
    view: view === 'all' ? undefined : view,
    number: accountId ?? undefined,
    find: search === '' ? undefined : search,
  }
}
interface AddressOfFilter {
  view: InboxSearch['view']
  number: InboxSearch['number']
  find: InboxSearch['find']
}

export function isShowingAll(filter: InboxFilter): boolean {
  return filter.view === 'all' && filter.accountId === null && filter.search.trim() === ''
}

export function toConversationFilter({ view, accountId, search }: InboxFilter): ConversationFilter {
  return {
    unread: view === 'unread',
    mine: view === 'mine',
    unassigned: view === 'unassigned',
    waiting: view === 'waiting',
    archived: view === 'archived',
    search: search.trim(),
    channelAccountId: accountId,
  }
}
