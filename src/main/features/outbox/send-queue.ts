import { z } from 'zod'
import { OutboundChannel, OutboundId, SenderKind } from '#shared/domain/outbox.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import { findNextLook, listUnfinished } from './queries.ts'

/** One message through its sender. One lane per channel: a burst of mails leaves one after another, and keeps no SMS from going. */
export const SendOutbound = defineJobKind({
  name: 'outbox.send',
  data: z.object({ id: OutboundId, channel: OutboundChannel }),
  lane: ({ channel }) => `outbox:${channel}`,
})

/** What became of what a provider took. */
export const FollowOutbound = defineJobKind({
  name: 'outbox.follow',
  data: z.object({ sender: SenderKind }),
  lane: ({ sender }) => `outbox-follow:${sender}`,
})

/** What could not leave for this long is a person's business again; whoever queues may say less. */
export const LONGEST_WAIT = 24 * 3_600_000

export function createOutboxQueue({ db, jobs }: { db: Db; jobs: JobQueue }) {
  function add(tx: Db, row: { id: OutboundId; channel: OutboundChannel; sendAfter?: number | null }): void {
    const { id, channel, sendAfter } = row
    jobs.enqueue(
      tx,
      SendOutbound,
      { id, channel },
      { key: id, ...(sendAfter === null || sendAfter === undefined ? {} : { runAt: sendAfter }) },
    )
  }

  /** Asks the provider when the first of its messages is due to be asked about. */
  function followNext(tx: Db, sender: SenderKind): void {
    const at = findNextLook(tx, sender)
    if (at !== null) jobs.enqueue(tx, FollowOutbound, { sender }, { key: sender, runAt: at })
  }

  return {
    add,
    followNext,
    takeBack: (tx: Db, id: OutboundId) => void jobs.cancel(tx, SendOutbound, id),

    /** At start: a job that was lost would leave its message waiting for ever. */
    wakeAll(): void {
      transact(db, tx => {
        for (const row of listUnfinished(tx)) add(tx, row)
        for (const sender of SenderKind.options) followNext(tx, sender)
      })
    },
  }
}
export type OutboxQueue = ReturnType<typeof createOutboxQueue>
