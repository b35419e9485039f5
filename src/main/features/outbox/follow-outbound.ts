import { type Db, transact } from '../../db/database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import { findOutbound, listToLookAt, type OutboxRow, updateOutbound } from './queries.ts'
import { FollowOutbound, type OutboxQueue } from './send-queue.ts'
import type { Delivery, Senders, SentMessage } from './sender.ts'
import type { Settling } from './settle.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** NetGSM's report takes many at once; whoever asks for each stays below a minute with so many. */
const AT_ONCE = 50
/** A phone that was off for so long gets nothing any more. */
const FOLLOWED_FOR = 72 * HOUR

/** Asks the providers what became of what they took, ever more seldom. */
export function createFollowOutboundJob({
  db,
  clock,
  senders,
  queue,
  settling,
}: {
  db: Db
  clock: Clock
  senders: Senders
  queue: Pick<OutboxQueue, 'followNext'>
  settling: Settling
}) {
  function note(tx: Db, row: OutboxRow, delivery: Delivery | undefined): void {
    const now = clock.now()
    const before = findOutbound(tx, row.id)
    if (before?.state !== 'sent') return
    if (delivery?.kind === 'delivered') {
      settling.change(tx, before, 'delivered', { deliveredAt: delivery.at ?? now, lookAt: null })
    } else if (delivery?.kind === 'failed') {
      settling.change(tx, before, 'failed', { problem: delivery.problem, lookAt: null })
    } else updateOutbound(tx, row.id, { lookAt: nextLook(row.sentAt ?? row.createdAt, now) }, now)
  }

  return defineJob({
    ...FollowOutbound,
    timeoutMs: 5 * MINUTE,
    async run({ sender: kind }, { signal }) {
      const rows = listToLookAt(db, kind, clock.now(), AT_ONCE)
      const sender = senders.ofKind(kind)
      const known = rows.flatMap(row => (row.providerId === null ? [] : [toSent(row, row.providerId)]))
      if (known.length > 0 && sender?.follow) {
        const deliveries = await sender.follow(known, signal).catch((error: unknown) => {
          signal.throwIfAborted()
          throw error instanceof RetryAt ? error : new RetryAt(clock.now() + 2 * MINUTE, 'cannot-ask')
        })
        signal.throwIfAborted()
        transact(db, tx => {
          for (const row of rows) note(tx, row, deliveries.get(row.id))
        })
      } else transact(db, tx => rows.forEach(row => updateOutbound(tx, row.id, { lookAt: null }, clock.now())))
      transact(db, tx => queue.followNext(tx, kind))
    },
  })
}

function toSent({ id, address, sentAt, createdAt }: OutboxRow, providerId: string): SentMessage {
  return { id, providerId, address, sentAt: sentAt ?? createdAt }
}

/** Half as long again as it has been on its way, and given up after some days. */
export function nextLook(sentAt: number, now: number): number | null {
  const age = Math.max(0, now - sentAt)
  if (age > FOLLOWED_FOR) return null
  return now + Math.min(Math.max(30 * SECOND, age / 2), 6 * HOUR)
}
