import { and, count, type SQL, sql, sum } from 'drizzle-orm'
import { type ConversationCounts, type ConversationFilter, MOST_COUNTED } from '#shared/contract/conversations.ts'
import type { Db } from '../../db/database.ts'
import { prepareEachForm } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { type OwnerForm, ownersOf } from '../leads/visibility.ts'
import { isArchived, isNotArchived, isUnread, isWaiting, ownersAskedFor } from './conversation-queries.ts'
import { conversations } from './schema.ts'

// Counted by the conversations' copy of the owner alone (decision 0008), so that nothing but an index is read: whose a conversation is
// that is shown is asked of its lead.

/** What stands behind each filter. All but what is unread is counted to a limit, so that counting never takes long. */
export function countConversations(db: Db, viewer: Viewer): Omit<ConversationCounts, 'starredMessages'> {
  return {
    ...countUnreadConversations(db, viewer),
    mine: countSome(db, viewer, { mine: true }, 'open'),
    unassigned: countSome(db, viewer, { unassigned: true }, 'open'),
    waiting: countSome(db, viewer, {}, 'waiting'),
    archived: countSome(db, viewer, {}, 'archived'),
  }
}

const conditions = {
  open: isNotArchived,
  waiting: and(isNotArchived, isWaiting),
  archived: isArchived,
} satisfies Record<string, SQL | undefined>

const counted = prepareEachForm((db, { owners, which }: { owners: OwnerForm; which: keyof typeof conditions }) => {
  const some = ownersOf(owners, conversations.ownerId).map(owner =>
    db
      .select({ one: sql`1` })
      .from(conversations)
      .where(and(owner, conditions[which]))
      .limit(sql.placeholder('limit'))
      .as('counted_some'),
  )
  return some.map(part => db.select({ rows: count() }).from(part).prepare())
})

function countSome(
  db: Db,
  viewer: Viewer,
  { mine = false, unassigned = false }: Partial<Pick<ConversationFilter, 'mine' | 'unassigned'>>,
  which: keyof typeof conditions,
): number {
  const asked = ownersAskedFor(viewer, { mine, unassigned })
  if (asked === null) return 0
  const { owners, ownerId } = asked
  const parts = counted(db, { owners, which }).map(part => part.get({ ownerId, limit: MOST_COUNTED + 1 })?.rows ?? 0)
  return Math.min(
    MOST_COUNTED + 1,
    parts.reduce((all, part) => all + part, 0),
  )
}

const unreadCounted = prepareEachForm((db, { owners }: { owners: OwnerForm }) =>
  ownersOf(owners, conversations.ownerId).map(owner =>
    db
      .select({ conversations: count(), messages: sum(conversations.unreadCount).mapWith(Number) })
      .from(conversations)
      .where(and(owner, isNotArchived, isUnread))
      .prepare(),
  ),
)

export function countUnreadConversations(db: Db, viewer: Viewer) {
  const { owners, ownerId } = ownersAskedFor(viewer, { mine: false, unassigned: false }) ?? { owners: 'nobody' }
  const parts = unreadCounted(db, { owners }).map(part => part.get({ ownerId }))
  const total = (of: 'conversations' | 'messages') => parts.reduce((all, part) => all + (part?.[of] ?? 0), 0)
  return { unreadConversations: total('conversations'), unreadMessages: total('messages') }
}
