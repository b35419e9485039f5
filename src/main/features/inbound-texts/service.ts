import { eq } from 'drizzle-orm'
import type { InboundText } from '#shared/contract/inbound-texts.ts'
import type { InboundTextId, LeadId } from '#shared/domain/ids.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import { countUnreadTexts, findText, type InboundTextRow, listTexts } from './queries.ts'
import { inboundTexts } from './schema.ts'

/** What came in by SMS and official WhatsApp, as people see it. */
export function createInboundTextService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function isSeen(viewer: Viewer, { leadId }: InboundTextRow): boolean {
    return leadId === null ? seesAllLeads(viewer.role) : isLeadVisible(db, viewer, leadId)
  }

  return {
    async list(viewer: Viewer, query: { leadId: LeadId | null; cursor: string | null; limit: number }) {
      const { leadId, cursor, limit } = query
      if (leadId !== null && !isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      const rows = listTexts(db, viewer, { leadId, after: decodePlace(cursor), limit: limit + 1 })
      return toPage(rows, limit, ({ row }) => ({ at: 0, seq: row.seq }), toText)
    },

    async counts(viewer: Viewer) {
      return { unread: countUnreadTexts(db, viewer) }
    },

    async markRead(viewer: Viewer, { id, isRead }: { id: InboundTextId; isRead: boolean }): Promise<void> {
      transact(db, tx => {
        const row = findText(tx, id)
        if (!row || !isSeen(viewer, row)) throw notFound('inboundText')
        if ((row.readAt !== null) === isRead) return
        tx.update(inboundTexts)
          .set(isRead ? { readAt: clock.now(), readBy: viewer.id } : { readAt: null, readBy: null })
          .where(eq(inboundTexts.id, id))
          .run()
        afterCommit(tx, () => events.publish({ type: 'inbound-texts.changed' }))
      })
    },
  }
}
export type InboundTextService = ReturnType<typeof createInboundTextService>

function toText({ row, leadName }: { row: InboundTextRow; leadName: string | null }): InboundText {
  const { id, channel, sender, leadId, address, body, receivedAt, readAt, isOptOut } = row
  return { id, channel, sender, leadId, leadName, address, body, receivedAt, isRead: readAt !== null, isOptOut }
}
