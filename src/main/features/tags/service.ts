import type { Tag } from '#shared/contract/tags.ts'
import { foldText } from '#shared/domain/fold-text.ts'
import type { LeadId, StaffId, TagId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, changedFields, recordAudit } from '../audit/audit.ts'
import type { LeadHands } from '../leads/lead-hands.ts'
import {
  countLeadsOfTags,
  deleteTag,
  findTag,
  findTagCalled,
  insertTag,
  listTags,
  moveLeadsToTag,
  updateTag,
} from './queries.ts'
import type { Tagging } from './tagging.ts'

type TagDetails = Pick<Tag, 'name' | 'color'>

/** "VIP  Hasta", "vip hasta" and "VİP HASTA" are one word. */
function keyOf(name: string): string {
  return foldText(name.trim().replace(/\s+/gu, ' '))
}

export function createTagService({
  db,
  clock,
  events,
  leads,
  tagging,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  leads: Pick<LeadHands, 'getVisibleLead'>
  tagging: Tagging
}) {
  function getTag(tx: Db, id: TagId): Tag {
    const tag = findTag(tx, id)
    if (!tag) throw notFound('tag')
    return tag
  }

  function noteChange(tx: Db, entry: Omit<AuditRecord, 'subjectKind'>): void {
    recordAudit(tx, clock, { subjectKind: 'tag', ...entry })
    afterCommit(tx, () => events.publish({ type: 'tags.changed' }))
  }

  function setOnLead(viewer: Viewer, leadId: LeadId, tagId: TagId, isOn: boolean): void {
    transact(db, tx => {
      leads.getVisibleLead(tx, viewer, leadId)
      if (!tagging.tagLead(tx, { leadId, tagId, isOn, staffId: viewer.id }, clock.now())) return
      const action = isOn ? 'lead.tagged' : 'lead.untagged'
      recordAudit(tx, clock, { staffId: viewer.id, action, subjectKind: 'lead', subjectId: leadId, after: { tagId } })
      afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
    })
  }

  return {
    async list(): Promise<Tag[]> {
      return listTags(db)
    },

    async counts(): Promise<{ tagId: TagId; leads: number }[]> {
      return countLeadsOfTags(db)
    },

    async create(by: StaffId, { id, name, color }: TagDetails & { id: TagId }): Promise<Tag> {
      return transact(db, tx => {
        const nameKey = keyOf(name)
        const known = findTag(tx, id) ?? findTagCalled(tx, nameKey)
        if (known) return known
        insertTag(tx, { id, name, nameKey, color }, clock.now())
        noteChange(tx, { staffId: by, action: 'tag.created', subjectId: id, after: { name, color } })
        return getTag(tx, id)
      })
    },

    async update(by: StaffId, { id, version, name, color }: TagDetails & { id: TagId; version: number }): Promise<Tag> {
      return transact(db, tx => {
        const before = getTag(tx, id)
        if (before.version !== version) throw staleEdit('tag', before.version)
        const changed = changedFields({ ...before }, { name, color })
        if (!changed) return before
        const nameKey = keyOf(name)
        const other = findTagCalled(tx, nameKey)
        if (other && other.id !== id) throw new DomainError('TAG_NAME_TAKEN', { tagId: other.id, name: other.name })
        updateTag(tx, id, { name, nameKey, color }, clock.now())
        noteChange(tx, { staffId: by, action: 'tag.updated', subjectId: id, ...changed })
        return getTag(tx, id)
      })
    },

    async merge(by: StaffId, keepId: TagId, absorbId: TagId): Promise<Tag> {
      return transact(db, tx => {
        const keep = getTag(tx, keepId)
        if (keepId === absorbId) return keep
        const { name, color } = getTag(tx, absorbId)
        moveLeadsToTag(tx, keepId, absorbId)
        deleteTag(tx, absorbId)
        noteChange(tx, {
          staffId: by,
          action: 'tag.merged',
          subjectId: keepId,
          before: { absorbedId: absorbId, name, color },
        })
        return keep
      })
    },

    async remove(by: StaffId, id: TagId): Promise<void> {
      transact(db, tx => {
        const { name, color } = getTag(tx, id)
        deleteTag(tx, id)
        noteChange(tx, { staffId: by, action: 'tag.removed', subjectId: id, before: { name, color } })
      })
    },

    async hang(viewer: Viewer, leadId: LeadId, tagId: TagId): Promise<void> {
      setOnLead(viewer, leadId, tagId, true)
    },

    async takeOff(viewer: Viewer, leadId: LeadId, tagId: TagId): Promise<void> {
      setOnLead(viewer, leadId, tagId, false)
    },
  }
}
export type TagService = ReturnType<typeof createTagService>
