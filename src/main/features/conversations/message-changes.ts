import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { MessageChange } from '#shared/contract/conversations.ts'
import type { ChannelAccountId, MessageId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { inList, listOf, prepareOnce } from '../../db/prepare-once.ts'
import { conversations, messageChanges, messages } from './schema.ts'

export type ChangeRow = typeof messageChanges.$inferSelect

// Written out, not bound: only so does SQLite see which index has it.
const isOpen = sql`${messageChanges.state} <> 'done'`

/** What is to be done to a message, or could not be. There is one at most. */
export function findOpenChange(db: Db, messageId: MessageId): ChangeRow | undefined {
  return db
    .select()
    .from(messageChanges)
    .where(and(eq(messageChanges.messageId, messageId), isOpen))
    .get()
}

/** Takes the place of what was asked for before. */
export function openChange(tx: Db, change: typeof messageChanges.$inferInsert & { messageId: MessageId }): void {
  dropOpenChange(tx, change.messageId)
  tx.insert(messageChanges).values(change).run()
}

export function updateChange(tx: Db, id: string, changes: Partial<Omit<ChangeRow, 'id' | 'messageId'>>): void {
  tx.update(messageChanges).set(changes).where(eq(messageChanges.id, id)).run()
}

export function dropOpenChange(tx: Db, messageId: MessageId): void {
  tx.delete(messageChanges)
    .where(and(eq(messageChanges.messageId, messageId), isOpen))
    .run()
}

/** Remembers what the message said before; also of a change whose place another one has taken meanwhile. */
export function noteDone(tx: Db, change: ChangeRow, bodyBefore: string, at: number): void {
  const done = { state: 'done', error: null, bodyBefore, doneAt: at } as const
  tx.insert(messageChanges)
    .values({ ...change, ...done })
    .onConflictDoUpdate({ target: messageChanges.id, set: done })
    .run()
}

const openChangesOf = prepareOnce(db =>
  db
    .select()
    .from(messageChanges)
    .where(and(inList(messageChanges.messageId, 'messageIds'), isOpen))
    .prepare(),
)

export function listOpenChanges(db: Db, messageIds: readonly MessageId[]): Map<MessageId, MessageChange> {
  if (messageIds.length === 0) return new Map()
  const rows = openChangesOf(db).all({ messageIds: listOf(messageIds) })
  return new Map(
    rows.map(({ messageId, kind, body, state, error }) => [
      messageId,
      { kind, body, state: state === 'failed' ? 'failed' : 'waiting', error },
    ]),
  )
}

/** What is still to be told through a number, in the order in which it was asked for. */
export function listWaitingChanges(db: Db, accountId: ChannelAccountId): { messageId: MessageId }[] {
  return (
    db
      .select({ messageId: messageChanges.messageId })
      .from(messageChanges)
      .innerJoin(messages, eq(messages.id, messageChanges.messageId))
      .innerJoin(conversations, eq(conversations.id, messages.conversationId))
      // The plus keeps SQLite from beginning with all chats of the number: few changes wait.
      .where(and(sql`${messageChanges.state} = 'waiting'`, sql`+${conversations.channelAccountId} = ${accountId}`))
      .orderBy(asc(messageChanges.askedAt))
      .all()
  )
}

/** What a message said before, the latest first. */
export function listEarlierForms(db: Db, messageId: MessageId) {
  return db
    .select({
      kind: messageChanges.kind,
      body: messageChanges.bodyBefore,
      staffId: messageChanges.staffId,
      at: messageChanges.doneAt,
    })
    .from(messageChanges)
    .where(and(eq(messageChanges.messageId, messageId), sql`${messageChanges.doneAt} is not null`))
    .orderBy(desc(messageChanges.doneAt))
    .all()
    .map(({ body, at, ...form }) => ({ ...form, body: body ?? '', at: at ?? 0 }))
}
