import { eq } from 'drizzle-orm'
import type { LeadId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Notifier } from '../../ports/notifier.ts'
import type { Viewer } from '../../rpc/context.ts'
import { leads } from '../leads/schema.ts'
import { maySeeLeadsOf } from '../leads/visibility.ts'

/** As much as a notice of a chat shows (row E18). */
const SHOWN = 100

/** Tells whoever sits at this PC, and may see them, what somebody wrote. */
export function createTextNotices({
  db,
  notifier,
  listViewersAtDesk,
}: {
  db: Db
  notifier: Notifier
  listViewersAtDesk: () => readonly Viewer[]
}) {
  return function tell({ leadId, body }: { leadId: LeadId; body: string }): void {
    const lead = db.select({ name: leads.name, ownerId: leads.ownerId }).from(leads).where(eq(leads.id, leadId)).get()
    if (!lead || !listViewersAtDesk().some(viewer => maySeeLeadsOf(viewer, lead.ownerId))) return
    notifier.show({ title: lead.name, body: body.slice(0, SHOWN), staysOpen: true, opensLead: leadId })
  }
}
