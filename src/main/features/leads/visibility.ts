import { and, eq, isNull, or, type Placeholder, type SQL, sql } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { type StaffRole, seesAllLeads } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import { prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from './schema.ts'

/**
 * The one rule of who sees which lead: consultants their own and those that nobody owns yet, everybody else all. Lists, single
 * reads, search, events and exports use it as a condition on `leads`; child rows are reached through their lead.
 */
export function visibleLeads(
  viewer: { role: StaffRole; id: StaffId | Placeholder },
  /** Of an alias, where two leads stand in one query. */
  ownerId: SQLiteColumn = leads.ownerId,
): SQL | undefined {
  if (seesAllLeads(viewer.role)) return undefined
  return or(eq(ownerId, viewer.id), isNull(ownerId))
}

/** The same rule, of a lead whose owner is known. */
export function maySeeLeadsOf(viewer: Viewer, ownerId: StaffId | null): boolean {
  return seesAllLeads(viewer.role) || ownerId === null || ownerId === viewer.id
}

/**
 * The same rule as one condition for each owner whose leads the viewer sees, `undefined` for all of them: for lists, which read one
 * owner after the other from an index. `chosen` is the owner that the viewer asks for; `owner` a copy of the lead's, where the list
 * is of something else.
 */
export function ownersSeenBy(
  viewer: Viewer,
  chosen: StaffId | 'nobody' | null = null,
  owner: SQLiteColumn = leads.ownerId,
): (SQL | undefined)[] {
  if (chosen === null && seesAllLeads(viewer.role)) return [undefined]
  const seen = chosen === null ? [viewer.id, null] : [chosen === 'nobody' ? null : chosen]
  return seen
    .filter(ownerId => maySeeLeadsOf(viewer, ownerId))
    .map(ownerId => (ownerId === null ? isNull(owner) : eq(owner, ownerId)))
}

/**
 * `ownersSeenBy` for prepared queries: which owners' leads are read, as a part of the query's form, and the one that is given with each
 * run as `ownerId`. Null when the viewer sees none of them.
 */
export function ownerFormOf(
  viewer: Viewer,
  chosen: StaffId | 'nobody' | null = null,
): { owners: OwnerForm; ownerId: StaffId | null } | null {
  if (chosen === null)
    return seesAllLeads(viewer.role)
      ? { owners: 'all', ownerId: null }
      : { owners: 'one and nobody', ownerId: viewer.id }
  if (chosen === 'nobody') return { owners: 'nobody', ownerId: null }
  return maySeeLeadsOf(viewer, chosen) ? { owners: 'one', ownerId: chosen } : null
}
export type OwnerForm = 'all' | 'one' | 'nobody' | 'one and nobody'

/** One condition for each owner, `undefined` for all of them. `owner` may be a copy of the lead's, where the list is of something else. */
export function ownersOf(form: OwnerForm, owner: SQLiteColumn = leads.ownerId): (SQL | undefined)[] {
  const one = eq(owner, sql.placeholder('ownerId'))
  switch (form) {
    case 'all':
      return [undefined]
    case 'one':
      return [one]
    case 'nobody':
      return [isNull(owner)]
    case 'one and nobody':
      return [one, isNull(owner)]
  }
}

const leadSeenAs = (role: StaffRole) =>
  prepareOnce(db =>
    db
      .select({ id: leads.id })
      .from(leads)
      .where(and(eq(leads.id, sql.placeholder('leadId')), visibleLeads({ role, id: sql.placeholder('viewerId') })))
      .prepare(),
  )
const leadSeenBy: Record<StaffRole, ReturnType<typeof leadSeenAs>> = {
  admin: leadSeenAs('admin'),
  manager: leadSeenAs('manager'),
  consultant: leadSeenAs('consultant'),
}

/** Asked for every page and every event. */
export function isLeadVisible(db: Db, { id: viewerId, role }: Viewer, leadId: LeadId): boolean {
  return leadSeenBy[role](db).get({ leadId, viewerId }) !== undefined
}
