import { eq } from 'drizzle-orm'
import type { FileId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { deleteUnneeded } from './delete-contents.ts'
import { detectMime, watchHead } from './file-type.ts'
import type { KeptFiles, KeptRow } from './kept-files.ts'
import { keptFiles } from './schema.ts'
import type { Transfers } from './transfers.ts'

/** Under which their addresses are given. */
export const KEPT = 'kept-files'

/** The bytes of a file that a page brings for a template. */
export function receiveKeptFiles({
  db,
  jobs,
  blobs,
  transfers,
  kept,
}: {
  db: Db
  jobs: JobQueue
  blobs: BlobStore
  transfers: Transfers
  kept: Pick<KeptFiles, 'find'>
}): void {
  /** Whoever announced it sends it, and only until it belongs to something. */
  function findOwn(from: Db, viewer: Viewer, id: string): KeptRow | undefined {
    const row = kept.find(from, id as FileId)
    const isOpen = row?.staffId === viewer.id && row.templateId === null && row.scheduledId === null
    return isOpen ? row : undefined
  }

  transfers.register(KEPT, {
    sizeOf: (viewer, id) => findOwn(db, viewer, id)?.size,
    async receive(viewer, id, source) {
      const size = findOwn(db, viewer, id)?.size
      if (size === undefined) throw notFound('file')
      const watched = watchHead(source)
      await blobs.put(watched.source, { maxBytes: size, expectedBytes: size }, ({ sha256 }) =>
        transact(db, tx => {
          const before = findOwn(tx, viewer, id)
          if (!before) throw notFound('file')
          const mime = detectMime(watched.head(), before.mime)
          tx.update(keptFiles).set({ sha256, mime }).where(eq(keptFiles.id, before.id)).run()
          if (before.sha256 !== null && before.sha256 !== sha256) deleteUnneeded(tx, jobs, [before.sha256])
        }),
      )
    },
  })
}
