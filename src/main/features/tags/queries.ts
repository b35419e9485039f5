import { and, count, eq, sql } from 'drizzle-orm'
import type { Tag } from '#shared/contract/tags.ts'
import { type LeadId, newId, type TagId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { leadTags, tags } from './schema.ts'

const columns = { id: tags.id, version: tags.version, name: tags.name, color: tags.color }
const toTag = (row: { id: TagId; version: number; name: string; color: string }) => row as Tag

const alphabet = new Intl.Collator('tr')

/** From A to Z; an office has some dozens of them. */
export function listTags(db: Db): Tag[] {
  const rows = db.select(columns).from(tags).all().map(toTag)
  return rows.sort((one, other) => alphabet.compare(one.name, other.name))
}

export function findTag(db: Db, id: TagId): Tag | undefined {
  const row = db.select(columns).from(tags).where(eq(tags.id, id)).get()
  return row && toTag(row)
}

export function findTagCalled(db: Db, nameKey: string): Tag | undefined {
  const row = db.select(columns).from(tags).where(eq(tags.nameKey, nameKey)).get()
  return row && toTag(row)
}

export function countLeadsOfTags(db: Db): { tagId: TagId; leads: number }[] {
  return db.select({ tagId: leadTags.tagId, leads: count() }).from(leadTags).groupBy(leadTags.tagId).all()
}

export function insertTag(tx: Db, tag: { id: TagId; name: string; nameKey: string; color: string }, now: number): void {
  tx.insert(tags)
    .values({ ...tag, createdAt: now, updatedAt: now })
    .run()
}

export function updateTag(tx: Db, id: TagId, changes: { name: string; nameKey: string; color: string }, now: number) {
  tx.update(tags)
    .set({ ...changes, version: sql`${tags.version} + 1`, updatedAt: now })
    .where(eq(tags.id, id))
    .run()
}

export function deleteTag(tx: Db, id: TagId): void {
  tx.delete(tags).where(eq(tags.id, id)).run()
}

/** Who has both keeps one of them. Views that ask for the one ask for the other. */
export function moveLeadsToTag(tx: Db, keepId: TagId, absorbId: TagId): void {
  tx.run(
    sql`update lead_views set filter = replace(filter, ${absorbId}, ${keepId}) where instr(filter, ${absorbId}) > 0`,
  )
  tx.run(sql`update or ignore lead_tags set tag_id = ${keepId} where tag_id = ${absorbId}`)
}

/** Says whether the lead did not carry it before. */
export function hangTag(tx: Db, leadId: LeadId, tagId: TagId, now: number): boolean {
  const { changes } = tx
    .insert(leadTags)
    .values({ id: newId(), leadId, tagId, createdAt: now })
    .onConflictDoNothing()
    .run()
  return changes > 0
}

/** Says whether the lead carried it. */
export function takeTagOff(tx: Db, leadId: LeadId, tagId: TagId): boolean {
  return (
    tx
      .delete(leadTags)
      .where(and(eq(leadTags.leadId, leadId), eq(leadTags.tagId, tagId)))
      .run().changes > 0
  )
}
