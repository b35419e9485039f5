import { z } from 'zod'
import { ChannelAccountId, MessageId } from '#shared/domain/ids.ts'
import { queueOutlook } from '#shared/domain/link-state.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelService } from '../channels/service.ts'
import { findMessage } from './message-queries.ts'
import { findOfficeReaction, noteReaction } from './reactions.ts'
import { toOutgoing, waitAfter } from './send-message.ts'

const DAY = 24 * 60 * 60_000

export const SendReaction = defineJobKind({
  name: 'messages.react',
  data: z.object({ messageId: MessageId, channelAccountId: ChannelAccountId, externalId: z.string() }),
  lane: ({ channelAccountId }) => `channel:${channelAccountId}`,
})

/**
 * Tells the customer's phone the office's reaction as it is by then: one that was changed while the link was down goes out once. What
 * WhatsApp refuses is taken back here too.
 */
export function createSendReactionJob({
  db,
  clock,
  events,
  channels,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'send' | 'stateOf'>
}) {
  function takeBack(tx: Db, id: MessageId): void {
    const message = findMessage(tx, id)
    if (!message) return
    noteReaction(tx, id, { from: 'office', staffId: null, emoji: null, at: clock.now() })
    const { conversationId, leadId } = message
    afterCommit(tx, () => events.publish({ type: 'message.changed', messageId: id, conversationId, leadId }))
  }

  return defineJob({
    ...SendReaction,
    maxAttempts: 20,
    async run({ messageId, channelAccountId, externalId }, { signal }) {
      const message = findMessage(db, messageId)
      const reaction = findOfficeReaction(db, messageId)
      const outgoing = message && toOutgoing(db, message)
      if (!message || !reaction || !outgoing || message.deletedAt !== null) return
      const now = clock.now()
      const waited = now - reaction.at
      if (waited >= DAY || queueOutlook(channels.stateOf(channelAccountId)) === 'stranded')
        return transact(db, tx => takeBack(tx, messageId))
      const { to, customerWroteAt } = outgoing
      const { direction } = message
      const target = { externalId: message.externalId, direction }
      const told = { externalId, to, target, emoji: reaction.emoji, at: reaction.at, customerWroteAt }
      const outcome = await channels.send(channelAccountId, told, signal)
      if (outcome.kind === 'refused') transact(db, tx => takeBack(tx, messageId))
      else if (outcome.kind === 'slow-down') throw new RetryAt(clock.now() + outcome.retryAfterMs, 'slow-down')
      else if (outcome.kind === 'unanswered') throw new RetryAt(clock.now() + waitAfter(waited), 'no-answer')
    },
    onGivenUp: (tx, { messageId }) => takeBack(tx, messageId),
  })
}
