import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ChannelAccountId, MessageId } from '#shared/domain/ids.ts'
import type { SendFailure } from '#shared/domain/message.ts'
import { assertNever } from '#shared/domain/assert-never.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { OutgoingText, SendOutcome } from '../channels/channel.ts'
import type { ChannelService } from '../channels/service.ts'
import { leads } from '../leads/schema.ts'
import { findInConversation, findMessage, type MessageRow, updateMessage } from './message-queries.ts'
import { addressOf } from './peers.ts'
import type { Receiver } from './receive.ts'
import { conversations, messages } from './schema.ts'

/** A message that could not leave for this long is a person's business again. */
const LONGEST_WAIT = 24 * 60 * 60_000

/** How soon an unanswered message is tried again by itself; a link that comes back tries at once. */
const NEXT_TRY = 30_000

/** One message through its channel. One lane per linked number: what was written first leaves first. */
export const SendMessage = defineJobKind({
  name: 'messages.send',
  data: z.object({ messageId: MessageId, channelAccountId: ChannelAccountId }),
  lane: ({ channelAccountId }) => `channel:${channelAccountId}`,
})

interface World {
  db: Db
  clock: Clock
  events: AppEvents
  channels: ChannelService
  receiver: Receiver
}

/**
 * Sends what is queued. The row was there first and carries the id under which the channel knows it, so that sending the same
 * message twice (after a kill, a lost acknowledgement) arrives once.
 */
export function createSendMessageJob(world: World) {
  const { db, clock, channels } = world
  return defineJob({
    ...SendMessage,
    maxAttempts: 20,
    timeoutMs: 3 * 60_000,
    async run({ messageId, channelAccountId }, { signal }) {
      const message = findMessage(db, messageId)
      if (message?.status !== 'queued') return
      const outgoing = toOutgoing(db, message)
      const outcome: SendOutcome = outgoing
        ? await channels.send(channelAccountId, outgoing, signal)
        : { kind: 'refused', reason: 'not-on-channel', detail: null }
      settle(world, message, outcome, clock.now())
    },
    onGivenUp(tx, { messageId }) {
      const message = findMessage(tx, messageId)
      if (message?.status === 'queued') markFailed(tx, world, message, 'unknown-outcome', null)
    },
  })
}

function settle(world: World, message: MessageRow, outcome: SendOutcome, now: number): void {
  const { db, receiver } = world
  switch (outcome.kind) {
    case 'acknowledged':
      transact(db, tx => {
        const current = findMessage(tx, message.id)
        if (current) receiver.advanceStatus(tx, current, 'sent', outcome.at)
      })
      return
    case 'refused':
      transact(db, tx => markFailed(tx, world, message, outcome.reason, outcome.detail))
      return
    case 'unanswered':
      if (now - message.updatedAt >= LONGEST_WAIT) {
        transact(db, tx => markFailed(tx, world, message, 'expired', null))
        return
      }
      throw new RetryAt(now + NEXT_TRY, 'no-answer')
    case 'slow-down':
      throw new RetryAt(now + outcome.retryAfterMs, 'slow-down')
    default:
      assertNever(outcome, 'send outcome')
  }
}

function markFailed(tx: Db, world: World, message: MessageRow, reason: SendFailure, detail: string | null): void {
  const current = findMessage(tx, message.id)
  if (current?.status !== 'queued') return
  updateMessage(tx, message.id, { status: 'failed', error: { reason, detail } }, world.clock.now())
  world.receiver.showStatus(tx, message, 'failed')
  const { id: messageId, conversationId, leadId } = message
  afterCommit(tx, () => world.events.publish({ type: 'message.changed', messageId, conversationId, leadId }))
}

/** The stored message in the channel's terms; undefined when its person has no address any more. */
function toOutgoing(db: Db, message: MessageRow): OutgoingText | undefined {
  const to = addressOf(db, { id: message.conversationId, leadId: message.leadId })
  if (to === null) return undefined
  const { quotedExternalId } = message
  const quotedRow =
    quotedExternalId === null
      ? undefined
      : (findInConversation(db, message.conversationId, 'in', quotedExternalId) ??
        findInConversation(db, message.conversationId, 'out', quotedExternalId))
  const quoted = quotedRow && {
    externalId: quotedRow.externalId,
    direction: quotedRow.direction,
    raw: quotedRow.raw,
    body: quotedRow.body,
  }
  const lead = db.select({ lastInboundAt: leads.lastInboundAt }).from(leads).where(eq(leads.id, message.leadId)).get()
  const customerWroteAt = lead?.lastInboundAt ?? null
  return { externalId: message.externalId, to, body: message.body, quoted: quoted ?? null, customerWroteAt }
}

/**
 * Puts everything that waits for this number to its sending job again, in the order it was written: when its link comes back,
 * and at start (a job that was lost would otherwise leave its message waiting for ever).
 */
export function resumeQueuedMessages(db: Db, jobs: JobQueue, accountId: ChannelAccountId): number {
  return transact(db, tx => {
    const queued = tx
      .select({ id: messages.id })
      .from(messages)
      .innerJoin(conversations, eq(conversations.id, messages.conversationId))
      .where(and(sql`${messages.status} = 'queued'`, eq(conversations.channelAccountId, accountId)))
      .orderBy(messages.seq)
      .all()
    for (const { id } of queued) {
      jobs.enqueue(tx, SendMessage, { messageId: id, channelAccountId: accountId }, { key: id })
    }
    return queued.length
  })
}
