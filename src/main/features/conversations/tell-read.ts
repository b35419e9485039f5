import { and, eq, inArray, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ChannelAccountId, ConversationId } from '#shared/domain/ids.ts'
import { queueOutlook } from '#shared/domain/link-state.ts'
import type { Db } from '../../db/database.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelService } from '../channels/service.ts'
import type { SettingsService } from '../settings/service.ts'
import { findConversation } from './conversation-queries.ts'
import { addressOf } from './peers.ts'
import { conversations, messages } from './schema.ts'

const HOUR = 60 * 60_000
/** Receipts of one stanza. */
const BATCH = 100

export const TellRead = defineJobKind({
  name: 'conversations.tell-read',
  data: z.object({ conversationId: ConversationId, channelAccountId: ChannelAccountId }),
  lane: ({ channelAccountId }) => `receipts:${channelAccountId}`,
})

/** Tells the customer that somebody of the office has read, as soon as there is a link, and only if the office still wants that. */
export function createTellReadJob({
  db,
  clock,
  settings,
  channels,
}: {
  db: Db
  clock: Clock
  settings: Pick<SettingsService, 'current'>
  channels: Pick<ChannelService, 'markRead' | 'stateOf'>
}) {
  return defineJob({
    ...TellRead,
    maxAttempts: 20,
    async run({ conversationId, channelAccountId }) {
      const conversation = findConversation(db, conversationId)
      const due = listReceiptsDue(db, conversationId)
      if (!conversation || due.length === 0) return
      const from = addressOf(db, conversation)
      const outlook = queueOutlook(channels.stateOf(channelAccountId))
      const isWanted = settings.current().sendsReadReceipts && from !== null && outlook !== 'stranded'
      // The link wakes it when it is back.
      if (isWanted && outlook === 'waits') throw new RetryAt(clock.now() + HOUR, 'no-link')
      for (let start = 0; start < due.length; start += BATCH) {
        const batch = due.slice(start, start + BATCH)
        const receipts = batch.flatMap(({ externalId }) => (from === null ? [] : [{ externalId, from }]))
        if (isWanted && !(await channels.markRead(channelAccountId, receipts)))
          throw new RetryAt(clock.now() + HOUR, 'no-link')
        noteReceiptsSettled(
          db,
          batch.map(({ seq }) => seq),
        )
      }
    },
  })
}

/** What the office has read and the customer does not know yet. */
export function listReceiptsDue(db: Db, conversationId: ConversationId) {
  return db
    .select({ seq: messages.seq, externalId: messages.externalId })
    .from(messages)
    .where(and(eq(messages.conversationId, conversationId), sql`${messages.isReceiptDue} = 1`))
    .all()
}

export function listConversationsWithReceiptsDue(db: Db, accountId: ChannelAccountId): ConversationId[] {
  return db
    .selectDistinct({ id: messages.conversationId })
    .from(messages)
    .innerJoin(conversations, eq(conversations.id, messages.conversationId))
    .where(and(sql`${messages.isReceiptDue} = 1`, eq(conversations.channelAccountId, accountId)))
    .all()
    .map(({ id }) => id)
}

/** No new version: it is no change that anybody would see. */
function noteReceiptsSettled(db: Db, seqs: readonly number[]): void {
  db.update(messages)
    .set({ isReceiptDue: false })
    .where(inArray(messages.seq, [...seqs]))
    .run()
}
