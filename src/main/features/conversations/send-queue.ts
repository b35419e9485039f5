import { z } from 'zod'
import { ChannelAccountId, type ConversationId, MessageId } from '#shared/domain/ids.ts'
import { type LinkState, queueOutlook } from '#shared/domain/link-state.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import { findConversation } from './conversation-queries.ts'
import { listWaitingChanges } from './message-changes.ts'
import { findFirstQueued, listQueued } from './message-queries.ts'

/** One message through its channel. One lane per linked number: what was written first leaves first. */
export const SendMessage = defineJobKind({
  name: 'messages.send',
  data: z.object({ messageId: MessageId, channelAccountId: ChannelAccountId }),
  lane: ({ channelAccountId }) => `channel:${channelAccountId}`,
})

/** One content to the channel's server, before its message can leave; several numbers, and a long upload, keep no text from going. */
export const UploadMedia = defineJobKind({
  name: 'messages.upload',
  data: z.object({ messageId: MessageId, channelAccountId: ChannelAccountId }),
  lane: ({ channelAccountId }) => `upload:${channelAccountId}`,
})

/** An edit or a deletion of a message that has left. In the lane of what is sent, so that it never overtakes its message. */
export const SendChange = defineJobKind({
  name: 'messages.change',
  data: z.object({ messageId: MessageId, channelAccountId: ChannelAccountId }),
  lane: ({ channelAccountId }) => `channel:${channelAccountId}`,
})

/** Which queued messages are looked at now. Everything that cannot leave yet lies still until it is woken, or expires. */
export function createSendQueue({ db, jobs }: { db: Db; jobs: JobQueue }) {
  const outlooks = new Map<ChannelAccountId, ReturnType<typeof queueOutlook>>()

  function add(tx: Db, messageId: MessageId, channelAccountId: ChannelAccountId, notBefore?: number): void {
    const options = { key: messageId, ...(notBefore === undefined ? {} : { runAt: notBefore }) }
    jobs.enqueue(tx, SendMessage, { messageId, channelAccountId }, options)
  }

  function addChange(tx: Db, messageId: MessageId, channelAccountId: ChannelAccountId): void {
    jobs.enqueue(tx, SendChange, { messageId, channelAccountId }, { key: messageId })
  }

  /**
   * The first of every conversation; each wakes the next. Also at start: a job that was lost would otherwise leave its message
   * waiting for ever.
   */
  function wakeAll(accountId: ChannelAccountId): void {
    transact(db, tx => {
      const woken = new Set<ConversationId>()
      for (const { id, conversationId } of listQueued(tx, accountId)) {
        if (!woken.has(conversationId)) add(tx, id, accountId)
        woken.add(conversationId)
      }
      for (const { messageId } of listWaitingChanges(tx, accountId)) addChange(tx, messageId, accountId)
    })
  }

  return {
    add,
    addChange,
    dropChange: (tx: Db, messageId: MessageId) => void jobs.cancel(tx, SendChange, messageId),

    addUpload(tx: Db, messageId: MessageId, channelAccountId: ChannelAccountId): void {
      jobs.enqueue(tx, UploadMedia, { messageId, channelAccountId }, { key: messageId })
    },

    takeBack(tx: Db, messageId: MessageId): void {
      jobs.cancel(tx, SendMessage, messageId)
      jobs.cancel(tx, UploadMedia, messageId)
    },

    /** One message of the conversation is out of the way: the next may go. */
    wakeNext(tx: Db, conversationId: ConversationId): void {
      const next = findFirstQueued(tx, conversationId)
      const conversation = next && findConversation(tx, conversationId)
      if (conversation) add(tx, next.id, conversation.channelAccountId)
    },

    /**
     * What waited for a link leaves when it is up, in the order in which it was written, and is given up when it is gone for good.
     * A link tells its state often (the progress of a first history): only a change of what it means for the queue counts.
     */
    linkChanged(accountId: ChannelAccountId, state: LinkState): void {
      const outlook = queueOutlook(state)
      if (outlooks.get(accountId) === outlook) return
      outlooks.set(accountId, outlook)
      if (outlook !== 'waits') wakeAll(accountId)
    },
  }
}
export type SendQueue = ReturnType<typeof createSendQueue>
