import { and, eq, sql } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import { leadIdentities } from '../leads/schema.ts'
import { leadSubmissions } from '../meta-leads/schema.ts'
import type { Decision, Known, Mark } from './decide-row.ts'
import type { PersonRow } from './person-row.ts'
import { importRows } from './schema.ts'

const holderOfPhone = prepareOnce(db =>
  db
    .select({ leadId: leadIdentities.leadId })
    .from(leadIdentities)
    .where(eq(leadIdentities.uniqueKey, sql.placeholder('key')))
    .prepare(),
)

const holderOfEmail = prepareOnce(db =>
  db
    .select({ leadId: leadIdentities.leadId })
    .from(leadIdentities)
    .where(and(eq(leadIdentities.kind, 'email'), eq(leadIdentities.value, sql.placeholder('value'))))
    .orderBy(leadIdentities.createdAt, leadIdentities.id)
    .limit(1)
    .prepare(),
)

const senderOfMetaEntry = prepareOnce(db =>
  db
    .select({ leadId: leadSubmissions.leadId })
    .from(leadSubmissions)
    .where(eq(leadSubmissions.metaLeadId, sql.placeholder('value')))
    .prepare(),
)

const holderOfMetaEntry = prepareOnce(db =>
  db
    .select({ leadId: importRows.leadId })
    .from(importRows)
    .where(eq(importRows.metaLeadId, sql.placeholder('value')))
    .limit(1)
    .prepare(),
)

/** Whom the office has by now, each mark from its own index. */
export function knownToOffice(db: Db): Known {
  return {
    find(mark, value) {
      if (mark === 'phone') return holderOfPhone(db).get({ key: `phone:${value}` })?.leadId
      if (mark === 'email') return holderOfEmail(db).get({ value })?.leadId
      // Fetched from Meta, or in an earlier file.
      return senderOfMetaEntry(db).get({ value })?.leadId ?? holderOfMetaEntry(db).get({ value })?.leadId ?? undefined
    },
  }
}

/** What a dry run would have written so far, over what the office has. */
export function knownInDryRun(office: Known): Known & { learn(row: PersonRow, decision: Decision): void } {
  const learned = new Map<string, LeadId>()
  const keyOf = (mark: Mark, value: string) => `${mark}:${value}`
  return {
    find: (mark, value) => office.find(mark, value) ?? learned.get(keyOf(mark, value)),
    learn({ number, emails, meta }, { outcome, leadId, phones }) {
      if (outcome !== 'created' && outcome !== 'joined') return
      const id = leadId ?? (`row ${number}` as LeadId)
      for (const phone of phones) learned.set(keyOf('phone', phone), id)
      // Of several people with one e-mail, the first counts.
      for (const email of emails) if (!learned.has(keyOf('email', email))) learned.set(keyOf('email', email), id)
      if (meta.leadId !== null) learned.set(keyOf('meta', meta.leadId), id)
    },
  }
}
