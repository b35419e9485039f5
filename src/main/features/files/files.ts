import type { FileId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { AnyJob } from '../../jobs/define-job.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { SessionService } from '../session/service.ts'
import type { SettingsService } from '../settings/service.ts'
import {
  createContentDeletion,
  createContentSweep,
  createRemovedForgetting,
  createUploadExpiry,
  deleteUnneeded,
} from './delete-contents.ts'
import { createFileRequests } from './file-requests.ts'
import { createFilesOfLead } from './files-of-lead.ts'
import { createKeptFiles } from './kept-files.ts'
import { KEPT, receiveKeptFiles } from './kept-uploads.ts'
import { createMessageFiles, type MessageFiles } from './message-files.ts'
import { createFileService } from './service.ts'
import { createTickets } from './tickets.ts'
import { createTransfers } from './transfers.ts'
import { createUploadService, type RecordInteraction } from './uploads.ts'

/** The feature, put together: what pages call, what the hosts serve, and what other features do with files. */
export function createFiles(world: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  blobs: BlobStore
  settings: SettingsService
  session: Pick<SessionService, 'viewerOf' | 'onInterrupted'>
  recordInteraction: RecordInteraction
}) {
  const tickets = createTickets(world)
  const uploads = createUploadService({ ...world, tickets })
  const transfers = createTransfers({ tickets })
  const kept = createKeptFiles(world)
  receiveKeptFiles({ ...world, transfers, kept })
  const definitions: AnyJob[] = [
    createContentDeletion(world),
    createContentSweep(world),
    createUploadExpiry({ ...world, kept }),
    createRemovedForgetting(world),
  ]
  const ofMessages: MessageFiles = createMessageFiles(world)
  return {
    service: createFileService({ ...world, tickets }),
    uploads,
    requests: createFileRequests({ ...world, tickets, uploads, transfers }),
    transfers,
    ofMessages,
    kept: {
      ...kept,
      addressOf: (sessionId: string, id: FileId) => transfers.addressOf({ sessionId, of: KEPT, id, for: 'upload' }),
    },
    ofLead: createFilesOfLead(world),
    definitions,
    /** Contents that nothing refers to any more go after the commit. */
    deleteUnneeded: (tx: Db, hashes: readonly string[]) => deleteUnneeded(tx, world.jobs, hashes),
    /** Before anything is put. */
    start: () => world.blobs.clearPartials(),
  }
}
