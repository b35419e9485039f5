import { Readable } from 'node:stream'
import type { Db } from '../../db/database.ts'
import { databaseProblemKind } from '../../db/database-problem.ts'
import { createLogger } from '../../logging/logger.ts'
import { BlobProblem, type BlobProblemKind, type BlobStore } from '../../ports/blob-store.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import type { SessionService } from '../session/service.ts'
import { parseRange } from './byte-range.ts'
import { contentDisposition } from './content-disposition.ts'
import { mayShowInline } from './file-type.ts'
import { findVisibleFile, findVisibleUpload } from './queries.ts'
import type { FileTicket, Ticket, Tickets, TransferTicket } from './tickets.ts'
import type { Generated, Sendable, Transfers } from './transfers.ts'
import type { UploadService } from './uploads.ts'

/** A request as either host gives it. That it comes from our own page is made sure of by the host. */
export interface FileRequest {
  readonly method: string
  readonly path: string
  header(name: 'range' | 'if-range' | 'content-length'): string | null
  /** The bytes of an upload. */
  readonly body: AsyncIterable<Uint8Array> | null
}

export interface FileAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable | null
}

export interface FileRequests {
  answer(request: FileRequest): Promise<FileAnswer>
}

/**
 * A content is only ever painted or played: whatever is in it runs nothing, loads nothing and belongs to no origin. A PDF may stand
 * in a frame of our own page; Chromium's viewer shows it in this sandbox too.
 */
const SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'self'"

const safety = {
  'Content-Security-Policy': SANDBOX,
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  // Nothing of a person stays in a browser's own store.
  'Cache-Control': 'private, no-store',
}

const log = createLogger('files')

/** Answers the addresses that `files.open`, `files.startUpload` and the transfers of others give, the same for both hosts. */
export function createFileRequests({
  db,
  blobs,
  tickets,
  session,
  uploads,
  transfers,
}: {
  db: Db
  blobs: BlobStore
  tickets: Tickets
  session: Pick<SessionService, 'viewerOf' | 'onInterrupted'>
  uploads: UploadService
  transfers: Transfers
}): FileRequests {
  session.onInterrupted(tickets.endSession)

  function viewerOf(ticket: Ticket): Viewer | null {
    const found = session.viewerOf(ticket.sessionId)
    return found === null || found.isLocked ? null : found.viewer
  }

  function findReady(viewer: Viewer, id: FileTicket['fileId']): Sendable | undefined {
    const file = findVisibleFile(db, viewer, id)
    return file?.state === 'ready' && file.sha256 !== null ? { ...file, sha256: file.sha256 } : undefined
  }

  async function send(file: Sendable, how: 'inline' | 'download', request: FileRequest): Promise<FileAnswer> {
    const { sha256, size } = file
    if (blobs.size(sha256) !== size) {
      log.error({ sha256 }, 'a content is missing or damaged')
      return refuse(404)
    }
    const etag = `"${sha256}"`
    const ifRange = request.header('if-range')
    const range = parseRange(ifRange === null || ifRange === etag ? request.header('range') : null, size)
    if (range === 'unsatisfiable') return refuse(416, { 'Content-Range': `bytes */${size}` })
    const { start, end } = range ?? { start: 0, end: size - 1 }
    const headers = {
      ...headersOf(file, how),
      ETag: etag,
      'Accept-Ranges': 'bytes',
      'Content-Length': String(end - start + 1),
      ...(range ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
    }
    const body = request.method === 'HEAD' || size === 0 ? null : await blobs.read(sha256, { start, end })
    return { status: range ? 206 : 200, headers, body }
  }

  function sendGenerated(file: Generated, request: FileRequest): FileAnswer {
    const body = request.method === 'HEAD' ? null : Readable.from(file.generate())
    return { status: 200, headers: headersOf(file, 'download'), body }
  }

  async function receive(
    viewer: Viewer,
    ticket: FileTicket | TransferTicket,
    request: FileRequest,
  ): Promise<FileAnswer> {
    const size =
      'fileId' in ticket ? findVisibleUpload(db, viewer, ticket.fileId)?.size : transfers.sizeOf(viewer, ticket)
    if (size === undefined) return refuse(404)
    if (request.body === null) return refuse(400)
    // Not a byte is taken of what cannot fit. A wrong length is noticed by its bytes.
    if (Number(request.header('content-length') ?? 0) > size) return refuse(413)
    try {
      if ('fileId' in ticket) await uploads.receiveBytes(viewer, ticket.fileId, request.body)
      else await transfers.receive(viewer, ticket, request.body)
      return { status: 204, headers: safety, body: null }
    } catch (error) {
      if (error instanceof BlobProblem) return refuse(STATUS_OF_PROBLEM[error.kind])
      if (error instanceof DomainError) return refuse(404)
      log.error({ error }, 'an upload could not be kept')
      if (databaseProblemKind(error) === 'disk-full') return refuse(STATUS_OF_PROBLEM['disk-full'])
      return refuse(500)
    }
  }

  return {
    async answer(request) {
      const ticket = tickets.use(request.path)
      const viewer = ticket && viewerOf(ticket)
      // Nothing tells an address that was never given from one whose time is over, or a file that is not theirs to see any more.
      if (!ticket || !viewer) return refuse(404)
      if (ticket.for === 'upload') return request.method === 'PUT' ? receive(viewer, ticket, request) : refuse(405)
      if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
      const file = 'fileId' in ticket ? findReady(viewer, ticket.fileId) : transfers.find(viewer, ticket)
      if (!file) return refuse(404)
      return 'generate' in file ? sendGenerated(file, request) : send(file, ticket.for, request)
    },
  }
}

const STATUS_OF_PROBLEM: Record<BlobProblemKind, number> = {
  'too-large': 413,
  'wrong-content': 400,
  interrupted: 400,
  'disk-full': 507,
  missing: 404,
}

function headersOf(
  { mime, name }: Pick<Sendable, 'mime' | 'name'>,
  how: 'inline' | 'download',
): Record<string, string> {
  const isHarmless = mayShowInline(mime)
  const isShown = isHarmless && how === 'inline'
  return {
    ...safety,
    'Content-Type': isHarmless ? mime : 'application/octet-stream',
    'Content-Disposition': contentDisposition(isShown ? 'inline' : 'attachment', name),
  }
}

function refuse(status: number, headers: Record<string, string> = {}): FileAnswer {
  return { status, headers: { ...safety, 'Content-Length': '0', ...headers }, body: null }
}
