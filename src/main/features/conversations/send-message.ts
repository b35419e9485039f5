import { eq } from 'drizzle-orm'
import { assertNever } from '#shared/domain/assert-never.ts'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import { queueOutlook } from '#shared/domain/link-state.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OutgoingText, SendOutcome } from '../channels/channel.ts'
import type { ChannelService } from '../channels/service.ts'
import { leads } from '../leads/schema.ts'
import { findFirstQueued, findInConversation, findMessage, type MessageRow, updateMessage } from './message-queries.ts'
import type { MessageStatuses } from './message-statuses.ts'
import { addressOf } from './peers.ts'
import { SendMessage, type SendQueue } from './send-queue.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

/** A message that could not leave for this long is a person's business again. */
const LONGEST_WAIT = 24 * 60 * MINUTE

interface World {
  db: Db
  clock: Clock
  channels: Pick<ChannelService, 'send' | 'stateOf' | 'waitForNewChat'>
  statuses: MessageStatuses
  queue: Pick<SendQueue, 'add' | 'addUpload'>
}

/**
 * Sends what is queued. The row was there first and carries the id under which the channel knows it, so that sending the same
 * message twice (after a kill, a lost acknowledgement) arrives once. Within a conversation nothing overtakes: while an earlier
 * message waits, the later ones lie still until it is out of the way.
 */
export function createSendMessageJob(world: World) {
  const { db, clock, channels, statuses, queue } = world
  const pausedUntil = new Map<ChannelAccountId, number>()

  /** Throws when it is not this message's time; says why when its time is over. */
  function findEnd(message: MessageRow, accountId: ChannelAccountId): 'expired' | 'logged-out' | null {
    const now = clock.now()
    const expiresAt = queuedAtOf(message) + LONGEST_WAIT
    if (now >= expiresAt) return 'expired'
    const outlook = queueOutlook(channels.stateOf(accountId))
    if (outlook === 'stranded') return 'logged-out'
    if (outlook === 'waits') throw new RetryAt(expiresAt, 'no-link')
    const first = findFirstQueued(db, message.conversationId)
    if (first && first.id !== message.id) {
      // It is woken when the first one is out of the way, which that one's own job sees to: there must be one.
      queue.add(db, first.id, accountId, expiresAt)
      throw new RetryAt(expiresAt, 'not-its-turn')
    }
    const pauseEnd = pausedUntil.get(accountId) ?? 0
    if (now < pauseEnd) throw new RetryAt(pauseEnd, 'slow-down')
    // Whoever writes to too many strangers is restricted by WhatsApp: over the day's cap a first contact waits.
    const newChatAt = channels.waitForNewChat(accountId, message.conversationId)
    if (newChatAt !== null) throw new RetryAt(Math.min(newChatAt, expiresAt), 'new-chat-limit')
    return null
  }

  function settle(message: MessageRow, accountId: ChannelAccountId, outcome: SendOutcome): void {
    const now = clock.now()
    switch (outcome.kind) {
      case 'acknowledged':
        transact(db, tx => {
          const current = findMessage(tx, message.id)
          if (current) statuses.advance(tx, current, 'sent', outcome.at)
        })
        return
      case 'refused':
        transact(db, tx => {
          // So it is known that it did not arrive, and it can still be taken back.
          updateMessage(tx, message.id, { triedAt: null }, now)
          statuses.fail(tx, message.id, outcome.reason, outcome.detail)
        })
        return
      case 'unanswered':
        throw new RetryAt(now + waitAfter(now - queuedAtOf(message)), 'no-answer')
      case 'slow-down':
        // It is the number that is too fast, not this message: whatever else it would send waits as well.
        pausedUntil.set(accountId, now + outcome.retryAfterMs)
        throw new RetryAt(now + outcome.retryAfterMs, 'slow-down')
      default:
        assertNever(outcome, 'send outcome')
    }
  }

  return defineJob({
    ...SendMessage,
    maxAttempts: 20,
    timeoutMs: 3 * MINUTE,
    async run({ messageId, channelAccountId }, { signal }) {
      const message = findMessage(db, messageId)
      if (message?.status !== 'queued') return
      const end = findEnd(message, channelAccountId)
      if (end !== null) return transact(db, tx => statuses.fail(tx, messageId, end, null))
      if (message.kind !== 'text' && message.raw === null) {
        // The upload wakes it; until then it keeps its place.
        queue.addUpload(db, messageId, channelAccountId)
        throw new RetryAt(queuedAtOf(message) + LONGEST_WAIT, 'not-uploaded')
      }
      const outgoing = toOutgoing(db, message)
      if (outgoing === null) return transact(db, tx => statuses.fail(tx, messageId, 'not-on-channel', null))
      // Before anything can leave: from here on nobody may say that it did not.
      if (message.triedAt === null) updateMessage(db, messageId, { triedAt: clock.now() }, clock.now())
      settle(message, channelAccountId, await channels.send(channelAccountId, outgoing, signal))
    },
    onGivenUp(tx, { messageId }) {
      statuses.fail(tx, messageId, 'unknown-outcome', null)
    },
  })
}

export function queuedAtOf({ queuedAt, createdAt }: MessageRow): number {
  return queuedAt ?? createdAt
}

/** How soon an unanswered message is tried again by itself: the longer it waits already, the less often. A link that comes back tries at once. */
export function waitAfter(waitedMs: number): number {
  return Math.min(Math.max(30 * SECOND, waitedMs / 4), 15 * MINUTE)
}

/** The stored message in the channel's terms; null when its person has no address any more. */
export function toOutgoing(db: Db, message: MessageRow): OutgoingText | null {
  const to = addressOf(db, { id: message.conversationId, leadId: message.leadId })
  if (to === null) return null
  const { quotedExternalId } = message
  const quotedRow =
    quotedExternalId === null
      ? undefined
      : (findInConversation(db, message.conversationId, 'in', quotedExternalId) ??
        findInConversation(db, message.conversationId, 'out', quotedExternalId))
  const lead = db.select({ lastInboundAt: leads.lastInboundAt }).from(leads).where(eq(leads.id, message.leadId)).get()
  const customerWroteAt = lead?.lastInboundAt ?? null
  const { externalId, body, details, isForwarded } = message
  return { externalId, to, body, details, isForwarded, quoted: quotedRow ? toQuoted(quotedRow) : null, customerWroteAt }
}

/** The message that another one answers. A text that was changed is quoted as it reads now, which its first form does not tell. */
export function toQuoted({ externalId, direction, kind, body, raw, editedAt }: MessageRow): OutgoingText['quoted'] {
  return { externalId, direction, body, raw: kind === 'text' && editedAt !== null ? null : raw }
}
