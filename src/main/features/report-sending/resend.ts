import { eq } from 'drizzle-orm'
import type { StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Outbox } from '../outbox/service.ts'
import { findCarrier, type HandOver, type HandOverWorld } from './hand-over.ts'
import { type DeliveryRow, findDocument, listMessagesOf, outboundIdOf, updateReportMessage } from './queries.ts'
import { reportDeliveries } from './schema.ts'
import { toText } from './to-text.ts'

/** What a person decides about a report that did not arrive, or of which nobody knows. */
export function createResending({
  handOver,
  world,
  outbox,
}: {
  handOver: HandOver
  world: HandOverWorld
  outbox: Pick<Outbox, 'retry' | 'markSent'>
}) {
  const { clock, channels, queue } = world

  function note(tx: Db, delivery: DeliveryRow, problem: DeliveryRow['problem']): void {
    tx.update(reportDeliveries)
      .set({ problem, updatedAt: clock.now() })
      .where(eq(reportDeliveries.id, delivery.id))
      .run()
  }

  /**
   * What the server has taken is not sent again. What surely did not leave goes under a new id, so that another number may carry it;
   * what may have left keeps its id while the same number is there: a phone that has it shows it once.
   */
  function resendMessages(tx: Db, delivery: DeliveryRow): void {
    const document = delivery.documentId === null ? undefined : findDocument(tx, delivery.documentId)
    if (!document) return
    const accountId = findCarrier(tx, world)
    if (accountId === null) return note(tx, delivery, 'no-number')
    const now = clock.now()
    for (const row of listMessagesOf(tx, delivery.id)) {
      if (row.state !== 'failed' && row.state !== 'queued') continue
      const keepsId = row.triedAt !== null && row.accountId !== null && channels.isLinked(row.accountId)
      const fresh = { state: 'queued', reason: null, detail: null, queuedAt: now } as const
      if (keepsId) updateReportMessage(tx, row.id, fresh, now)
      else {
        const externalId = channels.newMessageId(accountId)
        const raw =
          row.part === 'pdf'
            ? null
            : Buffer.from(channels.encodeText(accountId, toText(delivery, externalId, document.text)))
        updateReportMessage(tx, row.id, { ...fresh, accountId, externalId, raw, triedAt: null }, now)
      }
      queue.add(tx, { id: row.id, accountId: keepsId ? row.accountId : accountId })
    }
    note(tx, delivery, null)
  }

  return {
    resend(tx: Db, by: StaffId, delivery: DeliveryRow): void {
      const document = delivery.documentId === null ? undefined : findDocument(tx, delivery.documentId)
      if (!document) return
      const wasHandedOver = delivery.channel === 'email' || listMessagesOf(tx, delivery.id).length > 0
      if (!wasHandedOver) return handOver(tx, delivery, document)
      if (delivery.channel === 'whatsapp') return resendMessages(tx, delivery)
      // Somebody may have taken it out of the outbox.
      if (!outbox.retry(tx, by, outboundIdOf(delivery))) handOver(tx, delivery, document)
      note(tx, delivery, null)
    },

    markSent(tx: Db, by: StaffId, delivery: DeliveryRow): void {
      if (delivery.channel === 'email') return outbox.markSent(tx, by, outboundIdOf(delivery))
      const now = clock.now()
      for (const row of listMessagesOf(tx, delivery.id)) {
        if (row.state === 'failed') updateReportMessage(tx, row.id, { state: 'sent', reason: null, detail: null }, now)
        // The document may still have to follow the text.
        if (row.state === 'queued') {
          updateReportMessage(tx, row.id, { queuedAt: now }, now)
          queue.add(tx, row)
        }
      }
    },
  }
}
export type Resending = ReturnType<typeof createResending>
