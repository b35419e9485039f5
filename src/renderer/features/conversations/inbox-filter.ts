import { z } from 'zod'
import type { ConversationFilter } from '#shared/contract/conversations.ts'
import { ChannelAccountId } from '#shared/domain/ids.ts'

export const INBOX_VIEWS = ['all', 'unread', 'mine', 'unassigned'] as const
export type InboxView = (typeof INBOX_VIEWS)[number]

/** What the inbox shows, as this PC remembers it. What cannot be read shows everything. */
export const InboxFilter = z.object({
  view: z.enum(INBOX_VIEWS).catch('all'),
  accountId: ChannelAccountId.nullable().catch(null),
})
export type InboxFilter = z.infer<typeof InboxFilter>

export const SHOW_ALL: InboxFilter = { view: 'all', accountId: null }

export function toConversationFilter({ view, accountId }: InboxFilter): ConversationFilter {
  return {
    unread: view === 'unread',
    mine: view === 'mine',
    unassigned: view === 'unassigned',
    channelAccountId: accountId,
  }
}
