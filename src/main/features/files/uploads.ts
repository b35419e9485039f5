import { eq } from 'drizzle-orm'
import type { MediaDetails, UploadedFile } from '#shared/contract/files.ts'
import type { Interaction } from '#shared/contract/leads.ts'
import { LARGEST_FILE } from '#shared/domain/file.ts'
import type { FileId, LeadId, StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { Bearer } from '../session/sessions.ts'
import type { SettingsService } from '../settings/service.ts'
import { announceFile } from './announce-files.ts'
import { deleteUnneeded } from './delete-contents.ts'
import { nameOfNameless, safeFileName } from './file-name.ts'
import { detectMime, kindOfMime, watchHead } from './file-type.ts'
import { detailsOfPage, toDetailColumns } from './media-details.ts'
import {
  findFile,
  findTwin,
  findUpload,
  findVisibleFile,
  findVisibleUpload,
  getVisibleUpload,
  insertFile,
  type UploadRow,
} from './queries.ts'
import { fileUploads } from './schema.ts'
import type { Tickets } from './tickets.ts'
import { toAttachmentSummary, toStagedSummary } from './to-file.ts'

/** Puts a file onto its lead's timeline; handed in by app.ts, because timelines are another feature's. */
export type RecordInteraction = (
  tx: Db,
  entry: { leadId: LeadId; staffId: StaffId; kind: 'file'; data: Interaction['data']; at: number },
) => void

export interface NewUpload {
  id: FileId
  leadId: LeadId
  purpose: UploadRow['purpose']
  name: string
  mime: string
  size: number
  label: string | null
}

/** Files on their way from a page: announced, then sent as bytes, then finished. */
export function createUploadService({
  db,
  clock,
  events,
  jobs,
  blobs,
  tickets,
  settings,
  recordInteraction,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  blobs: BlobStore
  tickets: Tickets
  settings: SettingsService
  recordInteraction: RecordInteraction
}) {
  function announceUpload(tx: Db, viewer: Viewer, { id, leadId, purpose, mime, size, label, name }: NewUpload): void {
    if (!isLeadVisible(tx, viewer, leadId)) throw notFound('lead')
    const finished = findFile(tx, id)
    const begun = findUpload(tx, id)
    // The id is somebody else's already: it must not be answered to whoever guessed it.
    if ((finished ?? begun ?? { leadId }).leadId !== leadId) throw notFound('file')
    if (finished) throw new DomainError('ALREADY_UPLOADED')
    if (begun) return
    if (size === 0) throw new DomainError('FILE_EMPTY')
    if (size > LARGEST_FILE) throw new DomainError('FILE_TOO_LARGE', { largest: LARGEST_FILE })
    const now = clock.now()
    const named = safeFileName(name, nameOfNameless(kindOfMime(mime), mime, now, settings.current()))
    tx.insert(fileUploads)
      .values({ id, leadId, staffId: viewer.id, purpose, label, mime, name: named, size, createdAt: now })
      .run()
  }

  /** The upload becomes the lead's file, under the same id. */
  function addToLead(tx: Db, viewer: Viewer, upload: UploadRow, details: MediaDetails): void {
    const { id, leadId, name, mime, size, sha256, label } = upload
    const now = clock.now()
    const kind = kindOfMime(mime)
    tx.delete(fileUploads).where(eq(fileUploads.id, id)).run()
    insertFile(tx, {
      ...{ id, leadId, kind, name, mime, size, sha256, label },
      ...toDetailColumns(detailsOfPage(details)),
      direction: 'manual',
      staffId: viewer.id,
      state: 'ready',
      happenedAt: now,
      createdAt: now,
      updatedAt: now,
    })
    const data = { fileId: id, name, kind }
    recordInteraction(tx, { leadId, staffId: viewer.id, kind: 'file', data, at: now })
    const about = { subjectKind: 'file', subjectId: id, after: { leadId, sha256 } }
    recordAudit(tx, clock, { staffId: viewer.id, action: 'file.added', ...about })
    announceFile(tx, events, { leadId, messageId: null, conversationId: null })
    afterCommit(tx, () => events.publish({ type: 'lead.changed', leadId }))
  }

  return {
    async startUpload({ sessionId }: Bearer, viewer: Viewer, upload: NewUpload): Promise<{ url: string }> {
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      transact(db, tx => announceUpload(tx, viewer, upload))
      return { url: tickets.issue({ sessionId, fileId: upload.id, for: 'upload' }) }
    },

    /** Takes the bytes, all or none. What they are is found out from them. Throws BlobProblem, or NOT_FOUND. */
    async receiveBytes(viewer: Viewer, id: FileId, source: AsyncIterable<Uint8Array>): Promise<void> {
      const { size } = getVisibleUpload(db, viewer, id)
      const watched = watchHead(source)
      await blobs.put(watched.source, { maxBytes: size, expectedBytes: size }, ({ sha256 }) =>
        transact(db, tx => {
          // Discarded, or somebody else's person by now: then nothing of it is kept.
          const before = getVisibleUpload(tx, viewer, id)
          const mime = detectMime(watched.head(), before.mime)
          tx.update(fileUploads).set({ sha256, mime }).where(eq(fileUploads.id, id)).run()
          if (before.sha256 !== null && before.sha256 !== sha256) deleteUnneeded(tx, jobs, [before.sha256])
        }),
      )
    },

    /** Asking again after a lost answer finds what is finished already. */
    async finishUpload(viewer: Viewer, { id, details }: { id: FileId; details: MediaDetails }): Promise<UploadedFile> {
      transact(db, tx => {
        if (findVisibleFile(tx, viewer, id)) return
        const upload = getVisibleUpload(tx, viewer, id)
        if (upload.sha256 === null) throw new DomainError('UPLOAD_INCOMPLETE')
        if (upload.purpose === 'lead-file') return addToLead(tx, viewer, upload, details)
        const columns = toDetailColumns(detailsOfPage(details))
        tx.update(fileUploads).set(columns).where(eq(fileUploads.id, id)).run()
      })
      const file = findVisibleFile(db, viewer, id)
      if (!file) return { ...toStagedSummary(getVisibleUpload(db, viewer, id)), sameAs: null }
      return { ...toAttachmentSummary(file), sameAs: findTwin(db, file) ?? null }
    },

    async discardUpload(viewer: Viewer, id: FileId): Promise<void> {
      transact(db, tx => {
        const upload = findVisibleUpload(tx, viewer, id)
        if (!upload) return
        tx.delete(fileUploads).where(eq(fileUploads.id, id)).run()
        deleteUnneeded(tx, jobs, upload.sha256 === null ? [] : [upload.sha256])
      })
    },
  }
}
export type UploadService = ReturnType<typeof createUploadService>
