import type { FileFailure } from '#shared/domain/file.ts'
import type { FileId } from '#shared/domain/ids.ts'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { defineJob } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { findConversation } from './conversation-queries.ts'
import { withProgress } from './fetch-progress.ts'
import { FetchMedia } from './fetch-queue.ts'
import { findMessage, type MessageRow, updateMessage } from './message-queries.ts'
import { addressOf } from './peers.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** After how long a content is tried again, by how often it was tried. After the last it is a person's turn. */
const WAITS: Readonly<Record<'network' | 'stalled' | 'wrong-content' | 'no-link', readonly number[]>> = {
  network: [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR],
  stalled: [10 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR],
  'wrong-content': [10 * SECOND, MINUTE],
  'no-link': [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR],
}
const DISK_WAIT = 10 * MINUTE

interface World {
  readonly db: Db
  readonly clock: Clock
  readonly events: Pick<AppEvents, 'publish'>
  readonly channels: Pick<ChannelService, 'mediaOf'>
  readonly files: Pick<MessageFiles, 'find' | 'markTransferring' | 'receive' | 'markFailed' | 'failureOf'>
}

/** Brings the content of one message onto this PC. A kill in between costs nothing but the bytes that came so far. */
export function createFetchMediaJob({ db, clock, events, channels, files }: World) {
  async function fetchOnce(fileId: FileId, message: MessageRow, raw: Uint8Array, signal: AbortSignal): Promise<void> {
    const conversation = findConversation(db, message.conversationId)
    if (!conversation) return
    const { sha256, content } = channels.mediaOf(conversation.channelAccountId).fetch(raw, signal)
    const { id: messageId, conversationId, leadId } = message
    const shown = withProgress(content, {
      clock,
      size: files.find(fileId)?.size ?? 0,
      onShare: share => events.publish({ type: 'file.progress', leadId, conversationId, messageId, fileId, share }),
    })
    await files.receive(fileId, shown, sha256 ?? undefined)
  }

  async function askPhone(message: MessageRow, raw: Uint8Array, signal: AbortSignal): Promise<Uint8Array> {
    const conversation = findConversation(db, message.conversationId)
    const peer = conversation && addressOf(db, conversation)
    if (!conversation || !peer) throw new MediaProblem('gone')
    const { externalId, direction } = message
    const media = channels.mediaOf(conversation.channelAccountId)
    const renewed = await media.askPhone({ externalId, direction, peer, raw }, signal)
    updateMessage(db, message.id, { raw: Buffer.from(renewed) }, clock.now())
    return renewed
  }

  async function fetch(fileId: FileId, message: MessageRow, asksPhone: boolean, signal: AbortSignal): Promise<void> {
    if (message.raw === null) throw new MediaProblem('gone')
    try {
      await fetchOnce(fileId, message, message.raw, signal)
    } catch (error) {
      if (!asksPhone || problemOf(error)?.kind !== 'gone') throw error
      await fetchOnce(fileId, message, await askPhone(message, message.raw, signal), signal)
    }
  }

  /** Notes why it did not come. Throws when it is to be tried again by itself. */
  function settle(fileId: FileId, error: unknown): void {
    const tries = files.find(fileId)?.attempts ?? 0
    const reason = problemOf(error)?.kind ?? files.failureOf(error)
    if (reason === null) throw error
    const wait = reason === 'disk-full' ? DISK_WAIT : waitAfter(reason, tries)
    const nextTryAt = wait === undefined ? null : clock.now() + wait
    const isThere = transact(db, tx => files.markFailed(tx, fileId, wordOf(reason), nextTryAt))
    if (isThere && nextTryAt !== null) throw new RetryAt(nextTryAt, reason)
  }

  return defineJob({
    ...FetchMedia,
    timeoutMs: 20 * MINUTE,
    async run({ fileId, asksPhone }, { signal }) {
      const file = files.find(fileId)
      const message = file?.messageId && findMessage(db, file.messageId)
      // It came, was given up or was deleted in the meantime.
      if (!message || (file.state !== 'pending' && file.state !== 'transferring')) return
      transact(db, tx => files.markTransferring(tx, fileId))
      try {
        await fetch(fileId, message, asksPhone, signal)
      } catch (error) {
        if (signal.aborted) throw error
        // Deleted while it came.
        if (files.find(fileId)) settle(fileId, error)
      }
    },
    onGivenUp(tx, { fileId }) {
      files.markFailed(tx, fileId, 'other', null)
    },
  })
}

/** The blob store wraps what its source throws. */
function problemOf(error: unknown): MediaProblem | undefined {
  if (error instanceof MediaProblem) return error
  return error instanceof Error && error.cause instanceof MediaProblem ? error.cause : undefined
}

function waitAfter(reason: MediaProblem['kind'] | FileFailure, tries: number): number | undefined {
  return reason in WAITS ? WAITS[reason as keyof typeof WAITS][tries - 1] : undefined
}

function wordOf(reason: MediaProblem['kind'] | FileFailure): FileFailure {
  // Only the phone has it still, and it could not be asked.
  return reason === 'no-link' ? 'gone' : reason
}
