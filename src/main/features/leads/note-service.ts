import { eq } from 'drizzle-orm'
import type { Interaction } from '#shared/contract/leads.ts'
import type { InteractionId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { contentHash, recordAudit } from '../audit/audit.ts'
import { findInteraction, type InteractionRow, toInteraction } from './interactions.ts'
import { getVisibleLead } from './lead-queries.ts'
import { interactions } from './schema.ts'

/** Notes that are written already. Whoever wrote one may change it or take it away; it is never anybody else's to do. */
export function createNoteService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function getOwn(tx: Db, viewer: Viewer, id: InteractionId): InteractionRow {
    const row = findInteraction(tx, id)
    if (row?.kind !== 'note') throw notFound('interaction')
    getVisibleLead(tx, viewer, row.leadId)
    if (row.staffId !== viewer.id) throw new DomainError('NOT_YOUR_NOTE')
    return row
  }

  function conclude(
    tx: Db,
    viewer: Viewer,
    row: InteractionRow,
    action: 'lead.note_edited' | 'lead.note_removed',
  ): void {
    recordAudit(tx, clock, {
      staffId: viewer.id,
      action,
      subjectKind: 'lead',
      subjectId: row.leadId,
      before: { contentHash: contentHash(row.data) },
    })
    afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId: row.leadId }))
  }

  return {
    async edit(viewer: Viewer, id: InteractionId, text: string): Promise<Interaction> {
      return transact(db, tx => {
        const row = getOwn(tx, viewer, id)
        if (row.data['text'] === text) return toInteraction(row)
        const data = { ...row.data, text, editedAt: clock.now() }
        tx.update(interactions).set({ data }).where(eq(interactions.id, id)).run()
        conclude(tx, viewer, row, 'lead.note_edited')
        return toInteraction({ ...row, data })
      })
    },

    async remove(viewer: Viewer, id: InteractionId): Promise<void> {
      transact(db, tx => {
        const row = getOwn(tx, viewer, id)
        tx.delete(interactions).where(eq(interactions.id, id)).run()
        conclude(tx, viewer, row, 'lead.note_removed')
      })
    },
  }
}
export type NoteService = ReturnType<typeof createNoteService>
