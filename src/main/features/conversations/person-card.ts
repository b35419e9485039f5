import { and, asc, eq } from 'drizzle-orm'
import type { SharedPerson } from '#shared/contract/conversations.ts'
import type { LeadId } from '#shared/domain/ids.ts'
import type { MessageDetails } from '#shared/domain/message-details.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { leadIdentities, leads } from '../leads/schema.ts'
import { maySeeLeadsOf, visibleLeads } from '../leads/visibility.ts'
import { staff } from '../staff/schema.ts'

/** Name and phones of a lead or a colleague, as another person may be given them. Throws NO_PHONE when there is nothing to give. */
export function cardOf(db: Db, viewer: Viewer, person: SharedPerson): MessageDetails & { kind: 'contacts' } {
  const { name, phones } = person.kind === 'lead' ? findLead(db, viewer, person) : findColleague(db, person)
  if (phones.length === 0) throw new DomainError('NO_PHONE')
  return { kind: 'contacts', people: [{ name, phones }] }
}

/**
 * The numbers on a card, as they stand there, each with the lead that has it. What is no number is left out, and so is that of
 * somebody whom the viewer may not see.
 */
export function listKnownPeople(
  db: Db,
  viewer: Viewer,
  details: MessageDetails | null,
  defaultCountry: string,
): { phone: string; leadId: LeadId | null }[] {
  if (details?.kind !== 'contacts') return []
  const phones = new Set(details.people.flatMap(person => person.phones))
  return [...phones].flatMap(phone => {
    const number = toE164(phone, defaultCountry)
    if (number === null) return []
    const holder = db
      .select({ leadId: leads.id, ownerId: leads.ownerId })
      .from(leadIdentities)
      .innerJoin(leads, eq(leads.id, leadIdentities.leadId))
      .where(eq(leadIdentities.uniqueKey, `phone:${number}`))
      .get()
    if (holder && !maySeeLeadsOf(viewer, holder.ownerId)) return []
    return [{ phone, leadId: holder?.leadId ?? null }]
  })
}

function findLead(db: Db, viewer: Viewer, { leadId }: SharedPerson & { kind: 'lead' }) {
  const lead = db
    .select({ name: leads.name })
    .from(leads)
    .where(and(eq(leads.id, leadId), visibleLeads(viewer)))
    .get()
  if (!lead) throw notFound('lead')
  const phones = db
    .select({ value: leadIdentities.value })
    .from(leadIdentities)
    .where(and(eq(leadIdentities.leadId, leadId), eq(leadIdentities.kind, 'phone')))
    .orderBy(asc(leadIdentities.createdAt))
    .all()
  return { name: lead.name, phones: phones.map(({ value }) => value) }
}

function findColleague(db: Db, { staffId }: SharedPerson & { kind: 'staff' }) {
  const colleague = db
    .select({ name: staff.name, phone: staff.phone })
    .from(staff)
    .where(and(eq(staff.id, staffId), eq(staff.isActive, true)))
    .get()
  if (!colleague) throw notFound('staff')
  return { name: colleague.name, phones: colleague.phone ? [colleague.phone] : [] }
}
