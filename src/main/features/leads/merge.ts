import { and, eq, isNull, sql } from 'drizzle-orm'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { refreshSearchText } from './identities.ts'
import { recordInteraction } from './interactions.ts'
import { getLead, updateLead } from './lead-queries.ts'
import { interactions, leadIdentities, leads, leadTouches } from './schema.ts'

/** Gives the conversations of `absorb` to `keep`; handed in by app.ts, because conversations are another feature's. */
export type MergeConversations = (tx: Db, keep: LeadId, absorb: LeadId) => void

/**
 * Two records of one person become one: identities, conversations, messages, notes and touches move to `keep`, which fills its own
 * gaps from the other. Nothing is dropped but the empty second record.
 */
export function mergeLeads(
  tx: Db,
  mergeConversations: MergeConversations,
  { keep, absorb, staffId, now }: { keep: LeadId; absorb: LeadId; staffId: StaffId | null; now: number },
): void {
  const kept = getLead(tx, keep)
  const absorbed = getLead(tx, absorb)
  moveIdentities(tx, keep, absorb)
  mergeConversations(tx, keep, absorb)
  tx.update(interactions).set({ leadId: keep }).where(eq(interactions.leadId, absorb)).run()
  tx.update(leadTouches).set({ leadId: keep }).where(eq(leadTouches.leadId, absorb)).run()
  const takesName = rankOfName(absorbed.nameOrigin) > rankOfName(kept.nameOrigin)
  updateLead(
    tx,
    keep,
    {
      ...(takesName ? { name: absorbed.name, nameOrigin: absorbed.nameOrigin } : {}),
      ownerId: kept.ownerId ?? absorbed.ownerId,
      countryCode: kept.countryCode ?? absorbed.countryCode,
      language: kept.language ?? absorbed.language,
      city: kept.city ?? absorbed.city,
      isUnregistered: kept.isUnregistered && absorbed.isUnregistered,
      firstMessageAnswered: kept.firstMessageAnswered || absorbed.firstMessageAnswered,
      firstInboundAt: earliest(kept.firstInboundAt, absorbed.firstInboundAt),
      firstAnsweredAt: earliest(kept.firstAnsweredAt, absorbed.firstAnsweredAt),
      lastInboundAt: latest(kept.lastInboundAt, absorbed.lastInboundAt),
      lastOutboundAt: latest(kept.lastOutboundAt, absorbed.lastOutboundAt),
      lastContactedAt: latest(kept.lastContactedAt, absorbed.lastContactedAt),
    },
    now,
  )
  tx.delete(leads).where(eq(leads.id, absorb)).run()
  recordInteraction(tx, {
    leadId: keep,
    staffId,
    kind: 'merge',
    data: { name: absorbed.name, leadId: absorb },
    at: now,
  })
  refreshSearchText(tx, keep)
}

function moveIdentities(tx: Db, keep: LeadId, absorb: LeadId): void {
  // An e-mail that both have stays once; phones and LIDs are unique and always move.
  tx.delete(leadIdentities)
    .where(
      and(
        eq(leadIdentities.leadId, absorb),
        isNull(leadIdentities.uniqueKey),
        sql`exists (select 1 from lead_identities other where other.lead_id = ${keep}
          and other.kind = ${leadIdentities.kind} and other.value = ${leadIdentities.value})`,
      ),
    )
    .run()
  tx.update(leadIdentities).set({ leadId: keep }).where(eq(leadIdentities.leadId, absorb)).run()
}

function rankOfName(origin: 'generated' | 'push_name' | 'person'): number {
  return { generated: 0, push_name: 1, person: 2 }[origin]
}

function earliest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.min(one, other)
}

function latest(one: number | null, other: number | null): number | null {
  return one === null || other === null ? (one ?? other) : Math.max(one, other)
}
