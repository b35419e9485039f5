import { asc, count, eq, sql } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { conversations, messages } from '../conversations/schema.ts'
import { channelAccounts } from './schema.ts'

export type ChannelAccountRow = typeof channelAccounts.$inferSelect

export function listChannelAccounts(db: Db): ChannelAccountRow[] {
  return db.select().from(channelAccounts).orderBy(asc(channelAccounts.createdAt), asc(channelAccounts.id)).all()
}

export function findChannelAccount(db: Db, id: ChannelAccountId): ChannelAccountRow | undefined {
  return db.select().from(channelAccounts).where(eq(channelAccounts.id, id)).get()
}

export function updateChannelAccount(
  tx: Db,
  id: ChannelAccountId,
  changes: Partial<Pick<ChannelAccountRow, 'name' | 'phoneNumber' | 'restingState' | 'lastConnectedAt'>>,
  now: number,
): void {
  tx.update(channelAccounts)
    .set({ ...changes, version: sql`${channelAccounts.version} + 1`, updatedAt: now })
    .where(eq(channelAccounts.id, id))
    .run()
}

export function countConversationsOf(db: Db, id: ChannelAccountId): number {
  const row = db.select({ count: count() }).from(conversations).where(eq(conversations.channelAccountId, id)).get()
  return row?.count ?? 0
}

/** Messages that wait to be sent, by account. Few, whatever the size of the history: an index holds only these. */
export function countQueuedByAccount(db: Db): Map<ChannelAccountId, number> {
  const rows = db
    .select({ id: conversations.channelAccountId, count: count() })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(sql`${messages.status} = 'queued'`)
    .groupBy(conversations.channelAccountId)
    .all()
  return new Map(rows.map(row => [row.id, row.count]))
}
