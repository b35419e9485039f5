import type { Readable } from 'node:stream'
import { eq, inArray } from 'drizzle-orm'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import { type FileFailure, type FileKind, LARGEST_FILE } from '#shared/domain/file.ts'
import { type ConversationId, type FileId, type LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import { BlobProblem, type BlobStore } from '../../ports/blob-store.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound } from '../../rpc/domain-error.ts'
import type { SettingsService } from '../settings/service.ts'
import { announceFile } from './announce-files.ts'
import { deleteUnneeded } from './delete-contents.ts'
import { labelByItself } from './file-label.ts'
import { nameOfNameless, safeFileName } from './file-name.ts'
import { detectMime, kindOfContent, kindOfMime, watchHead } from './file-type.ts'
import { contentOf } from './kept-files.ts'
import { type GivenDetails, toDetailColumns } from './media-details.ts'
import {
  type FileRow,
  findFile,
  findUpload,
  getVisibleFile,
  insertFile,
  listFilesOfMessages,
  updateFile,
} from './queries.ts'
import { attachments, fileUploads, keptFiles } from './schema.ts'
import { toAttachmentSummary, toStagedSummary } from './to-file.ts'

/** The message that a file belongs to. */
export interface MessagePlace {
  readonly messageId: MessageId
  readonly conversationId: ConversationId
  readonly leadId: LeadId
  /** The message's own time, by which the lead's files are ordered. */
  readonly at: number
}

/** What a channel says of a content that is still to be fetched. */
export interface RemoteContent {
  readonly kind: FileKind
  readonly mime: string
  readonly name: string | null
  readonly size: number | null
  readonly details: GivenDetails
}

/** A content that is here, for sending it. */
export interface KeptContent extends GivenDetails {
  readonly kind: FileKind
  readonly mime: string
  readonly name: string
  readonly size: number
  readonly sha256: string
  /** Throws BlobProblem when it is gone from the disk. */
  read(): Promise<Readable>
}

/**
 * What the messages' features do with files. Functions that take `tx` belong into the transaction of the message, so that neither
 * is there without the other.
 */
export function createMessageFiles({
  db,
  clock,
  events,
  jobs,
  blobs,
  settings,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  blobs: BlobStore
  settings: SettingsService
}) {
  function insert(
    tx: Db,
    { messageId, conversationId, leadId, at }: MessagePlace,
    file: Pick<FileRow, 'id' | 'direction' | 'kind' | 'mime' | 'name' | 'size' | 'state'> & Partial<FileRow>,
  ): void {
    const now = clock.now()
    const place = { messageId, conversationId, leadId, happenedAt: at, createdAt: now, updatedAt: now }
    insertFile(tx, { ...file, label: labelByItself(file), ...place })
    announceFile(tx, events, { leadId, messageId: null, conversationId: null })
  }

  function getStaged(tx: Db, leadId: LeadId, fileId: FileId) {
    const upload = findUpload(tx, fileId)
    if (upload?.purpose !== 'message' || upload.leadId !== leadId || upload.sha256 === null) throw notFound('file')
    return upload
  }

  /** Says whether there still is such a file. */
  function change(tx: Db, id: FileId, changes: Parameters<typeof updateFile>[2]): boolean {
    const row = findFile(tx, id)
    if (!row) return false
    updateFile(tx, id, changes, clock.now())
    announceFile(tx, events, row)
    return true
  }

  return {
    /**
     * The file of a message that came in, or was sent from the phone (`out`); its content is still to be fetched. A message that
     * has its file already keeps it, so that a repeated message changes nothing.
     */
    attachIncoming(tx: Db, place: MessagePlace, direction: 'in' | 'out', content: RemoteContent): FileId {
      const [there] = listFilesOfMessages(tx, [place.messageId])
      if (there) return there.id
      const id = newId<FileId>()
      const { kind, mime, size, details } = content
      const nameless = nameOfNameless(kind, mime, place.at, settings.current())
      const isTooLarge = size !== null && size > LARGEST_FILE
      insert(tx, place, {
        id,
        direction,
        kind,
        mime,
        name: safeFileName(content.name ?? '', nameless),
        size: size ?? 0,
        ...toDetailColumns(details),
        ...(isTooLarge ? { state: 'failed', error: 'too-large' } : { state: 'pending', nextTryAt: clock.now() }),
      })
      return id
    },

    /** A file that a page has uploaded for a message to that person. Throws NOT_FOUND when it is not there whole. */
    findUpload: (tx: Db, leadId: LeadId, fileId: FileId): AttachmentSummary =>
      toStagedSummary(getStaged(tx, leadId, fileId)),

    /**
     * A file that was uploaded for a message becomes that message's, under its own id. `kind` is given where the bytes do not tell
     * it: a voice message, a picture sent as a document. Throws NOT_FOUND when it is not there whole, or is for another lead.
     */
    attachOutgoing(tx: Db, place: MessagePlace, { fileId, kind }: { fileId: FileId; kind?: FileKind }): void {
      const upload = getStaged(tx, place.leadId, fileId)
      const { leadId: _leadId, staffId: _staffId, purpose: _purpose, createdAt: _createdAt, ...content } = upload
      tx.delete(fileUploads).where(eq(fileUploads.id, fileId)).run()
      insert(tx, place, { ...content, kind: kind ?? kindOfMime(upload.mime), direction: 'out', state: 'ready' })
    },

    /** A file that stood ready: of a template it goes out as a copy, of a message that leaves later it goes with it. */
    attachKept(tx: Db, place: MessagePlace, { fileId, kind }: { fileId: FileId; kind: FileKind }): void {
      const row = tx.select().from(keptFiles).where(eq(keptFiles.id, fileId)).get()
      if (!row || row.sha256 === null) throw notFound('file')
      const isOfOne = row.scheduledId !== null
      if (isOfOne) tx.delete(keptFiles).where(eq(keptFiles.id, fileId)).run()
      insert(tx, place, { ...contentOf(row), id: isOfOne ? row.id : newId(), kind, direction: 'out', state: 'ready' })
    },

    /** A message that has not left is taken back: its file is an upload again, ready for another one. Null without a file to keep. */
    stageAgain(tx: Db, viewer: Viewer, messageId: MessageId): AttachmentSummary | null {
      const row = listFilesOfMessages(tx, [messageId]).find(({ state }) => state === 'ready')
      if (!row) return null
      const { id, leadId, mime, name, size, sha256, width, height, seconds, waveform, thumbnail } = row
      const content = { mime, name, size, sha256, width, height, seconds, waveform, thumbnail }
      tx.delete(attachments).where(eq(attachments.id, id)).run()
      tx.insert(fileUploads)
        .values({ id, leadId, staffId: viewer.id, purpose: 'message', ...content, createdAt: clock.now() })
        .run()
      announceFile(tx, events, row)
      return toAttachmentSummary(row)
    },

    /** A file that the viewer can see goes out once more, with another message: forwarded, or sent from the lead's files. */
    attachCopy(tx: Db, viewer: Viewer, place: MessagePlace, from: FileId): FileId {
      const { kind, mime, name, size, sha256, state, ...row } = getVisibleFile(tx, viewer, from)
      if (state !== 'ready') throw notFound('file')
      const id = newId<FileId>()
      const { width, height, seconds, waveform, thumbnail } = row
      const details = { width, height, seconds, waveform, thumbnail }
      insert(tx, place, { id, kind, mime, name, size, sha256, state, ...details, direction: 'out' })
      return id
    },

    ofMessages(messageIds: readonly MessageId[]): Map<MessageId, AttachmentSummary[]> {
      const byMessage = new Map<MessageId, AttachmentSummary[]>()
      for (const row of messageIds.length === 0 ? [] : listFilesOfMessages(db, messageIds)) {
        if (row.messageId === null) continue
        byMessage.set(row.messageId, [...(byMessage.get(row.messageId) ?? []), toAttachmentSummary(row)])
      }
      return byMessage
    },

    find: (id: FileId): FileRow | undefined => findFile(db, id),

    /**
     * Fetching begins. Says whether there still is something to fetch. One that a kill broke off begins again and is no further
     * attempt: whatever failed has said so, and left the state.
     */
    markTransferring(tx: Db, id: FileId): boolean {
      const row = findFile(tx, id)
      if (!row || row.state === 'ready') return false
      const attempts = row.state === 'transferring' ? row.attempts : row.attempts + 1
      return change(tx, id, { state: 'transferring', error: null, attempts })
    },

    /**
     * Takes the content as it comes from the channel; then the file is ready. Throws BlobProblem (`toFileFailure` words it), or
     * NOT_FOUND when the file was deleted in the meantime: in both cases nothing is kept.
     */
    async receive(id: FileId, source: AsyncIterable<Uint8Array>, expectedSha256?: string): Promise<void> {
      const watched = watchHead(source)
      await blobs.put(watched.source, { maxBytes: LARGEST_FILE, expectedSha256 }, ({ sha256, size }) =>
        transact(db, tx => {
          const row = findFile(tx, id)
          if (!row) throw notFound('file')
          const mime = detectMime(watched.head(), row.mime)
          const kind = kindOfContent(row.kind, mime)
          change(tx, id, { state: 'ready', error: null, nextTryAt: null, sha256, size, mime, kind })
        }),
      )
    },

    /** Why a content could not be kept; null when the error says nothing about it. */
    failureOf: toFileFailure,

    /** The content did not come. Without a next try it is a person's turn to ask for it. */
    markFailed(tx: Db, id: FileId, failure: FileFailure, nextTryAt: number | null): boolean {
      const rests = failure === 'gone' ? 'expired' : 'failed'
      return change(tx, id, { state: nextTryAt === null ? rests : 'pending', error: failure, nextTryAt })
    },

    /** Somebody asks for a content that did not come. Says whether there is something to fetch. */
    askAgain(tx: Db, id: FileId): boolean {
      const row = findFile(tx, id)
      if (row?.state !== 'failed' && row?.state !== 'expired') return false
      return change(tx, id, { state: 'pending', error: null, nextTryAt: clock.now() })
    },

    /** What a channel needs for sending a file; undefined when its content is not here. */
    contentOf(id: FileId): KeptContent | undefined {
      const row = findFile(db, id)
      if (row?.state !== 'ready' || row.sha256 === null) return undefined
      const { kind, mime, name, size, sha256, width, height, seconds, waveform, thumbnail } = row
      const details = { width, height, seconds, waveform, thumbnail }
      return { kind, mime, name, size, sha256, ...details, read: () => blobs.read(sha256) }
    },

    /** A message was taken back or deleted for everybody: its files go, and their contents where nothing else needs them. */
    forgetFilesOfMessages(tx: Db, messageIds: readonly MessageId[]): void {
      const gone = tx
        .delete(attachments)
        .where(inArray(attachments.messageId, [...messageIds]))
        .returning({ leadId: attachments.leadId, sha256: attachments.sha256 })
        .all()
      deleteUnneeded(
        tx,
        jobs,
        gone.flatMap(({ sha256 }) => sha256 ?? []),
      )
      for (const leadId of new Set(gone.map(row => row.leadId)))
        announceFile(tx, events, { leadId, messageId: null, conversationId: null })
    },
  }
}
export type MessageFiles = ReturnType<typeof createMessageFiles>

/** Why a content could not be kept, in the words that a file keeps; null when the error says nothing about it. */
export function toFileFailure(error: unknown): FileFailure | null {
  if (!(error instanceof BlobProblem)) return null
  switch (error.kind) {
    case 'too-large':
    case 'wrong-content':
    case 'disk-full':
      return error.kind
    case 'interrupted':
      return 'network'
    case 'missing':
      return 'gone'
  }
}
