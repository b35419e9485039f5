import { and, asc, eq, inArray, isNull, lt, notInArray, type SQL } from 'drizzle-orm'
import type { AttachmentSummary, MediaDetails } from '#shared/contract/files.ts'
import type { FileKind } from '#shared/domain/file.ts'
import { type FileId, type LeadId, type MessageId, newId, type TemplateId } from '#shared/domain/ids.ts'
import { LARGEST_TEMPLATE_FILE, TEMPLATE_FILE_TYPES } from '#shared/domain/template.ts'
import type { Db } from '../../db/database.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { deleteUnneeded } from './delete-contents.ts'
import { safeFileName } from './file-name.ts'
import { kindOfMime } from './file-type.ts'
import { detailsOfPage, toDetailColumns } from './media-details.ts'
import { findUpload } from './queries.ts'
import { fileUploads, keptFiles } from './schema.ts'
import { toStagedSummary } from './to-file.ts'

export type KeptRow = typeof keptFiles.$inferSelect

/**
 * Files that stand ready for messages to come: those of a template, and the one of a message that leaves later. Unlike an upload they are
 * the office's own, and in its backups.
 */
export function createKeptFiles({ db, clock, jobs }: { db: Db; clock: Clock; jobs: JobQueue }) {
  function find(from: Db, id: FileId): KeptRow | undefined {
    return from.select().from(keptFiles).where(eq(keptFiles.id, id)).get()
  }

  function remove(tx: Db, which: SQL | undefined): void {
    const gone = tx.delete(keptFiles).where(which).returning({ sha256: keptFiles.sha256 }).all()
    deleteUnneeded(
      tx,
      jobs,
      gone.flatMap(({ sha256 }) => sha256 ?? []),
    )
  }

  function listOfTemplates(from: Db, ids: readonly TemplateId[]): KeptRow[] {
    return from
      .select()
      .from(keptFiles)
      .where(inArray(keptFiles.templateId, [...ids]))
      .orderBy(asc(keptFiles.position), asc(keptFiles.id))
      .all()
  }

  return {
    find,

    ofTemplates(from: Db, ids: readonly TemplateId[]): Map<TemplateId, AttachmentSummary[]> {
      const byTemplate = Map.groupBy(listOfTemplates(from, ids), ({ templateId }) => templateId as TemplateId)
      return new Map([...byTemplate].map(([id, rows]) => [id, rows.map(toKeptSummary)]))
    },

    /** These in this order, and no others any more. Each was brought for it, or is its own already. */
    setOfTemplate(tx: Db, templateId: TemplateId, fileIds: readonly FileId[]): void {
      const others = and(eq(keptFiles.templateId, templateId), notInArray(keptFiles.id, [...fileIds]))
      remove(tx, others)
      for (const [position, id] of fileIds.entries()) {
        const row = find(tx, id)
        const isFree = row?.templateId === null && row.scheduledId === null
        if (row?.sha256 == null || !(isFree || row.templateId === templateId)) throw notFound('file')
        tx.update(keptFiles).set({ templateId, position }).where(eq(keptFiles.id, id)).run()
      }
    },

    /** Announced: its bytes come next. Asked again with the same id nothing is changed. */
    announce(
      tx: Db,
      viewer: Viewer,
      { id, name, mime, size }: { id: FileId; name: string; mime: string; size: number },
    ) {
      const begun = find(tx, id)
      if (begun && begun.staffId !== viewer.id) throw notFound('file')
      if (begun) return
      if (size === 0) throw new DomainError('FILE_EMPTY')
      if (size > LARGEST_TEMPLATE_FILE) throw new DomainError('FILE_TOO_LARGE', { largest: LARGEST_TEMPLATE_FILE })
      const named = safeFileName(name, mime === 'application/pdf' ? 'dosya.pdf' : 'resim')
      tx.insert(keptFiles)
        .values({ id, kind: kindOfMime(mime), mime, name: named, size, staffId: viewer.id, createdAt: clock.now() })
        .run()
    },

    /** What is in it, as the page found out. Only what every phone shows is taken: anything else is gone, and null. */
    finish(tx: Db, viewer: Viewer, id: FileId, details: MediaDetails): AttachmentSummary | null {
      const row = find(tx, id)
      if (row?.staffId !== viewer.id) throw notFound('file')
      if (row.sha256 === null) throw new DomainError('UPLOAD_INCOMPLETE')
      if (!TEMPLATE_FILE_TYPES.includes(row.mime)) {
        remove(tx, eq(keptFiles.id, id))
        return null
      }
      const kind: FileKind = row.mime === 'application/pdf' ? 'document' : 'image'
      const columns = { ...toDetailColumns(detailsOfPage(details)), kind }
      tx.update(keptFiles).set(columns).where(eq(keptFiles.id, id)).run()
      return toKeptSummary({ ...row, ...columns })
    },

    /** The files of a template, as uploads for a message to that person. */
    stageOfTemplate(tx: Db, viewer: Viewer, templateId: TemplateId, leadId: LeadId): AttachmentSummary[] {
      return listOfTemplates(tx, [templateId]).map(row => {
        const id = newId<FileId>()
        const upload = { ...contentOf(row), id, leadId, staffId: viewer.id, purpose: 'message' as const, label: null }
        tx.insert(fileUploads)
          .values({ ...upload, createdAt: clock.now() })
          .run()
        return { ...toKeptSummary(row), id }
      })
    },

    firstOfTemplate: (tx: Db, id: TemplateId): Pick<KeptRow, 'id' | 'kind'> | undefined => listOfTemplates(tx, [id])[0],

    fileOfScheduled: (tx: Db, id: MessageId): Pick<KeptRow, 'id' | 'kind'> | undefined =>
      tx.select({ id: keptFiles.id, kind: keptFiles.kind }).from(keptFiles).where(eq(keptFiles.scheduledId, id)).get(),

    ofScheduled(from: Db, ids: readonly MessageId[]): Map<MessageId, AttachmentSummary> {
      const rows = from
        .select()
        .from(keptFiles)
        .where(inArray(keptFiles.scheduledId, [...ids]))
        .all()
      return new Map(rows.map(row => [row.scheduledId as MessageId, toKeptSummary(row)]))
    },

    /** A file that was uploaded for a message stays for one that leaves later. */
    keepForLater(tx: Db, upload: { id: FileId; leadId: LeadId; kind: FileKind }, scheduledId: MessageId): void {
      const row = findUpload(tx, upload.id)
      if (row?.purpose !== 'message' || row.leadId !== upload.leadId || row.sha256 === null) throw notFound('file')
      tx.delete(fileUploads).where(eq(fileUploads.id, row.id)).run()
      const { id, staffId } = row
      tx.insert(keptFiles)
        .values({ ...contentOf(row), id, staffId, scheduledId, kind: upload.kind, createdAt: clock.now() })
        .run()
    },

    forgetOfScheduled: (tx: Db, scheduledId: MessageId): void => remove(tx, eq(keptFiles.scheduledId, scheduledId)),

    /** What was brought for a template that nobody saved. */
    forgetUnclaimed(before: number): void {
      const isNobodys = and(isNull(keptFiles.templateId), isNull(keptFiles.scheduledId))
      remove(db, and(isNobodys, lt(keptFiles.createdAt, before)))
    },
  }
}
export type KeptFiles = ReturnType<typeof createKeptFiles>

/** Everything that is known of the bytes. */
export function contentOf(row: KeptRow | typeof fileUploads.$inferSelect) {
  const { mime, name, size, sha256, width, height, seconds, waveform, thumbnail } = row
  return { mime, name, size, sha256, width, height, seconds, waveform, thumbnail }
}

function toKeptSummary(row: KeptRow): AttachmentSummary {
  return { ...toStagedSummary(row), kind: row.kind }
}
