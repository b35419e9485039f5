import { and, eq, inArray, sql } from 'drizzle-orm'
import type { ChannelAccountId, ConversationId } from '#shared/domain/ids.ts'
import { type LinkState, queueOutlook } from '#shared/domain/link-state.ts'
import type { MessageKind } from '#shared/domain/message.ts'
import { type Db, transact } from '../../db/database.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { SettingsService } from '../settings/service.ts'
import type { ConversationRow } from './conversation-queries.ts'
import type { ReadMessage } from './read-marks.ts'
import { messages } from './schema.ts'
import { listConversationsWithReceiptsDue, TellRead } from './tell-read.ts'

/** Nobody has read what could not be read, and a call is not read. */
const NEVER_READ: ReadonlySet<MessageKind> = new Set<MessageKind>(['waiting', 'call'])

/**
 * The customer sees blue ticks only where the office wants that, and only for what a person has just seen. Noted in the transaction
 * that reads them, so that they go out once the link is back, whatever happens in between.
 */
export function createReadReceipts({
  db,
  settings,
  jobs,
}: {
  db: Db
  settings: Pick<SettingsService, 'current'>
  jobs: JobQueue
}) {
  function enqueue(tx: Db, conversationId: ConversationId, channelAccountId: ChannelAccountId): void {
    jobs.enqueue(tx, TellRead, { conversationId, channelAccountId }, { key: conversationId })
  }

  return {
    tellSender(
      tx: Db,
      { id, channelAccountId }: Pick<ConversationRow, 'id' | 'channelAccountId'>,
      read: readonly ReadMessage[],
    ): void {
      if (!settings.current().sendsReadReceipts) return
      const seen = read.filter(({ kind }) => !NEVER_READ.has(kind)).map(({ externalId }) => externalId)
      if (seen.length === 0) return
      tx.update(messages)
        .set({ isReceiptDue: true })
        .where(
          and(eq(messages.conversationId, id), sql`${messages.direction} = 'in'`, inArray(messages.externalId, seen)),
        )
        .run()
      enqueue(tx, id, channelAccountId)
    },

    linkChanged(accountId: ChannelAccountId, state: LinkState): void {
      if (queueOutlook(state) !== 'leaves') return
      transact(db, tx => {
        for (const id of listConversationsWithReceiptsDue(tx, accountId)) enqueue(tx, id, accountId)
      })
    },
  }
}
export type ReadReceipts = ReturnType<typeof createReadReceipts>
