import { z } from 'zod'
import { assertNever } from '#shared/domain/assert-never.ts'
import { ChannelAccountId, ConversationId } from '#shared/domain/ids.ts'
import { type LinkState, queueOutlook } from '#shared/domain/link-state.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelService } from '../channels/service.ts'
import { type Blocks, listBlocksPending } from './blocks.ts'
import { findConversation } from './conversation-queries.ts'
import { addressOf } from './peers.ts'

const HOUR = 60 * 60_000
const NO_ANSWER_FOR = 30_000

/** In the lane of the messages: what was written before a block leaves before it. */
export const TellBlock = defineJobKind({
  name: 'conversations.tell-block',
  data: z.object({ conversationId: ConversationId, channelAccountId: ChannelAccountId }),
  lane: ({ channelAccountId }) => `channel:${channelAccountId}`,
})

/** Tells WhatsApp who is blocked, as it is by then: blocked and let in again while the link was down is told once. */
export function createTellBlockJob({
  db,
  clock,
  channels,
  blocks,
}: {
  db: Db
  clock: Clock
  channels: Pick<ChannelService, 'peopleOf' | 'stateOf'>
  blocks: Blocks
}) {
  return defineJob({
    ...TellBlock,
    maxAttempts: 20,
    async run({ conversationId, channelAccountId }) {
      const conversation = findConversation(db, conversationId)
      if (conversation?.blockState !== 'pending') return
      const { isBlocked } = conversation
      const settle = (isTaken: boolean) => transact(db, tx => blocks.settle(tx, conversationId, { isBlocked, isTaken }))
      const to = addressOf(db, conversation)
      const outlook = queueOutlook(channels.stateOf(channelAccountId))
      if (to === null || outlook === 'stranded') return settle(false)
      // The link wakes it when it is back.
      if (outlook === 'waits') throw new RetryAt(clock.now() + HOUR, 'no-link')
      const outcome = await channels.peopleOf(channelAccountId).setBlocked(to, isBlocked)
      switch (outcome.kind) {
        case 'acknowledged':
          return settle(true)
        case 'refused':
          return settle(false)
        case 'unanswered':
          throw new RetryAt(clock.now() + NO_ANSWER_FOR, 'no-answer')
        case 'slow-down':
          throw new RetryAt(clock.now() + outcome.retryAfterMs, 'slow-down')
        default:
          return assertNever(outcome, 'send outcome')
      }
    },
    onGivenUp(tx, { conversationId }) {
      const conversation = findConversation(tx, conversationId)
      if (conversation) blocks.settle(tx, conversationId, { isBlocked: conversation.isBlocked, isTaken: false })
    },
  })
}

/** What waited for the link is told when it is up; also at start, where a job was lost. */
export function createBlockQueue({ db, jobs }: { db: Db; jobs: JobQueue }) {
  return {
    add(tx: Db, conversationId: ConversationId, channelAccountId: ChannelAccountId): void {
      jobs.enqueue(tx, TellBlock, { conversationId, channelAccountId }, { key: conversationId })
    },
    linkChanged(accountId: ChannelAccountId, state: LinkState): void {
      if (queueOutlook(state) === 'waits') return
      transact(db, tx => {
        for (const { id } of listBlocksPending(tx, accountId)) this.add(tx, id, accountId)
      })
    },
  }
}
export type BlockQueue = ReturnType<typeof createBlockQueue>
