import { eq } from 'drizzle-orm'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { listAccounts as ListAccounts } from '../channels/queries.ts'
import type { ChannelService } from '../channels/service.ts'
import type { Outbox } from '../outbox/service.ts'
import { type DeliveryRow, type DocumentRow, outboundIdOf } from './queries.ts'
import { reportDeliveries, reportMessages } from './schema.ts'
import type { ReportMessageQueue } from './send-report-message.ts'
import { toText } from './to-text.ts'

export interface HandOverWorld {
  clock: Clock
  channels: Pick<ChannelService, 'isLinked' | 'newMessageId' | 'encodeText'>
  listAccounts: typeof ListAccounts
  outbox: Pick<Outbox, 'queue'>
  queue: ReportMessageQueue
}

/** The first number that carries what is written now, also where its link is down for a while. */
export function findCarrier(tx: Db, { channels, listAccounts }: HandOverWorld): ChannelAccountId | null {
  return listAccounts(tx).find(({ id }) => channels.isLinked(id))?.id ?? null
}

/** Gives a report to what carries it, in the caller's transaction: a mail to the outbox, a text and a document to WhatsApp. */
export function createHandOver(world: HandOverWorld) {
  const { clock, channels, outbox, queue } = world

  function toWhatsApp(tx: Db, delivery: DeliveryRow, document: DocumentRow): DeliveryRow['problem'] {
    const accountId = findCarrier(tx, world)
    if (accountId === null) return 'no-number'
    const now = clock.now()
    const at = { deliveryId: delivery.id, accountId, state: 'queued' as const, queuedAt: now, updatedAt: now }
    const externalId = channels.newMessageId(accountId)
    const raw = channels.encodeText(accountId, toText(delivery, externalId, document.text))
    const id = newId()
    tx.insert(reportMessages)
      .values({ id, part: 'text', externalId, raw: Buffer.from(raw), ...at })
      .run()
    // Its form is known when the content is at WhatsApp's server.
    tx.insert(reportMessages)
      .values({ id: newId(), part: 'pdf', externalId: channels.newMessageId(accountId), raw: null, ...at })
      .run()
    queue.add(tx, { id, accountId })
    return null
  }

  function toOutbox(tx: Db, delivery: DeliveryRow, document: DocumentRow): null {
    const { fileName: name, sha256 } = document
    outbox.queue(tx, {
      id: outboundIdOf(delivery),
      channel: 'email',
      to: delivery.address,
      staffId: delivery.staffId,
      subject: `${document.title} · ${document.period}`,
      body: document.text,
      html: document.html,
      attachments: [{ name, mime: 'application/pdf', sha256 }],
      cause: { kind: 'report', id: delivery.runId },
    })
    return null
  }

  return function handOver(tx: Db, delivery: DeliveryRow, document: DocumentRow): void {
    const problem = (delivery.channel === 'email' ? toOutbox : toWhatsApp)(tx, delivery, document)
    tx.update(reportDeliveries)
      .set({ documentId: document.id, problem, updatedAt: clock.now() })
      .where(eq(reportDeliveries.id, delivery.id))
      .run()
  }
}
export type HandOver = ReturnType<typeof createHandOver>
