import type { Db } from './db/database.ts'
import type { AppEvents } from './events/app-events.ts'
import type { createFiles } from './features/files/files.ts'
import { createImportWork, type OnThread } from './features/imports/import-work.ts'
import { createImportService } from './features/imports/service.ts'
import { findStartingStage } from './features/leads/stage-moves.ts'
import type { SettingsService } from './features/settings/service.ts'
import type { JobQueue } from './jobs/job-queue.ts'
import type { BlobStore } from './ports/blob-store.ts'
import type { Clock } from './ports/clock.ts'
import { callThread } from './threads/call-thread.ts'

/** The build lays every worker beside whoever calls it, as JavaScript. */
function workerFile(name: string): URL {
  return new URL(import.meta.url.endsWith('.ts') ? `./${name}.ts` : `./${name}.js`, import.meta.url)
}

/** People by the thousand, into the office and out of it. */
export function createTransferFeatures({
  dataFolder,
  files,
  ...rest
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  blobs: BlobStore
  settings: SettingsService
  files: ReturnType<typeof createFiles>
  dataFolder: string
}) {
  const onThread: OnThread = (task, input, signal) =>
    callThread(workerFile('import-worker'), { task, input: { dataFolder, ...input } }, { signal })
  const { transfers, deleteUnneeded } = files
  const world = { ...rest, transfers, deleteUnneeded, onThread, findStartingStage }
  return { imports: createImportService(world), definitions: createImportWork(world) }
}
