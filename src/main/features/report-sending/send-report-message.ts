import { z } from 'zod'
import { assertNever } from '#shared/domain/assert-never.ts'
import { ChannelAccountId } from '#shared/domain/ids.ts'
import { type LinkState, queueOutlook } from '#shared/domain/link-state.ts'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import type { SendFailure } from '#shared/domain/message.ts'
import type { DeliveryReason } from '#shared/domain/report-sending.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { type AnyJob, defineJob, defineJobKind } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import { BlobProblem, type BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SendOutcome } from '../channels/channel.ts'
import type { ChannelService } from '../channels/service.ts'
import {
  type DeliveryRow,
  type DocumentRow,
  findDelivery,
  findDocument,
  findReportMessage,
  findSentReport,
  listMessagesOf,
  listQueuedMessages,
  type MessageRow,
  updateReportMessage,
} from './queries.ts'
import { toText } from './to-text.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const LONGEST_WAIT = 24 * 60 * MINUTE

const SendReportMessage = defineJobKind({
  name: 'report-messages.send',
  data: z.object({ id: z.string(), accountId: ChannelAccountId }),
  // Beside the chats: the upload of a document keeps no answer to a customer waiting.
  lane: ({ accountId }) => `report-messages:${accountId}`,
})

export function createReportMessageQueue({ jobs }: { jobs: JobQueue }) {
  return {
    add(tx: Db, { id, accountId }: { id: string; accountId: ChannelAccountId | null }): void {
      if (accountId !== null) jobs.enqueue(tx, SendReportMessage, { id, accountId }, { key: id })
    },
  }
}
export type ReportMessageQueue = ReturnType<typeof createReportMessageQueue>

const RANK = { failed: 0, queued: 1, sent: 2, delivered: 3, read: 4 } as const

const REASONS: Record<SendFailure, DeliveryReason> = {
  'not-on-channel': 'not-on-channel',
  'reach-out-locked': 'restricted',
  'stale-session': 'refused',
  'rate-limited': 'restricted',
  expired: 'expired',
  'logged-out': 'logged-out',
  blocked: 'refused',
  'unknown-outcome': 'unknown-outcome',
  'file-gone': 'file-gone',
  'upload-failed': 'upload-failed',
  'too-late': 'expired',
  provider: 'refused',
}

/**
 * The two messages of a report on WhatsApp. Sent again after a kill or a lost answer they have the same ids: a phone shows each once.
 * The document follows when the server has the text.
 */
export function createReportMessages({
  db,
  clock,
  events,
  channels,
  blobs,
  queue,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  channels: Pick<ChannelService, 'send' | 'stateOf' | 'mediaOf'>
  blobs: Pick<BlobStore, 'read'>
  queue: ReportMessageQueue
}) {
  const announce = (tx: Db) => afterCommit(tx, () => events.publish({ type: 'report-sending.changed' }))

  function fail(tx: Db, id: string, reason: DeliveryReason, detail: string | null = null): void {
    const row = findReportMessage(tx, id)
    if (row?.state !== 'queued') return
    updateReportMessage(tx, id, { state: 'failed', reason, detail }, clock.now())
    announce(tx)
  }

  /** Receipts come late and twice: a state only moves forward, and what seemed lost may turn out sent. */
  function advance(tx: Db, row: MessageRow, state: 'sent' | 'delivered' | 'read'): void {
    if (RANK[state] <= RANK[row.state]) return
    updateReportMessage(tx, row.id, { state, reason: null, detail: null }, clock.now())
    if (row.part === 'text') {
      const pdf = listMessagesOf(tx, row.deliveryId).find(({ part }) => part === 'pdf')
      if (pdf?.state === 'queued') queue.add(tx, pdf)
    }
    announce(tx)
  }

  /** Throws when it is not its time; says why when its time is over. */
  function findEnd(row: MessageRow, accountId: ChannelAccountId): DeliveryReason | null {
    const expiresAt = row.queuedAt + LONGEST_WAIT
    // Of what was tried nobody knows whether it left.
    if (clock.now() >= expiresAt) return row.triedAt === null ? 'expired' : 'unknown-outcome'
    const outlook = queueOutlook(channels.stateOf(accountId))
    if (outlook === 'stranded') return row.triedAt === null ? 'logged-out' : 'unknown-outcome'
    if (outlook === 'waits') throw new RetryAt(expiresAt, 'no-link')
    return null
  }

  /** The form in which the document leaves: kept, so that it is uploaded once and is the same when it is asked for again. */
  async function encode(row: MessageRow, to: DeliveryRow, document: DocumentRow, signal: AbortSignal): Promise<void> {
    const { fileName: name, size, sha256 } = document
    const content = { kind: 'document' as const, mime: 'application/pdf', name, size }
    const bare = { seconds: null, width: null, height: null, waveform: null, thumbnail: null }
    const media = { ...content, ...bare, read: () => blobs.read(sha256) }
    if (row.accountId === null) return
    const raw = await channels.mediaOf(row.accountId).encode(toText(to, row.externalId, ''), media, signal)
    updateReportMessage(db, row.id, { raw: Buffer.from(raw) }, clock.now())
  }

  function settle(row: MessageRow, outcome: SendOutcome): void {
    const now = clock.now()
    switch (outcome.kind) {
      case 'acknowledged':
        transact(db, tx => {
          const current = findReportMessage(tx, row.id)
          if (current) advance(tx, current, 'sent')
        })
        return
      case 'refused':
        transact(db, tx => {
          updateReportMessage(tx, row.id, { triedAt: null }, now)
          fail(tx, row.id, REASONS[outcome.reason], outcome.detail)
        })
        return
      case 'unanswered':
        throw new RetryAt(now + Math.min(Math.max(30 * SECOND, (now - row.queuedAt) / 4), 15 * MINUTE), 'no-answer')
      case 'slow-down':
        throw new RetryAt(now + outcome.retryAfterMs, 'slow-down')
      default:
        assertNever(outcome, 'send outcome')
    }
  }

  async function send(id: string, accountId: ChannelAccountId, signal: AbortSignal): Promise<void> {
    const row = findReportMessage(db, id)
    if (row?.state !== 'queued' || row.accountId !== accountId) return
    const delivery = findDelivery(db, row.deliveryId)
    const document = delivery?.documentId == null ? undefined : findDocument(db, delivery.documentId)
    if (!delivery || !document) return
    const text = listMessagesOf(db, row.deliveryId).find(({ part }) => part === 'text')
    // It is woken when the text is out of the way.
    if (row.part === 'pdf' && text && RANK[text.state] < RANK.sent) return
    const end = findEnd(row, accountId)
    if (end !== null) return transact(db, tx => fail(tx, id, end))
    if (row.raw === null) await encode(row, delivery, document, signal)
    if (row.triedAt === null) updateReportMessage(db, id, { triedAt: clock.now() }, clock.now())
    const body = row.part === 'text' ? document.text : ''
    settle(row, await channels.send(accountId, toText(delivery, row.externalId, body), signal))
  }

  function wake(accountId: ChannelAccountId | null): void {
    transact(db, tx => {
      for (const row of listQueuedMessages(tx, accountId)) queue.add(tx, row)
    })
  }

  return {
    /** In the provider's form: for sending it, and for a phone that asks again. */
    findForm: (accountId: ChannelAccountId, externalId: string): Uint8Array | null =>
      findSentReport(db, accountId, externalId)?.raw ?? null,

    /** A message that left from here and belongs to no chat. */
    isOurs: (tx: Db, accountId: ChannelAccountId, externalId: string): boolean =>
      findSentReport(tx, accountId, externalId) !== undefined,

    noteStatus(
      tx: Db,
      accountId: ChannelAccountId,
      { externalId, status }: { externalId: string; status: 'sent' | 'delivered' | 'read' },
    ): void {
      const row = findSentReport(tx, accountId, externalId)
      if (row) advance(tx, row, status)
    },

    linkChanged(accountId: ChannelAccountId, state: LinkState): void {
      if (queueOutlook(state) !== 'waits') wake(accountId)
    },

    wakeAll: () => wake(null),

    /** For a database that was restored: what waited may have arrived since. A person decides. */
    giveUp(tx: Db): void {
      for (const row of listQueuedMessages(tx, null)) {
        updateReportMessage(tx, row.id, { triedAt: row.triedAt ?? row.queuedAt }, clock.now())
        fail(tx, row.id, 'restored')
      }
    },

    definitions: [
      defineJob({
        ...SendReportMessage,
        maxAttempts: 20,
        timeoutMs: 20 * MINUTE,
        async run({ id, accountId }, { signal }) {
          try {
            await send(id, accountId, signal)
          } catch (error) {
            if (signal.aborted) throw error
            if (error instanceof BlobProblem && error.kind === 'missing')
              return transact(db, tx => fail(tx, id, 'file-gone'))
            if (error instanceof MediaProblem) throw new RetryAt(clock.now() + MINUTE, error.kind)
            throw error
          }
        },
        onGivenUp(tx, { id }) {
          fail(tx, id, findReportMessage(tx, id)?.triedAt == null ? 'upload-failed' : 'unknown-outcome')
        },
      }),
    ] as AnyJob[],
  }
}
