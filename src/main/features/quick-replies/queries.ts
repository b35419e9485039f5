import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { QuickReply } from '#shared/contract/quick-replies.ts'
import type { QuickReplyId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { templates } from './schema.ts'

export type QuickReplyDetails = Pick<QuickReply, 'name' | 'language' | 'content'>

const columns = {
  id: templates.id,
  version: templates.version,
  name: templates.name,
  language: templates.language,
  content: templates.content,
  usageCount: templates.usageCount,
}

const isQuickReply = eq(templates.category, 'quick_reply')

/** The most used first. */
export function listQuickReplies(db: Db): QuickReply[] {
  return db
    .select(columns)
    .from(templates)
    .where(and(isQuickReply, isNull(templates.removedAt)))
    .orderBy(desc(templates.usageCount), asc(templates.createdAt), asc(templates.id))
    .all()
}

export function findQuickReply(db: Db, id: QuickReplyId): (QuickReply & { removedAt: number | null }) | undefined {
  return db
    .select({ ...columns, removedAt: templates.removedAt })
    .from(templates)
    .where(and(isQuickReply, eq(templates.id, id)))
    .get()
}

export function insertQuickReply(tx: Db, reply: QuickReplyDetails & { id: QuickReplyId }, now: number): void {
  tx.insert(templates)
    .values({ ...reply, category: 'quick_reply', createdAt: now, updatedAt: now })
    .run()
}

export function updateQuickReply(
  tx: Db,
  id: QuickReplyId,
  changes: Partial<QuickReplyDetails> & { removedAt?: number | null },
  now: number,
): void {
  tx.update(templates)
    .set({ ...changes, updatedAt: now, version: sql`${templates.version} + 1` })
    .where(eq(templates.id, id))
    .run()
}

/** Its version stays: using a text does not disturb whoever edits it. */
export function countUse(tx: Db, id: QuickReplyId, now: number): void {
  tx.update(templates)
    .set({ usageCount: sql`${templates.usageCount} + 1`, lastUsedAt: now })
    .where(eq(templates.id, id))
    .run()
}

export function deleteRemovedBefore(tx: Db, at: number): void {
  tx.delete(templates)
    .where(and(isQuickReply, lt(templates.removedAt, at)))
    .run()
}
