import { and, asc, count, desc, eq, sql } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { NumberAge } from '#shared/domain/number-health.ts'
import type { Db } from '../../db/database.ts'
import { conversations, messages } from '../conversations/schema.ts'
import { channelAccounts, linkEvents } from './schema.ts'

export type ChannelAccountRow = typeof channelAccounts.$inferSelect

export function listAccounts(db: Db): ChannelAccountRow[] {
  return db.select().from(channelAccounts).orderBy(asc(channelAccounts.createdAt), asc(channelAccounts.id)).all()
}

export function findAccount(db: Db, id: ChannelAccountId): ChannelAccountRow | undefined {
  return db.select().from(channelAccounts).where(eq(channelAccounts.id, id)).get()
}

export function insertAccount(tx: Db, id: ChannelAccountId, name: string, now: number): void {
  tx.insert(channelAccounts)
    .values({ id, channel: 'whatsapp', provider: 'whatsapp-link', name, createdAt: now, updatedAt: now })
    .run()
}

export function renameAccount(tx: Db, id: ChannelAccountId, name: string, now: number): void {
  tx.update(channelAccounts)
    .set({ name, version: sql`${channelAccounts.version} + 1`, updatedAt: now })
    .where(eq(channelAccounts.id, id))
    .run()
}

/** What became of the link. No new version: it is not an edit that somebody else's edit could run into. */
export function noteLink(
  tx: Db,
  id: ChannelAccountId,
  link: Partial<Pick<ChannelAccountRow, 'restingState' | 'lastConnectedAt' | 'phoneNumber'>>,
): void {
  tx.update(channelAccounts).set(link).where(eq(channelAccounts.id, id)).run()
}

export function setNumberAge(tx: Db, id: ChannelAccountId, numberAge: NumberAge, now: number): void {
  tx.update(channelAccounts)
    .set({ numberAge, version: sql`${channelAccounts.version} + 1`, updatedAt: now })
    .where(eq(channelAccounts.id, id))
    .run()
}

/** The newest first. */
export function listLinkEvents(db: Db, id: ChannelAccountId, limit: number) {
  return db
    .select({ at: linkEvents.at, kind: linkEvents.kind, reason: linkEvents.reason, code: linkEvents.code })
    .from(linkEvents)
    .where(eq(linkEvents.channelAccountId, id))
    .orderBy(desc(linkEvents.at), desc(linkEvents.seq))
    .limit(limit)
    .all()
}

export function deleteAccount(tx: Db, id: ChannelAccountId): void {
  tx.delete(channelAccounts).where(eq(channelAccounts.id, id)).run()
}

export function countConversations(db: Db, id: ChannelAccountId): number {
  const found = db.select({ count: count() }).from(conversations).where(eq(conversations.channelAccountId, id)).get()
  return found?.count ?? 0
}

/** Messages that wait to be sent through each number. */
export function countQueued(db: Db): Map<ChannelAccountId, number> {
  const rows = db
    .select({ id: conversations.channelAccountId, count: count() })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(and(sql`${messages.status} = 'queued'`))
    .groupBy(conversations.channelAccountId)
    .all()
  return new Map(rows.map(row => [row.id, row.count]))
}
