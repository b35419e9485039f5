import type { QuickReply } from '#shared/contract/quick-replies.ts'
import { newId, type QuickReplyId, type StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, changedFields, recordAudit } from '../audit/audit.ts'
import { INITIAL_QUICK_REPLIES } from './initial-quick-replies.ts'
import {
  countUse,
  deleteRemovedBefore,
  findQuickReply,
  insertQuickReply,
  listQuickReplies,
  type QuickReplyDetails,
  updateQuickReply,
} from './queries.ts'

/** How long a removal can be taken back. */
const KEPT_FOR = 24 * 3_600_000

export function createQuickReplyService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function getReply(tx: Db, id: QuickReplyId): QuickReply {
    const found = findQuickReply(tx, id)
    if (!found || found.removedAt !== null) throw notFound('quickReply')
    const { removedAt: _, ...reply } = found
    return reply
  }

  function noteChange(tx: Db, entry: Omit<AuditRecord, 'subjectKind'>): void {
    recordAudit(tx, clock, { subjectKind: 'quick_reply', ...entry })
    announce(tx)
  }

  function announce(tx: Db): void {
    afterCommit(tx, () => events.publish({ type: 'quick-replies.changed' }))
  }

  return {
    async list(): Promise<QuickReply[]> {
      return listQuickReplies(db)
    },

    /** What an office starts with, in the transaction of the first run: some of each language, for patients write in both. */
    insertInitial(tx: Db): void {
      for (const reply of INITIAL_QUICK_REPLIES) insertQuickReply(tx, { id: newId(), ...reply }, clock.now())
    },

    async create(by: StaffId, { id, name, language, content }: QuickReplyDetails & { id: QuickReplyId }) {
      return transact(db, tx => {
        if (findQuickReply(tx, id)) return getReply(tx, id)
        const details = { name, language, content }
        insertQuickReply(tx, { id, ...details }, clock.now())
        noteChange(tx, { staffId: by, action: 'quick_reply.created', subjectId: id, after: details })
        return getReply(tx, id)
      })
    },

    async update(by: StaffId, input: QuickReplyDetails & { id: QuickReplyId; version: number }): Promise<QuickReply> {
      const { id, version, name, language, content } = input
      return transact(db, tx => {
        const before = getReply(tx, id)
        if (before.version !== version) throw staleEdit('quickReply', before.version)
        const changed = changedFields({ ...before }, { name, language, content })
        if (!changed) return before
        updateQuickReply(tx, id, { name, language, content }, clock.now())
        noteChange(tx, { staffId: by, action: 'quick_reply.updated', subjectId: id, ...changed })
        return getReply(tx, id)
      })
    },

    async remove(by: StaffId, id: QuickReplyId): Promise<void> {
      transact(db, tx => {
        const { name, language, content } = getReply(tx, id)
        deleteRemovedBefore(tx, clock.now() - KEPT_FOR)
        updateQuickReply(tx, id, { removedAt: clock.now() }, clock.now())
        const before = { name, language, content }
        noteChange(tx, { staffId: by, action: 'quick_reply.removed', subjectId: id, before })
      })
    },

    async restore(by: StaffId, id: QuickReplyId): Promise<QuickReply> {
      return transact(db, tx => {
        const removedAt = findQuickReply(tx, id)?.removedAt ?? null
        if (removedAt === null) return getReply(tx, id)
        updateQuickReply(tx, id, { removedAt: null }, clock.now())
        noteChange(tx, { staffId: by, action: 'quick_reply.restored', subjectId: id })
        return getReply(tx, id)
      })
    },

    async noteUse(id: QuickReplyId): Promise<void> {
      transact(db, tx => {
        getReply(tx, id)
        countUse(tx, id, clock.now())
        announce(tx)
      })
    },
  }
}
export type QuickReplyService = ReturnType<typeof createQuickReplyService>
