import { and, asc, eq, gt, lte, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ConversationId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { type AnyJob, defineJob, defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { AutomaticMessages } from '../conversations/automatic-messages.ts'
import type { TakeTemplate } from '../conversations/message-service.ts'
import type { KeptFiles } from '../files/kept-files.ts'
import { scheduledMessages } from './schema.ts'

export type ScheduledRow = typeof scheduledMessages.$inferSelect

export const RunScheduled = defineJobKind({
  name: 'scheduled-messages.run',
  data: z.object({}),
  lane: () => 'scheduled-messages',
})

/** What was missed for longer than this is asked about first: what it says may be of yesterday. */
const MOST_LATE = 60 * 60_000

/** Written out as in the index. */
export const isWaiting = sql`${scheduledMessages.state} in ('planned', 'late', 'failed')`

export function wakeScheduled(tx: Db, jobs: JobQueue, at: number): void {
  jobs.enqueue(tx, RunScheduled, {}, { key: `at-${at}`, runAt: at })
}

export function updateScheduled(
  tx: Db,
  { id }: Pick<ScheduledRow, 'id'>,
  changes: Partial<ScheduledRow>,
  now: number,
): void {
  tx.update(scheduledMessages)
    .set({ ...changes, version: sql`${scheduledMessages.version} + 1`, updatedAt: now })
    .where(eq(scheduledMessages.id, id))
    .run()
}

export function createScheduledSender({
  db,
  clock,
  jobs,
  automatic,
  kept,
  takeTemplate,
  announce,
}: {
  db: Db
  clock: Clock
  jobs: JobQueue
  automatic: Pick<AutomaticMessages, 'wayInto' | 'send' | 'authorOf'>
  kept: Pick<KeptFiles, 'fileOfScheduled' | 'forgetOfScheduled'>
  takeTemplate: TakeTemplate
  announce(tx: Db): void
}) {
  /** The row that says "sent" and the message are one commit: it leaves once, under its own id, whatever is killed. */
  function send(tx: Db, row: ScheduledRow): void {
    const now = clock.now()
    const author = automatic.authorOf(tx, row.createdBy)
    const way = automatic.wayInto(tx, row.conversationId)
    if (way === null) updateScheduled(tx, row, { state: 'failed', reason: 'cannot-write' }, now)
    else {
      const file = kept.fileOfScheduled(tx, row.id)
      const template = row.templateId === null ? undefined : takeTemplate(tx, row.templateId)
      automatic.send(tx, author, way.conversation, {
        ...{ id: row.id, body: row.body, quotedId: null },
        ...(file && { media: { keptId: file.id, kind: file.kind } }),
        ...(template && { template }),
      })
      updateScheduled(tx, row, { state: 'sent', reason: null }, now)
    }
    announce(tx)
  }

  function run(): void {
    const due = db
      .select()
      .from(scheduledMessages)
      .where(and(isWaiting, eq(scheduledMessages.state, 'planned'), lte(scheduledMessages.sendAt, clock.now())))
      .orderBy(asc(scheduledMessages.sendAt), asc(scheduledMessages.id))
      .all()
    for (const { id } of due) {
      transact(db, tx => {
        const row = tx.select().from(scheduledMessages).where(eq(scheduledMessages.id, id)).get()
        const now = clock.now()
        if (row?.state !== 'planned' || row.sendAt > now) return
        if (now - row.sendAt <= MOST_LATE) return send(tx, row)
        updateScheduled(tx, row, { state: 'late', reason: 'too-late' }, now)
        announce(tx)
      })
    }
    const next = db
      .select({ sendAt: scheduledMessages.sendAt })
      .from(scheduledMessages)
      .where(and(isWaiting, eq(scheduledMessages.state, 'planned'), gt(scheduledMessages.sendAt, clock.now())))
      .orderBy(asc(scheduledMessages.sendAt))
      .limit(1)
      .get()
    if (next) wakeScheduled(db, jobs, next.sendAt)
  }

  return {
    send,
    definitions: [defineJob({ ...RunScheduled, maxAttempts: 10, run })] as AnyJob[],

    /** The customer wrote first: what was to be sent only without that is called off. */
    noteInbound(tx: Db, { conversationId, sentAt }: { conversationId: ConversationId; sentAt: number }): void {
      const rows = tx
        .select()
        .from(scheduledMessages)
        .where(and(eq(scheduledMessages.conversationId, conversationId), isWaiting))
        .all()
      for (const row of rows.filter(each => each.cancelsOnReply && sentAt >= each.createdAt - 2 * 60_000)) {
        updateScheduled(tx, row, { state: 'cancelled', reason: 'answered' }, clock.now())
        kept.forgetOfScheduled(tx, row.id)
        announce(tx)
      }
    },
  }
}
export type ScheduledSender = ReturnType<typeof createScheduledSender>
