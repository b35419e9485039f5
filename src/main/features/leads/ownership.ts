import type { StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { recordInteraction } from './interactions.ts'
import { type LeadRow, updateLead } from './lead-queries.ts'
import { advanceLead } from './stage-moves.ts'

/**
 * Gives a lead to somebody, or back to the pool, and notes it on the timeline. Where the office wants that, a lead that was new
 * moves on by it.
 */
export function giveLead(
  tx: Db,
  lead: Pick<LeadRow, 'id' | 'ownerId'>,
  to: { readonly id: StaffId; readonly name: string } | null,
  { staffId, rule, movesStage }: { staffId: StaffId | null; rule?: string; movesStage: boolean },
  now: number,
): void {
  updateLead(tx, lead.id, { ownerId: to?.id ?? null }, now)
  recordInteraction(tx, {
    leadId: lead.id,
    staffId,
    kind: 'assignment',
    data: {
      fromStaffId: lead.ownerId,
      toStaffId: to?.id ?? null,
      toName: to?.name ?? null,
      ...(rule === undefined ? {} : { rule }),
    },
    at: now,
  })
  if (to !== null && movesStage) advanceLead(tx, lead.id, { from: ['new'], to: 'assigned' }, staffId, now)
}
