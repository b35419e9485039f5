import type { FileCounts, FileFilter, LeadFile } from '#shared/contract/files.ts'
import type { FileId, LeadId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, contentHash, recordAudit } from '../audit/audit.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { Bearer } from '../session/sessions.ts'
import { announceFile } from './announce-files.ts'
import { forgetLater, keepAfterAll } from './delete-contents.ts'
import { labelByItself } from './file-label.ts'
import { safeFileName } from './file-name.ts'
import {
  countFilesOfLead,
  type FileRow,
  getFileOfLead,
  getFileOrRemoved,
  getVisibleFile,
  listFilesOfLead,
  listFilesToLabel,
  updateFile,
} from './queries.ts'
import type { Tickets } from './tickets.ts'
import { toLeadFile } from './to-file.ts'

/** A file as its page saw it last. */
export interface Edited {
  id: FileId
  version: number
}

export function createFileService({
  db,
  clock,
  events,
  jobs,
  tickets,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  jobs: JobQueue
  tickets: Tickets
}) {
  /** The log keeps ids and hashes: a name or a label says who is ill of what. */
  function audit(tx: Db, viewer: Viewer, action: string, id: FileId, change: Pick<AuditRecord, 'before' | 'after'>) {
    recordAudit(tx, clock, { staffId: viewer.id, action, subjectKind: 'file', subjectId: id, ...change })
  }

  const hashed = (text: string | null) => ({ contentHash: contentHash(text) })

  function getForEdit(tx: Db, viewer: Viewer, { id, version }: Edited): FileRow {
    const row = getVisibleFile(tx, viewer, id)
    if (row.version !== version) throw staleEdit('file', row.version)
    return row
  }

  async function get(viewer: Viewer, id: FileId): Promise<LeadFile> {
    return toLeadFile(getFileOfLead(db, viewer, id))
  }

  function relabel(viewer: Viewer, leadId: LeadId, which: Parameters<typeof listFilesToLabel>[2], to: string | null) {
    return transact(db, tx => {
      if (!isLeadVisible(tx, viewer, leadId)) throw notFound('lead')
      const rows = listFilesToLabel(tx, leadId, which)
      for (const row of rows) {
        const label = to ?? labelByItself(row)
        if (label === row.label) continue
        updateFile(tx, row.id, { label }, clock.now())
        audit(tx, viewer, 'file.relabelled', row.id, { before: hashed(row.label), after: hashed(label) })
        announceFile(tx, events, row)
      }
      return { ids: rows.map(({ id }) => id) }
    })
  }

  return {
    get,

    async ofLead(viewer: Viewer, query: { leadId: LeadId; filter: FileFilter; cursor: string | null; limit: number }) {
      if (!isLeadVisible(db, viewer, query.leadId)) throw notFound('lead')
      const rows = listFilesOfLead(db, query.leadId, query.filter, decodePlace(query.cursor), query.limit + 1)
      return toPage(rows, query.limit, ({ file }) => ({ at: file.happenedAt, seq: file.seq }), toLeadFile)
    },

    async counts(viewer: Viewer, leadId: LeadId): Promise<FileCounts> {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      const { byLabel, byKind } = countFilesOfLead(db, leadId)
      return { total: byKind.reduce((sum, { files }) => sum + files, 0), byLabel, byKind }
    },

    async rename(viewer: Viewer, { name, ...edited }: Edited & { name: string }): Promise<LeadFile> {
      transact(db, tx => {
        const before = getForEdit(tx, viewer, edited)
        const given = safeFileName(name, before.name)
        if (given === before.name) return
        updateFile(tx, before.id, { name: given }, clock.now())
        audit(tx, viewer, 'file.renamed', before.id, { before: hashed(before.name), after: hashed(given) })
        announceFile(tx, events, before)
      })
      return get(viewer, edited.id)
    },

    async label(
      viewer: Viewer,
      { leadId, ids, label }: { leadId: LeadId; ids: readonly FileId[]; label: string | null },
    ) {
      relabel(viewer, leadId, { ids }, label)
    },

    async renameLabel(viewer: Viewer, { leadId, from, to }: { leadId: LeadId; from: string; to: string | null }) {
      return relabel(viewer, leadId, { label: from }, to)
    },

    async remove(viewer: Viewer, edited: Edited): Promise<void> {
      transact(db, tx => {
        const row = getForEdit(tx, viewer, edited)
        if (row.messageId !== null) throw new DomainError('PART_OF_MESSAGE')
        const now = clock.now()
        updateFile(tx, row.id, { removedAt: now }, now)
        forgetLater(tx, jobs, row.id, now)
        audit(tx, viewer, 'file.removed', row.id, { before: { leadId: row.leadId, sha256: row.sha256 } })
        announceFile(tx, events, row)
      })
    },

    async restore(viewer: Viewer, id: FileId): Promise<LeadFile> {
      transact(db, tx => {
        const row = getFileOrRemoved(tx, viewer, id)
        if (row.removedAt === null) return
        updateFile(tx, id, { removedAt: null }, clock.now())
        keepAfterAll(tx, jobs, id)
        audit(tx, viewer, 'file.restored', id, { after: { leadId: row.leadId, sha256: row.sha256 } })
        announceFile(tx, events, row)
      })
      return get(viewer, id)
    },

    async open(
      { sessionId }: Bearer,
      viewer: Viewer,
      { id, as }: { id: FileId; as: 'inline' | 'download' },
    ): Promise<{ url: string }> {
      const { state, leadId, sha256 } = getVisibleFile(db, viewer, id)
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      if (state !== 'ready') throw new DomainError('FILE_NOT_HERE', { state })
      if (as === 'download') transact(db, tx => audit(tx, viewer, 'file.downloaded', id, { after: { leadId, sha256 } }))
      return { url: tickets.issue({ sessionId, fileId: id, for: as }) }
    },
  }
}
export type FileService = ReturnType<typeof createFileService>
