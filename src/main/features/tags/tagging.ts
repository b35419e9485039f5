import type { LeadId, StaffId, TagId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { notFound } from '../../rpc/domain-error.ts'
import type { LeadHands } from '../leads/lead-hands.ts'
import { findTag, hangTag, takeTagOff } from './queries.ts'

/** What is done with tags inside the transactions of others. */
export function createTagging({ recordInteraction }: Pick<LeadHands, 'recordInteraction'>) {
  return {
    findTag,

    /** Hangs a tag on a lead, or takes it off, and notes it on the timeline. Says whether anything changed. */
    tagLead(
      tx: Db,
      { leadId, tagId, isOn, staffId }: { leadId: LeadId; tagId: TagId; isOn: boolean; staffId: StaffId | null },
      now: number,
    ): boolean {
      const tag = findTag(tx, tagId)
      if (!tag) throw notFound('tag')
      const hasChanged = isOn ? hangTag(tx, leadId, tagId, now) : takeTagOff(tx, leadId, tagId)
      if (!hasChanged) return false
      // The name as it was: the tag may be called otherwise later, or be gone.
      recordInteraction(tx, { leadId, staffId, kind: 'tag', data: { name: tag.name, isOn }, at: now })
      return true
    },
  }
}
export type Tagging = ReturnType<typeof createTagging>
