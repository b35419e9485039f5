import { and, count, desc, eq, isNull, lt, max, type SQL } from 'drizzle-orm'
import type { InboundTextId, LeadId } from '#shared/domain/ids.ts'
import type { OutboundChannel, SenderKind } from '#shared/domain/outbox.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { inboundTexts } from './schema.ts'

export type InboundTextRow = typeof inboundTexts.$inferSelect

export function isKnownText(db: Db, sender: SenderKind, providerId: string): boolean {
  const known = and(eq(inboundTexts.sender, sender), eq(inboundTexts.providerId, providerId))
  return db.select({ seq: inboundTexts.seq }).from(inboundTexts).where(known).get() !== undefined
}

/** Says whether it was new. */
export function insertText(tx: Db, row: typeof inboundTexts.$inferInsert): boolean {
  return tx.insert(inboundTexts).values(row).onConflictDoNothing().run().changes > 0
}

/** Consultants see what their own and unowned people wrote; what nobody can be told of is for managers. */
function seenBy(viewer: Viewer): SQL | undefined {
  return visibleLeads(viewer)
}

export function listTexts(
  db: Db,
  viewer: Viewer,
  { leadId, after, limit }: { leadId: LeadId | null; after: Place | null; limit: number },
) {
  const query = db.select({ row: inboundTexts, leadName: leads.name }).from(inboundTexts)
  const seen = seenBy(viewer)
  // Whoever sees all of them sees those of nobody too.
  const joined =
    seen === undefined
      ? query.leftJoin(leads, eq(leads.id, inboundTexts.leadId))
      : // A cross join is read from the left: page after page of what came, and never the people first.
        query.crossJoin(leads)
  return joined
    .where(
      and(
        seen === undefined ? undefined : and(eq(leads.id, inboundTexts.leadId), seen),
        leadId === null ? undefined : eq(inboundTexts.leadId, leadId),
        after === null ? undefined : lt(inboundTexts.seq, after.seq),
      ),
    )
    .orderBy(desc(inboundTexts.seq))
    .limit(limit)
    .all()
}

export function countUnreadTexts(db: Db, viewer: Viewer): number {
  const query = db.select({ count: count() }).from(inboundTexts)
  const seen = seenBy(viewer)
  // From the left, as above: there are few that nobody has read.
  const joined = seen === undefined ? query : query.crossJoin(leads)
  const ofThem = seen === undefined ? undefined : and(eq(leads.id, inboundTexts.leadId), seen)
  return joined.where(and(isNull(inboundTexts.readAt), ofThem)).get()?.count ?? 0
}

export function findText(db: Db, id: InboundTextId): InboundTextRow | undefined {
  return db.select().from(inboundTexts).where(eq(inboundTexts.id, id)).get()
}

/** When they last wrote through it: official WhatsApp lets the office answer for a day. */
export function findLastText(db: Db, leadId: LeadId, channel: OutboundChannel): number | null {
  return (
    db
      .select({ at: max(inboundTexts.receivedAt) })
      .from(inboundTexts)
      .where(and(eq(inboundTexts.leadId, leadId), eq(inboundTexts.channel, channel)))
      .get()?.at ?? null
  )
}
