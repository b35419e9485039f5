import type { CallOutcome, Interaction, Lead } from '#shared/contract/leads.ts'
import type { InteractionId, LeadId, StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { contentHash, recordAudit } from '../audit/audit.ts'
import { findInteraction, recordInteraction, toInteraction } from './interactions.ts'
import { getVisibleLead, touchContact, updateLead } from './lead-queries.ts'
import type { LeadReader } from './read-lead.ts'

/** What the office does about a lead besides writing: calls by telephone, and what is to be done next. */
export function createFollowUpService({
  db,
  clock,
  events,
  readLead,
  onAnswered,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  readLead: LeadReader
  /** They were reached: that is an answer too. */
  onAnswered?: (tx: Db, leadId: LeadId, staffId: StaffId | null, at: number) => void
}) {
  function announce(tx: Db, leadId: LeadId): void {
    afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
  }

  return {
    /** Asking again with the same id finds the call that is there already. */
    async logCall(
      viewer: Viewer,
      call: { id: InteractionId; leadId: LeadId; outcome: CallOutcome; text: string; at: number },
    ): Promise<Interaction> {
      return transact(db, tx => {
        const lead = getVisibleLead(tx, viewer, call.leadId)
        const known = findInteraction(tx, call.id)
        if (known && known.leadId !== call.leadId) throw notFound('interaction')
        if (known) return toInteraction(known)
        const now = clock.now()
        const at = Math.min(call.at, now)
        const row = recordInteraction(tx, {
          id: call.id,
          leadId: call.leadId,
          staffId: viewer.id,
          kind: 'call',
          data: { outcome: call.outcome, text: call.text },
          at,
          createdAt: now,
        })
        touchContact(tx, call.leadId, {
          lastCalledAt: Math.max(lead.lastCalledAt ?? at, at),
          ...(call.outcome === 'reached' ? { lastContactedAt: Math.max(lead.lastContactedAt ?? at, at) } : {}),
        })
        if (call.outcome === 'reached') onAnswered?.(tx, call.leadId, viewer.id, at)
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'lead.called',
          subjectKind: 'lead',
          subjectId: call.leadId,
          after: { outcome: call.outcome },
        })
        announce(tx, call.leadId)
        return toInteraction(row)
      })
    },

    async setNextAction(
      viewer: Viewer,
      { id, at, text }: { id: LeadId; at: number | null; text: string | null },
    ): Promise<Lead> {
      transact(db, tx => {
        const before = getVisibleLead(tx, viewer, id)
        const words = at === null || text === '' ? null : text
        if (before.nextActionAt === at && before.nextActionText === words) return
        const now = clock.now()
        updateLead(tx, id, { nextActionAt: at, nextActionText: words }, now)
        recordInteraction(tx, {
          leadId: id,
          staffId: viewer.id,
          kind: 'next_action',
          data: { at, text: words ?? before.nextActionText },
          at: now,
        })
        const entryOf = (nextActionAt: number | null, words: string | null) => ({
          nextActionAt,
          contentHash: words === null ? null : contentHash({ text: words }),
        })
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'lead.planned',
          subjectKind: 'lead',
          subjectId: id,
          before: entryOf(before.nextActionAt, before.nextActionText),
          after: entryOf(at, words),
        })
        announce(tx, id)
      })
      return readLead(id)
    },
  }
}
export type FollowUpService = ReturnType<typeof createFollowUpService>
