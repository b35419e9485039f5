import { MediaProblem } from '#shared/domain/media-problem.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob } from '../../jobs/define-job.ts'
import { RetryAt } from '../../jobs/job-errors.ts'
import type { Clock } from '../../ports/clock.ts'
import type { ChannelService } from '../channels/service.ts'
import type { MessageFiles } from '../files/message-files.ts'
import { findMessage, updateMessage } from './message-queries.ts'
import type { MessageStatuses } from './message-statuses.ts'
import { queuedAtOf, toOutgoing, waitAfter } from './send-message.ts'
import { type SendQueue, UploadMedia } from './send-queue.ts'

/**
 * Gives the content of a message to the channel's server. Then the message has the form in which it goes out, which is kept: sent
 * again it is uploaded no more, and a kill in between costs one upload.
 */
export function createUploadMediaJob({
  db,
  clock,
  channels,
  files,
  statuses,
  queue,
}: {
  db: Db
  clock: Clock
  channels: Pick<ChannelService, 'mediaOf'>
  files: Pick<MessageFiles, 'ofMessages' | 'contentOf' | 'failureOf'>
  statuses: MessageStatuses
  queue: Pick<SendQueue, 'add'>
}) {
  return defineJob({
    ...UploadMedia,
    timeoutMs: 20 * 60_000,
    async run({ messageId, channelAccountId }, { signal }) {
      const message = findMessage(db, messageId)
      if (message?.status !== 'queued' || message.raw !== null) return
      const file = files.ofMessages([messageId]).get(messageId)?.[0]
      const content = file && files.contentOf(file.id)
      const outgoing = toOutgoing(db, message)
      const fail = (reason: 'file-gone' | 'not-on-channel') =>
        transact(db, tx => statuses.fail(tx, messageId, reason, null))
      if (!content) return fail('file-gone')
      if (!outgoing) return fail('not-on-channel')
      // The row's kind is what the person chose: a picture may go as a document.
      const media = { ...content, kind: file.kind }
      try {
        const raw = await channels.mediaOf(channelAccountId).encode(outgoing, media, signal)
        transact(db, tx => {
          // Taken back meanwhile.
          if (findMessage(tx, messageId)?.status !== 'queued') return
          updateMessage(tx, messageId, { raw: Buffer.from(raw) }, clock.now())
          queue.add(tx, messageId, channelAccountId)
        })
      } catch (error) {
        if (files.failureOf(error) === 'gone') return fail('file-gone')
        if (!(error instanceof MediaProblem) || signal.aborted) throw error
        throw new RetryAt(clock.now() + waitAfter(clock.now() - queuedAtOf(message)), error.kind)
      }
    },
    onGivenUp(tx, { messageId }) {
      statuses.fail(tx, messageId, 'upload-failed', null)
    },
  })
}
