import { and, eq, sql } from 'drizzle-orm'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { lastTenDigits } from '#shared/domain/phone-number.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import { refuseIfSuppressed } from '../consents/suppressed.ts'
import { getLead, type IdentityRow, listIdentities, uniqueKeyOf } from './lead-queries.ts'
import { searchTextOf } from './lead-search.sql.ts'
import { nameOrderOf } from './name-order.ts'
import { leadIdentities, leads } from './schema.ts'

const columns = ['id', 'leadId', 'kind', 'value', 'uniqueKey', 'ending', 'createdAt'] as const
const identityAdded = prepareOnce(db =>
  db
    .insert(leadIdentities)
    .values(Object.fromEntries(columns.map(name => [name, sql.placeholder(name)])) as never)
    .onConflictDoNothing()
    .prepare(),
)

/** Gives a lead one more way to be known. Learning the same again changes nothing. */
export function addIdentity(tx: Db, leadId: LeadId, kind: IdentityRow['kind'], value: string, now: number): void {
  const uniqueKey = kind === 'phone' || kind === 'whatsapp_lid' ? uniqueKeyOf(kind, value) : null
  const row = { id: newId(), leadId, kind, value, uniqueKey, ending: endingOf(kind, value), createdAt: now }
  const added = identityAdded(tx).run(row).changes
  if (added > 0 && kind !== 'username') refuseIfSuppressed(tx, { kind, value }, now)
}

export function endingOf(kind: IdentityRow['kind'], value: string): string | null {
  return kind === 'phone' ? lastTenDigits(value) : null
}

export function removeIdentity(tx: Db, leadId: LeadId, kind: IdentityRow['kind'], value: string): void {
  tx.delete(leadIdentities)
    .where(and(eq(leadIdentities.leadId, leadId), eq(leadIdentities.kind, kind), eq(leadIdentities.value, value)))
    .run()
}

/** Writes what search finds the lead by, and what lists sort it by. Called whenever the name or an identity changed. */
export function refreshSearchText(tx: Db, leadId: LeadId): void {
  const { name } = getLead(tx, leadId)
  const identities = listIdentities(tx, leadId)
  const valuesOf = (kind: IdentityRow['kind']) => identities.filter(row => row.kind === kind).map(row => row.value)
  const searchText = searchTextOf(name, valuesOf('phone'), valuesOf('email'))
  tx.update(leads)
    .set({ searchText, nameOrder: nameOrderOf(name) })
    .where(eq(leads.id, leadId))
    .run()
}
