import { z } from 'zod'
import { FileId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { ChannelMessage } from '../channels/channel.ts'
import type { MessageFiles } from '../files/message-files.ts'
import type { MessageRow } from './message-queries.ts'

/** How many contents come at once. */
const LANES = 3

export const FetchMedia = defineJobKind({
  name: 'messages.fetchMedia',
  /** `asksPhone`: what the server has no longer is asked of the sender's phone. */
  data: z.object({ fileId: FileId, asksPhone: z.boolean() }),
  lane: ({ fileId }) => `media:${Number.parseInt(fileId.slice(-2), 16) % LANES}`,
})

/** Contents of messages that are to be fetched: noted in the transaction that stores the message. */
export function createFetchQueue({
  files,
  jobs,
}: {
  files: Pick<MessageFiles, 'attachIncoming' | 'askAgain' | 'ofMessages'>
  jobs: JobQueue
}) {
  function enqueue(tx: Db, fileId: FileId, asksPhone: boolean): void {
    jobs.enqueue(tx, FetchMedia, { fileId, asksPhone }, { key: fileId })
  }

  return {
    add(
      tx: Db,
      row: Pick<MessageRow, 'id' | 'conversationId' | 'leadId' | 'sortAt'>,
      { media, isHistory, direction }: ChannelMessage,
    ): void {
      if (media === null) return
      const place = { messageId: row.id, conversationId: row.conversationId, leadId: row.leadId, at: row.sortAt }
      const { kind, mime, name, size, ...details } = media
      const fileId = files.attachIncoming(tx, place, direction, { kind, mime, name, size, details })
      // Of the past a phone is not asked unless somebody wants it: there may be thousands.
      enqueue(tx, fileId, !isHistory)
    },

    askAgain(tx: Db, row: MessageRow): void {
      const file = files.ofMessages([row.id]).get(row.id)?.[0]
      // One that waits for its next try is tried now.
      if (file && (files.askAgain(tx, file.id) || file.state === 'pending')) enqueue(tx, file.id, true)
    },
  }
}
export type FetchQueue = ReturnType<typeof createFetchQueue>
