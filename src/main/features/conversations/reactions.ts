import { and, eq, isNotNull } from 'drizzle-orm'
import type { Reaction } from '#shared/contract/conversations.ts'
import { type MessageId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { inList, listOf, prepareOnce } from '../../db/prepare-once.ts'
import { messageReactions } from './schema.ts'

type ReactionRow = typeof messageReactions.$inferSelect

/** Keeps the newest of a side; says whether it changed anything. A reaction without an emoji takes the earlier one back. */
export function noteReaction(
  tx: Db,
  messageId: MessageId,
  reaction: Pick<ReactionRow, 'from' | 'staffId' | 'emoji' | 'at'>,
): boolean {
  const ofSide = and(eq(messageReactions.messageId, messageId), eq(messageReactions.from, reaction.from))
  const before = tx.select().from(messageReactions).where(ofSide).get()
  if (before && (before.at > reaction.at || before.emoji === reaction.emoji)) return false
  if (before) tx.update(messageReactions).set(reaction).where(ofSide).run()
  else
    tx.insert(messageReactions)
      .values({ id: newId(), messageId, ...reaction })
      .run()
  return true
}

/** With its emoji, or as it was taken back. */
export function findOfficeReaction(db: Db, messageId: MessageId): ReactionRow | undefined {
  return db
    .select()
    .from(messageReactions)
    .where(and(eq(messageReactions.messageId, messageId), eq(messageReactions.from, 'office')))
    .get()
}

const reactionsTo = prepareOnce(db =>
  db
    .select()
    .from(messageReactions)
    .where(and(inList(messageReactions.messageId, 'messageIds'), isNotNull(messageReactions.emoji)))
    .prepare(),
)

/** The oldest first. */
export function listReactions(db: Db, messageIds: readonly MessageId[]): Map<MessageId, Reaction[]> {
  if (messageIds.length === 0) return new Map()
  const rows = reactionsTo(db)
    .all({ messageIds: listOf(messageIds) })
    .sort((one, other) => one.at - other.at)
  const byMessage = new Map<MessageId, Reaction[]>()
  for (const { messageId, emoji, from, staffId, at } of rows) {
    if (emoji !== null) byMessage.set(messageId, [...(byMessage.get(messageId) ?? []), { emoji, from, staffId, at }])
  }
  return byMessage
}
