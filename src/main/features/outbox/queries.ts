import { and, asc, count, desc, eq, inArray, isNotNull, lt, lte, min, sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { OutboundId, OutboxState, SenderKind } from '#shared/domain/outbox.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { inboundTexts } from '../inbound-texts/schema.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'
import { outbox, outboxAttachments } from './schema.ts'

export type OutboxRow = typeof outbox.$inferSelect
export type NewOutboxRow = typeof outbox.$inferInsert

export function findOutbound(db: Db, id: OutboundId): OutboxRow | undefined {
  return db.select().from(outbox).where(eq(outbox.id, id)).get()
}

/** Says whether there was none of that id yet. */
export function insertOutbound(tx: Db, row: NewOutboxRow): boolean {
  return tx.insert(outbox).values(row).onConflictDoNothing().run().changes > 0
}

export function updateOutbound(tx: Db, id: OutboundId, change: Partial<OutboxRow>, now: number): void {
  tx.update(outbox)
    .set({ ...change, version: sql`${outbox.version} + 1`, updatedAt: now })
    .where(eq(outbox.id, id))
    .run()
}

export function listAttachments(db: Db, id: OutboundId) {
  return db
    .select()
    .from(outboxAttachments)
    .where(eq(outboxAttachments.outboxId, id))
    .orderBy(asc(outboxAttachments.position))
    .all()
}

/** Whatever has no end yet and should have a job. */
export function listUnfinished(db: Db) {
  return db
    .select({ id: outbox.id, channel: outbox.channel, sendAfter: outbox.sendAfter })
    .from(outbox)
    .where(inArray(outbox.state, ['queued', 'sending']))
    .all()
}

export function isProviderIdKnown(db: Db, sender: SenderKind, providerId: string): boolean {
  return (
    db
      .select({ id: outbox.id })
      .from(outbox)
      .where(and(eq(outbox.sender, sender), eq(outbox.providerId, providerId)))
      .limit(1)
      .get() !== undefined
  )
}

export function listToLookAt(db: Db, sender: SenderKind, now: number, limit: number): OutboxRow[] {
  return db
    .select()
    .from(outbox)
    .where(and(eq(outbox.sender, sender), isNotNull(outbox.lookAt), lte(outbox.lookAt, now)))
    .orderBy(asc(outbox.lookAt))
    .limit(limit)
    .all()
}

export function findNextLook(db: Db, sender: SenderKind): number | null {
  return (
    db
      .select({ at: min(outbox.lookAt) })
      .from(outbox)
      .where(and(eq(outbox.sender, sender), isNotNull(outbox.lookAt)))
      .get()?.at ?? null
  )
}

/** The newest first, of one state or of all. */
export function listOutbox(db: Db, state: OutboxState | null, after: Place | null, limit: number) {
  return db
    .select({ row: outbox, leadName: leads.name, staffName: staff.name })
    .from(outbox)
    .leftJoin(leads, eq(leads.id, outbox.leadId))
    .leftJoin(staff, eq(staff.id, outbox.staffId))
    .where(
      and(state === null ? undefined : eq(outbox.state, state), after === null ? undefined : lt(outbox.seq, after.seq)),
    )
    .orderBy(desc(outbox.seq))
    .limit(limit)
    .all()
}

export function countOutbox(db: Db, state: OutboxState): number {
  return db.select({ count: count() }).from(outbox).where(eq(outbox.state, state)).get()?.count ?? 0
}

/** The newest to one person first. */
export function listOutboxOfLead(db: Db, leadId: LeadId, limit: number) {
  return db
    .select({ row: outbox, leadName: leads.name, staffName: sql<null>`null` })
    .from(outbox)
    .innerJoin(leads, eq(leads.id, outbox.leadId))
    .where(eq(outbox.leadId, leadId))
    .orderBy(desc(outbox.seq))
    .limit(limit)
    .all()
}

export function moveOutbox(tx: Db, keep: LeadId, absorb: LeadId): void {
  tx.update(outbox).set({ leadId: keep }).where(eq(outbox.leadId, absorb)).run()
  tx.update(inboundTexts).set({ leadId: keep }).where(eq(inboundTexts.leadId, absorb)).run()
}

export function findAddressees(db: Db, id: OutboundId) {
  return db
    .select({ leadName: leads.name, staffName: staff.name })
    .from(outbox)
    .leftJoin(leads, eq(leads.id, outbox.leadId))
    .leftJoin(staff, eq(staff.id, outbox.staffId))
    .where(eq(outbox.id, id))
    .get()
}
