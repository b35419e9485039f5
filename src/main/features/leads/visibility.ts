import { and, eq, isNull, or, type SQL } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import type { Db } from '../../db/database.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from './schema.ts'

/**
 * The one rule of who sees which lead: consultants their own and those that nobody owns yet, everybody else all. Lists, single
 * reads, search, events and exports use it as a condition on `leads`; child rows are reached through their lead.
 */
export function visibleLeads(viewer: Viewer): SQL | undefined {
  if (seesAllLeads(viewer.role)) return undefined
  return or(eq(leads.ownerId, viewer.id), isNull(leads.ownerId))
}

export function isLeadVisible(db: Db, viewer: Viewer, leadId: LeadId): boolean {
  return (
    db
      .select({ id: leads.id })
      .from(leads)
      .where(and(eq(leads.id, leadId), visibleLeads(viewer)))
      .get() !== undefined
  )
}
