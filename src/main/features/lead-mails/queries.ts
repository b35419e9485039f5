import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { type LeadId, newId, type StaffId } from '#shared/domain/ids.ts'
import type { OutboundId } from '#shared/domain/outbox.ts'
import type { Db } from '../../db/database.ts'
import { leadIdentities, leads, leadTouches } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { outbox } from '../outbox/schema.ts'
import { staff } from '../staff/schema.ts'
import { leadMails } from './schema.ts'

/** Who is to be written to, while they work here. */
export function listReaders(db: Db, ids: readonly StaffId[]) {
  if (ids.length === 0) return []
  return db
    .select({ id: staff.id, email: staff.email, role: staff.role, locale: staff.locale })
    .from(staff)
    .where(and(inArray(staff.id, [...ids]), eq(staff.isActive, true)))
    .all()
}
export type Reader = ReturnType<typeof listReaders>[number]

export function insertLeadMail(tx: Db, leadId: LeadId, staffId: StaffId, cameAt: number): boolean {
  return tx.insert(leadMails).values({ id: newId(), leadId, staffId, cameAt }).onConflictDoNothing().run().changes > 0
}

/** What one person has not been told yet, the oldest first. */
export function listWaitingMails(db: Db, staffId: StaffId) {
  return db
    .select({ id: leadMails.id, leadId: leadMails.leadId, cameAt: leadMails.cameAt })
    .from(leadMails)
    .where(and(eq(leadMails.staffId, staffId), isNull(leadMails.settledAt)))
    .orderBy(asc(leadMails.cameAt), asc(leadMails.id))
    .all()
}

export function settleMails(tx: Db, ids: readonly string[], outboundId: OutboundId | null, now: number): void {
  tx.update(leadMails)
    .set({ settledAt: now, outboundId })
    .where(inArray(leadMails.id, [...ids]))
    .run()
}

/** What a mail may say of a lead. Undefined: the reader may not see it. */
export function findToldLead(db: Db, reader: Reader, leadId: LeadId) {
  const lead = db
    .select({ id: leads.id, name: leads.name, source: leads.source, countryCode: leads.countryCode })
    .from(leads)
    .where(and(eq(leads.id, leadId), visibleLeads(reader)))
    .get()
  if (!lead) return undefined
  const known = db
    .select({ kind: leadIdentities.kind, value: leadIdentities.value })
    .from(leadIdentities)
    .where(eq(leadIdentities.leadId, leadId))
    .all()
  const touch = db
    .select({ campaignName: leadTouches.campaignName })
    .from(leadTouches)
    .where(eq(leadTouches.leadId, leadId))
    .orderBy(asc(leadTouches.happenedAt))
    .limit(1)
    .get()
  const valueOf = (kind: 'phone' | 'email') => known.find(one => one.kind === kind)?.value ?? null
  return { ...lead, phone: valueOf('phone'), email: valueOf('email'), campaignName: touch?.campaignName ?? null }
}
export type ToldLead = NonNullable<ReturnType<typeof findToldLead>>

/** Mails that name a person go when the person goes. */
export function forgetLeadMails(tx: Db, leadId: LeadId): void {
  tx.run(sql`delete from ${outbox} where id in (
    select outbound_id from ${leadMails} where lead_id = ${leadId} and outbound_id is not null)`)
}

export function moveLeadMails(tx: Db, keep: LeadId, absorb: LeadId): void {
  tx.run(sql`update or ignore ${leadMails} set lead_id = ${keep} where lead_id = ${absorb}`)
}
