import { and, count, desc, eq, inArray, isNotNull, isNull, ne, sql } from 'drizzle-orm'
import type { FileFilter } from '#shared/contract/files.ts'
import { foldText } from '#shared/domain/fold-text.ts'
import type { FileId, LeadId, MessageId, StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { inList, listOf, prepareEachForm, prepareOnce } from '../../db/prepare-once.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import { messages } from '../conversations/schema.ts'
import { imports } from '../imports/schema.ts'
import { leads } from '../leads/schema.ts'
import { visibleLeads } from '../leads/visibility.ts'
import { outboxAttachments } from '../outbox/schema.ts'
import { reportDocuments } from '../report-sending/schema.ts'
import { scheduledMessages } from '../scheduled-messages/schema.ts'
import { attachments, fileUploads, keptFiles } from './schema.ts'

export type FileRow = typeof attachments.$inferSelect
export type UploadRow = typeof fileUploads.$inferSelect

/** A file with who of the office sent it. */
export interface FileOfLead {
  readonly file: FileRow
  readonly sentBy: StaffId | null
}

const isHere = isNull(attachments.removedAt)

interface FilesForm {
  readonly [condition: string]: boolean
  readonly isLater: boolean
  readonly isLabelled: boolean
  readonly isOfKinds: boolean
  readonly isSearched: boolean
}

const filesOfLead = prepareEachForm((db, { isLater, isLabelled, isOfKinds, isSearched }: FilesForm) =>
  db
    .select({ file: attachments, sentBy: messages.sentBy })
    .from(attachments)
    .leftJoin(messages, eq(messages.id, attachments.messageId))
    .where(
      and(
        eq(attachments.leadId, sql.placeholder('leadId')),
        isHere,
        isLabelled ? eq(attachments.label, sql.placeholder('label')) : undefined,
        isOfKinds ? inList(attachments.kind, 'kinds') : undefined,
        // A person has hundreds of files at most: their names are looked through as they are, without an index of words.
        isSearched
          ? sql`not exists (select 1 from json_each(${sql.placeholder('words')}) where instr(${attachments.searchText}, value) = 0)`
          : undefined,
        isLater
          ? sql`(${attachments.happenedAt}, ${attachments.seq}) < (${sql.placeholder('at')}, ${sql.placeholder('seq')})`
          : undefined,
      ),
    )
    .orderBy(desc(attachments.happenedAt), desc(attachments.seq))
    .limit(sql.placeholder('limit'))
    .prepare(),
)

export function listFilesOfLead(
  db: Db,
  leadId: LeadId,
  { search, label, kinds }: FileFilter,
  after: Place | null,
  limit: number,
): FileOfLead[] {
  const words = foldText(search).split(/\s+/u).filter(Boolean)
  const form = {
    isLater: after !== null,
    isLabelled: label !== null,
    isOfKinds: kinds.length > 0,
    isSearched: words.length > 0,
  }
  return filesOfLead(db, form).all({ leadId, label, kinds: listOf(kinds), words: listOf(words), ...after, limit })
}

const hereOfLead = and(eq(attachments.leadId, sql.placeholder('leadId')), isHere)
const countedByLabel = prepareOnce(db =>
  db
    .select({ label: attachments.label, files: count() })
    .from(attachments)
    .where(hereOfLead)
    .groupBy(attachments.label)
    .prepare(),
)
const countedByKind = prepareOnce(db =>
  db
    .select({ kind: attachments.kind, files: count() })
    .from(attachments)
    .where(hereOfLead)
    .groupBy(attachments.kind)
    .prepare(),
)

export function countFilesOfLead(db: Db, leadId: LeadId) {
  return {
    byLabel: countedByLabel(db).all({ leadId }),
    byKind: countedByKind(db).all({ leadId }),
  }
}

export function findFile(db: Db, id: FileId): FileRow | undefined {
  return db.select().from(attachments).where(eq(attachments.id, id)).get()
}

export function findVisibleFile(db: Db, viewer: Viewer, id: FileId): FileRow | undefined {
  return db
    .select({ file: attachments })
    .from(attachments)
    .innerJoin(leads, eq(leads.id, attachments.leadId))
    .where(and(eq(attachments.id, id), isHere, visibleLeads(viewer)))
    .get()?.file
}

export function getFileOfLead(db: Db, viewer: Viewer, id: FileId): FileOfLead {
  const found = db
    .select({ file: attachments, sentBy: messages.sentBy })
    .from(attachments)
    .innerJoin(leads, eq(leads.id, attachments.leadId))
    .leftJoin(messages, eq(messages.id, attachments.messageId))
    .where(and(eq(attachments.id, id), isHere, visibleLeads(viewer)))
    .get()
  if (!found) throw notFound('file')
  return found
}

/** A file, also one that was removed and can still be had back. */
export function getFileOrRemoved(db: Db, viewer: Viewer, id: FileId): FileRow {
  const found = db
    .select({ file: attachments })
    .from(attachments)
    .innerJoin(leads, eq(leads.id, attachments.leadId))
    .where(and(eq(attachments.id, id), visibleLeads(viewer)))
    .get()
  if (!found) throw notFound('file')
  return found.file
}

/** Another file of the lead with the same content. */
export function findTwin(db: Db, { id, leadId, sha256 }: Pick<FileRow, 'id' | 'leadId' | 'sha256'>) {
  if (sha256 === null) return undefined
  return db
    .select({ id: attachments.id, name: attachments.name })
    .from(attachments)
    .where(and(eq(attachments.sha256, sha256), eq(attachments.leadId, leadId), ne(attachments.id, id), isHere))
    .limit(1)
    .get()
}

/** Those of the lead's files that carry a label, or have one of these ids. */
export function listFilesToLabel(db: Db, leadId: LeadId, which: { label: string } | { ids: readonly FileId[] }) {
  const chosen = 'label' in which ? eq(attachments.label, which.label) : inArray(attachments.id, [...which.ids])
  return db
    .select()
    .from(attachments)
    .where(and(eq(attachments.leadId, leadId), chosen, isHere))
    .all()
}

export function getVisibleFile(db: Db, viewer: Viewer, id: FileId): FileRow {
  const row = findVisibleFile(db, viewer, id)
  if (!row) throw notFound('file')
  return row
}

export function findUpload(db: Db, id: FileId): UploadRow | undefined {
  return db.select().from(fileUploads).where(eq(fileUploads.id, id)).get()
}

export function findVisibleUpload(db: Db, viewer: Viewer, id: FileId): UploadRow | undefined {
  return db
    .select({ upload: fileUploads })
    .from(fileUploads)
    .innerJoin(leads, eq(leads.id, fileUploads.leadId))
    .where(and(eq(fileUploads.id, id), visibleLeads(viewer)))
    .get()?.upload
}

export function getVisibleUpload(db: Db, viewer: Viewer, id: FileId): UploadRow {
  const row = findVisibleUpload(db, viewer, id)
  if (!row) throw notFound('file')
  return row
}

export function insertFile(tx: Db, row: Omit<typeof attachments.$inferInsert, 'searchText'>): void {
  tx.insert(attachments)
    .values({ ...row, searchText: foldText(row.name) })
    .run()
}

/** Every change that a person may see goes through here, so that its version always grows. */
export function updateFile(
  tx: Db,
  id: FileId,
  changes: Partial<Omit<FileRow, 'id' | 'seq' | 'version' | 'searchText' | 'createdAt' | 'updatedAt'>>,
  now: number,
): void {
  const searchText = changes.name === undefined ? {} : { searchText: foldText(changes.name) }
  tx.update(attachments)
    .set({ ...changes, ...searchText, version: sql`${attachments.version} + 1`, updatedAt: now })
    .where(eq(attachments.id, id))
    .run()
}

const filesOfMessages = prepareOnce(db =>
  db.select().from(attachments).where(inList(attachments.messageId, 'messageIds')).prepare(),
)

/** Those of one message in the order in which they were added. */
export function listFilesOfMessages(db: Db, messageIds: readonly MessageId[]): FileRow[] {
  return filesOfMessages(db)
    .all({ messageIds: listOf(messageIds) })
    .sort((one, other) => one.seq - other.seq)
}

export function listContentsOfLead(db: Db, leadId: LeadId): string[] {
  const kept = db
    .select({ sha256: attachments.sha256 })
    .from(attachments)
    .where(and(eq(attachments.leadId, leadId), isNotNull(attachments.sha256)))
    .all()
  const uploaded = db
    .select({ sha256: fileUploads.sha256 })
    .from(fileUploads)
    .where(and(eq(fileUploads.leadId, leadId), isNotNull(fileUploads.sha256)))
    .all()
  const forLater = db
    .select({ sha256: keptFiles.sha256 })
    .from(keptFiles)
    .innerJoin(scheduledMessages, eq(scheduledMessages.id, keptFiles.scheduledId))
    .where(and(eq(scheduledMessages.leadId, leadId), isNotNull(keptFiles.sha256)))
    .all()
  return [...new Set([...kept, ...uploaded, ...forLater].flatMap(row => row.sha256 ?? []))]
}

/** Whether any file, any upload, or anything on its way in or out of the office still needs a content. */
export function isContentNeeded(db: Db, sha256: string): boolean {
  const tables = [attachments, fileUploads, keptFiles, imports, outboxAttachments, reportDocuments] as const
  return tables.some(
    table => db.select({ id: table.id }).from(table).where(eq(table.sha256, sha256)).limit(1).get() !== undefined,
  )
}
