import { and, eq, isNotNull, lt } from 'drizzle-orm'
import { z } from 'zod'
import { FileId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { defineJob, defineJobKind } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import { isContentNeeded } from './queries.ts'
import { attachments, fileUploads } from './schema.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** How long a file may wait for its message, or for the rest of its bytes. */
const UPLOADS_KEPT = 24 * HOUR
/** The loop stays free: after so many contents others have their turn. */
const AT_ONCE = 100

/** How long a removed file can be had back: longer than any page offers it. */
const REMOVED_KEPT = 10 * MINUTE

const DeleteContents = defineJobKind({
  name: 'files.delete-contents',
  data: z.object({ hashes: z.array(z.string()) }),
})

/**
 * Contents that rows of this transaction referred to: those that nothing refers to any more are deleted after the commit. A job,
 * so that a kill in between leaves nothing of a deleted person on the disk.
 */
export function deleteUnneeded(tx: Db, jobs: JobQueue, hashes: readonly string[]): void {
  if (hashes.length > 0) jobs.enqueue(tx, DeleteContents, { hashes: [...hashes] })
}

export function createContentDeletion({ db, blobs }: { db: Db; blobs: BlobStore }) {
  return defineJob({
    ...DeleteContents,
    run: ({ hashes }, { signal }) => deleteWhereUnneeded(db, blobs, hashes, signal),
  })
}

const ForgetRemoved = defineJobKind({ name: 'files.forget-removed', data: z.object({ fileId: FileId }) })

/** A removed file goes for good after a while, also when the program was closed in the meantime. */
export function forgetLater(tx: Db, jobs: JobQueue, fileId: FileId, now: number): void {
  jobs.enqueue(tx, ForgetRemoved, { fileId }, { runAt: now + REMOVED_KEPT, key: fileId })
}

/** It stays after all. */
export function keepAfterAll(tx: Db, jobs: JobQueue, fileId: FileId): void {
  jobs.cancel(tx, ForgetRemoved, fileId)
}

export function createRemovedForgetting({ db, jobs }: { db: Db; jobs: JobQueue }) {
  return defineJob({
    ...ForgetRemoved,
    run({ fileId }) {
      transact(db, tx => {
        const gone = tx
          .delete(attachments)
          .where(and(eq(attachments.id, fileId), isNotNull(attachments.removedAt)))
          .returning({ sha256: attachments.sha256 })
          .all()
        deleteUnneeded(
          tx,
          jobs,
          gone.flatMap(({ sha256 }) => sha256 ?? []),
        )
      })
    },
  })
}

/** What a kill left between a content and its row, and what went with rows that others deleted. */
export function createContentSweep({ db, blobs }: { db: Db; blobs: BlobStore }) {
  return defineJob({
    name: 'files.sweep',
    data: z.object({}),
    dailyAt: '03:20',
    timeoutMs: HOUR,
    run: (_, { signal }) => deleteWhereUnneeded(db, blobs, blobs.list(), signal),
  })
}

/** Forgets uploads that nobody finished, and files whose message was never sent. */
export function createUploadExpiry({
  db,
  clock,
  jobs,
  kept,
}: {
  db: Db
  clock: Clock
  jobs: JobQueue
  kept: { forgetUnclaimed(before: number): void }
}) {
  return defineJob({
    name: 'files.forget-uploads',
    data: z.object({}),
    every: HOUR,
    run() {
      transact(db, tx => {
        const forgotten = tx
          .delete(fileUploads)
          .where(lt(fileUploads.createdAt, clock.now() - UPLOADS_KEPT))
          .returning({ sha256: fileUploads.sha256 })
          .all()
        deleteUnneeded(
          tx,
          jobs,
          forgotten.flatMap(({ sha256 }) => sha256 ?? []),
        )
        kept.forgetUnclaimed(clock.now() - UPLOADS_KEPT)
      })
    },
  })
}

/**
 * Looks and deletes in one turn of the event loop: a content that is being put gets its place and its row in one turn too, so it is
 * seen either before, without a row and then put again, or after, with its row.
 */
async function deleteWhereUnneeded(
  db: Db,
  blobs: BlobStore,
  hashes: Iterable<string> | AsyncIterable<string>,
  signal: AbortSignal,
): Promise<{ deleted: number }> {
  let [deleted, seen] = [0, 0]
  for await (const sha256 of hashes) {
    signal.throwIfAborted()
    if (!isContentNeeded(db, sha256) && blobs.delete(sha256)) deleted += 1
    seen += 1
    if (seen % AT_ONCE === 0) await new Promise<void>(resolve => setImmediate(resolve))
  }
  return { deleted }
}
