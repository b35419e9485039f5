import { assertNever } from '#shared/domain/assert-never.ts'
import { toOutboxProblem } from '#shared/domain/outbox.ts'
import { type Db, transact } from '../../db/database.ts'
import { backoffDelay } from '../../jobs/backoff.ts'
import { defineJob } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import { findOutbound, isProviderIdKnown, listAttachments, type OutboxRow } from './queries.ts'
import { LONGEST_WAIT, type OutboxQueue, SendOutbound } from './send-queue.ts'
import { isSender, type OutgoingMessage, type SegmentPrice, type Senders, type SendOutcome } from './sender.ts'
import type { Settling } from './settle.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

const BACKOFF = { firstMs: 30 * SECOND, longestMs: 30 * MINUTE }
/** A request that was under way when the program died may still arrive at the provider: it is looked for only after this. */
const LOOK_AFTER = 2 * MINUTE
const FIRST_LOOK = 20 * SECOND

interface World {
  db: Db
  clock: Clock
  senders: Senders
  queue: Pick<OutboxQueue, 'followNext'>
  settling: Settling
  random?: () => number
}

/**
 * Sends what is queued. Neither SMTP nor the SMS providers know a key under which sending twice would be sending once: so the row says
 * `sending` before anything leaves, and whatever is found in that state later is looked for at the provider, or shown to a person. It is
 * never sent again by itself.
 */
export function createSendOutboundJob({ db, clock, senders, queue, settling, random = Math.random }: World) {
  function endsAt({ createdAt, sendAfter, expiresAt }: OutboxRow): number {
    return expiresAt ?? Math.max(createdAt, sendAfter ?? 0) + LONGEST_WAIT
  }

  function current(tx: Db, row: OutboxRow): OutboxRow | undefined {
    const found = findOutbound(tx, row.id)
    return found?.state === 'sending' ? found : undefined
  }

  function settle(row: OutboxRow, outcome: SendOutcome, price: SegmentPrice | null, canLookUp: boolean): void {
    const now = clock.now()
    switch (outcome.kind) {
      case 'sent':
        transact(db, tx => {
          if (row.sender !== null) senders.noteOutcome(tx, row.sender, null)
          const before = current(tx, row)
          if (!before) return
          const segments = outcome.segments ?? null
          settling.change(tx, before, 'sent', {
            providerId: outcome.providerId,
            sentAt: now,
            problem: null,
            segments,
            costMicros: segments === null || price === null ? null : segments * price.micros,
            currency: segments === null || price === null ? null : price.currency,
            lookAt: outcome.asksAgain ? now + FIRST_LOOK : null,
          })
          if (outcome.asksAgain && before.sender !== null) queue.followNext(tx, before.sender)
        })
        return
      case 'refused':
        transact(db, tx => {
          const before = current(tx, row)
          if (row.sender !== null) senders.noteOutcome(tx, row.sender, outcome.problem)
          if (before) settling.change(tx, before, 'failed', { problem: outcome.problem })
        })
        return
      case 'later':
        waitAndRetry(row, outcome)
        return
      case 'unknown':
        if (canLookUp) throw new RetryAt(now + LOOK_AFTER, 'look-up')
        noteUnknown(row, outcome.problem)
        return
      default:
        assertNever(outcome, 'send outcome')
    }
  }

  /** Surely nothing went out: it is queued again, and comes back later. */
  function waitAndRetry(row: OutboxRow, { problem, retryAfterMs }: Extract<SendOutcome, { kind: 'later' }>): void {
    const at = clock.now() + Math.max(retryAfterMs ?? 0, backoffDelay(BACKOFF, row.attempts, random))
    transact(db, tx => {
      if (row.sender !== null) senders.noteOutcome(tx, row.sender, problem)
      const before = current(tx, row)
      if (before) settling.change(tx, before, at < endsAt(row) ? 'queued' : 'expired', { problem, triedAt: null })
    })
    if (at < endsAt(row)) throw new RetryAt(at, problem.kind)
  }

  function noteUnknown(row: OutboxRow, problem: OutboxRow['problem']): void {
    transact(db, tx => {
      const before = current(tx, row)
      const unknown = toOutboxProblem('outcome-unknown', { sender: row.sender, detail: problem?.detail ?? null })
      if (before) settling.change(tx, before, 'unknown', { problem: unknown })
    })
  }

  /** The answer was lost, with the program or without: what does the provider know? */
  async function lookFor(row: OutboxRow, signal: AbortSignal): Promise<void> {
    const sender = row.sender === null ? null : senders.ofKind(row.sender)
    if (!sender?.lookUp) return noteUnknown(row, null)
    const triedAt = row.triedAt ?? row.updatedAt
    if (clock.now() < triedAt + LOOK_AFTER) throw new RetryAt(triedAt + LOOK_AFTER, 'look-up')
    const isKnown = (providerId: string) => isProviderIdKnown(db, sender.kind, providerId)
    const found = await sender.lookUp(toOutgoing(db, row), { at: triedAt, isKnown }, signal).catch((error: unknown) => {
      signal.throwIfAborted()
      if (clock.now() > triedAt + LONGEST_WAIT) return { kind: 'cannot-tell' as const }
      throw error instanceof RetryAt ? error : new RetryAt(clock.now() + 5 * MINUTE, 'look-up')
    })
    signal.throwIfAborted()
    if (found.kind === 'cannot-tell') return noteUnknown(row, null)
    if (found.kind === 'absent')
      return waitAndRetry(row, { kind: 'later', problem: toOutboxProblem('timeout', { sender: sender.kind }) })
    settle(row, { ...found, kind: 'sent', asksAgain: sender.follow !== undefined }, sender.price, true)
  }

  return defineJob({
    ...SendOutbound,
    timeoutMs: 5 * MINUTE,
    maxAttempts: 10,
    async run({ id }, { signal }) {
      const row = findOutbound(db, id)
      if (row?.state === 'sending') return lookFor(row, signal)
      if (row?.state !== 'queued') return
      const now = clock.now()
      if (now >= endsAt(row)) return transact(db, tx => void settling.change(tx, row, 'expired'))
      if (row.sendAfter !== null && now < row.sendAfter) throw new RetryAt(row.sendAfter, 'send-after')
      const sender = senders.forChannel(row.channel)
      if (!isSender(sender)) {
        const problem = sender ?? toOutboxProblem('no-sender')
        return transact(db, tx => void settling.change(tx, row, 'failed', { problem }))
      }
      const sending = transact(db, tx =>
        settling.change(tx, row, 'sending', { triedAt: now, attempts: row.attempts + 1, sender: sender.kind }),
      )
      const outcome = await sender.send(toOutgoing(db, sending), signal)
      // Whoever was told to stop does not know any more what became of it: the next start looks.
      signal.throwIfAborted()
      settle(sending, outcome, sender.price, sender.lookUp !== undefined)
    },
    onGivenUp(tx, { id }) {
      const row = findOutbound(tx, id)
      const unknown = toOutboxProblem('outcome-unknown', { sender: row?.sender ?? null })
      if (row?.state === 'sending') settling.change(tx, row, 'unknown', { problem: unknown })
      if (row?.state === 'queued') settling.change(tx, row, 'failed', { problem: toOutboxProblem('other') })
    },
  })
}

function toOutgoing(db: Db, row: OutboxRow): OutgoingMessage {
  const { id, channel, address, subject, body, html, template } = row
  const attachments = listAttachments(db, id).map(({ name, mime, sha256, content }) => ({
    name,
    mime,
    sha256,
    content,
  }))
  return {
    id,
    channel,
    address,
    subject,
    body,
    html,
    template,
    attachments,
    isCommercial: row.causeKind === 'campaign',
  }
}
