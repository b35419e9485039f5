import type { Lead, MergeCandidate } from '#shared/contract/leads.ts'
import type { InteractionId, LeadId } from '#shared/domain/ids.ts'
import { lastTenDigits } from '#shared/domain/phone-number.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { findInteraction } from './interactions.ts'
import { withBelongings } from './lead-list.ts'
import { findLeadsKnownAs, getVisibleLead, listIdentities } from './lead-queries.ts'
import { type MergeConversations, mergeLeads } from './merge.ts'
import { arePartedByPerson, findMerge } from './merge-queries.ts'
import type { LeadReader } from './read-lead.ts'
import { toLeadSummary } from './to-lead.ts'
import { type SplitConversations, undoMerge } from './undo-merge.ts'
import { maySeeLeadsOf } from './visibility.ts'

/** Two records that a person says are one, and one that a person says are two. */
export function createMergeService({
  db,
  clock,
  events,
  readLead,
  mergeConversations,
  splitConversations,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  readLead: LeadReader
  mergeConversations: MergeConversations
  splitConversations: SplitConversations
}) {
  return {
    /** The same e-mail, or a number that differs in its country only: families share the one, and strangers the other (row E11). */
    async candidates(viewer: Viewer, leadId: LeadId): Promise<MergeCandidate[]> {
      getVisibleLead(db, viewer, leadId)
      const found = new Map<LeadId, MergeCandidate>()
      for (const { kind, value } of listIdentities(db, leadId)) {
        const reason = kind === 'email' ? 'email' : kind === 'phone' ? 'last_ten_digits' : null
        const known = reason === 'last_ten_digits' ? lastTenDigits(value) : value
        if (reason === null || known === null) continue
        for (const lead of findLeadsKnownAs(db, reason, known)) {
          if (lead.id === leadId || !maySeeLeadsOf(viewer, lead.ownerId) || found.has(lead.id)) continue
          if (arePartedByPerson(db, leadId, lead.id)) continue
          found.set(lead.id, { lead: toLeadSummary(withBelongings(db, lead)), reason })
        }
      }
      return [...found.values()]
    },

    async merge(viewer: Viewer, keep: LeadId, absorb: LeadId): Promise<Lead> {
      transact(db, tx => {
        const kept = getVisibleLead(tx, viewer, keep)
        getVisibleLead(tx, viewer, absorb)
        if (keep === absorb) throw new DomainError('SAME_LEAD')
        mergeLeads(tx, mergeConversations, { keep, absorb, staffId: viewer.id, clock })
        afterCommit(tx, () => {
          events.publish({ type: 'lead.deleted', leadId: absorb })
          events.publish({ type: 'lead.changed', leadId: keep }, { ownerId: kept.ownerId })
        })
      })
      return readLead(keep)
    },

    async undo(viewer: Viewer, interactionId: InteractionId): Promise<Lead> {
      const leadId = transact(db, tx => {
        const entry = findInteraction(tx, interactionId)
        if (!entry) throw notFound('lead')
        const { ownerId } = getVisibleLead(tx, viewer, entry.leadId)
        const merge = findMerge(tx, interactionId)
        if (!merge) throw new DomainError('CANNOT_UNDO', { reason: 'not-a-merge' })
        undoMerge(tx, { merge, staffId: viewer.id, clock, splitConversations })
        afterCommit(tx, () => {
          events.publish({ type: 'lead.created', leadId: merge.absorbedId })
          events.publish({ type: 'lead.changed', leadId: merge.leadId }, { ownerId })
        })
        return merge.leadId
      })
      return readLead(leadId)
    },
  }
}
export type MergeService = ReturnType<typeof createMergeService>
