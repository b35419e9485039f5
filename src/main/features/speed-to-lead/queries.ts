import { and, desc, eq, gt, gte, isNull } from 'drizzle-orm'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { conversations } from '../conversations/schema.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { newLeads } from './schema.ts'

export type NewLeadRow = typeof newLeads.$inferSelect

/** What has waited for longer is no news any more: the lists have filters for it. */
export const NEWS_FOR = 24 * 3_600_000
const MOST_WAITING = 20

export function findNewLead(db: Db, leadId: LeadId): NewLeadRow | undefined {
  return db.select().from(newLeads).where(eq(newLeads.leadId, leadId)).get()
}

const shown = {
  leadId: newLeads.leadId,
  name: leads.name,
  source: newLeads.source,
  countryCode: leads.countryCode,
  ownerId: leads.ownerId,
  raisedAt: newLeads.raisedAt,
  escalatedAt: newLeads.escalatedAt,
}

/** The newest of them, the one that waits longest first. Managers see too what was given to somebody who has not answered yet. */
export function listWaiting(db: Db, viewer: Viewer, now: number) {
  return db
    .select(shown)
    .from(newLeads)
    .innerJoin(leads, eq(leads.id, newLeads.leadId))
    .where(and(isNull(newLeads.closedAt), gt(newLeads.raisedAt, now - NEWS_FOR), visibleLeads(viewer)))
    .orderBy(desc(newLeads.raisedAt), desc(newLeads.id))
    .limit(MOST_WAITING)
    .all()
    .reverse()
}

/** Undefined when it waits no more, or is not the viewer's to see. */
export function findWaiting(db: Db, viewer: Viewer | null, leadId: LeadId) {
  return db
    .select(shown)
    .from(newLeads)
    .innerJoin(leads, eq(leads.id, newLeads.leadId))
    .where(and(eq(newLeads.leadId, leadId), isNull(newLeads.closedAt), viewer ? visibleLeads(viewer) : undefined))
    .get()
}

/** The chat in which they wrote, where they did. */
export function findChat(db: Db, leadId: LeadId) {
  return db
    .select({ id: conversations.id, preview: conversations.lastMessagePreview })
    .from(conversations)
    .where(eq(conversations.leadId, leadId))
    .orderBy(desc(conversations.lastMessageAt))
    .limit(1)
    .get()
}

/** The first who comes has it: one statement, so that no second can. Says whether it was this one. */
export function takeFirst(tx: Db, leadId: LeadId, staffId: StaffId, now: number): boolean {
  return (
    tx
      .update(newLeads)
      .set({ claimedBy: staffId, claimedAt: now, closedAt: now })
      .where(and(eq(newLeads.leadId, leadId), isNull(newLeads.claimedAt)))
      .run().changes > 0
  )
}

export function updateNewLead(tx: Db, leadId: LeadId, change: Partial<NewLeadRow>): void {
  tx.update(newLeads).set(change).where(eq(newLeads.leadId, leadId)).run()
}

export function listRaisedSince(db: Db, since: number) {
  const { isInOfficeHours, raisedAt, answeredAt, answeredBy, claimedBy } = newLeads
  return db
    .select({ isInOfficeHours, raisedAt, answeredAt, answeredBy, claimedBy })
    .from(newLeads)
    .where(gte(newLeads.raisedAt, since))
    .all()
}
