import { eq } from 'drizzle-orm'
import {
  type Import,
  type ImportedRow,
  type ImportPlan,
  LARGEST_IMPORT,
  type RecognisedTable,
} from '#shared/contract/imports.ts'
import type { ImportId } from '#shared/domain/ids.ts'
import type { ImportState } from '#shared/domain/import.ts'
import { seesAllLeads } from '#shared/domain/staff-role.ts'
import { type TableKind, TableProblemKind, type TableReading } from '#shared/domain/table-file.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import type { JobQueue } from '../../jobs/job-queue.ts'
import type { BlobStore } from '../../ports/blob-store.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound } from '../../rpc/domain-error.ts'
import { recordAudit } from '../audit/audit.ts'
import type { Transfers } from '../files/transfers.ts'
import type { Bearer } from '../session/sessions.ts'
import { endImport } from './end-import.ts'
import { signatureOf } from './guess-fields.ts'
import { CheckImport, RunImport, UndoImport } from './import-jobs.ts'
import { type ImportWorkWorld, officeWords } from './import-work.ts'
import {
  findImport,
  getImport,
  type ImportRecord,
  listImports,
  listTroubles,
  toImport,
  toImportedRow,
  updateImport,
} from './queries.ts'
import { importLayouts, importRows, imports } from './schema.ts'
import { troublesCsv, troublesName } from './troubles-csv.ts'

export interface NewImport {
  id: ImportId
  name: string
  size: number
}

/** What a file is asked about must say whose it is; by one of these columns a row is somebody. */
const PERSON_FIELDS = new Set(['name', 'firstName', 'lastName', 'phone', 'email'])
const OF = 'imports'
/** A workbook of a hundred megabytes takes its time. */
const LONGEST_LOOK = 5 * 60_000
const BEGINNING = { rows: 0, created: 0, joined: 0, skipped: 0, failed: 0, flawed: 0 }

/** Files of people on their way into the office. */
export function createImportService(
  world: ImportWorkWorld & { jobs: JobQueue; blobs: BlobStore; transfers: Transfers },
) {
  const { db, clock, events, jobs, blobs, transfers, onThread, deleteUnneeded } = world
  const announce = (tx: Db) => afterCommit(tx, () => events.publish({ type: 'imports.changed' }))
  const show = (row: ImportRecord) => toImport(row, clock.now())

  function getIn(tx: Db, id: ImportId, ...states: ImportState[]): ImportRecord {
    const row = getImport(tx, id)
    if (!states.includes(row.state)) throw new DomainError('IMPORT_STATE', { state: row.state })
    return row
  }

  function rememberLayout(tx: Db, headers: readonly string[], fields: ImportPlan['fields'], updatedAt: number): void {
    const layout = { fields, updatedAt }
    tx.insert(importLayouts)
      .values({ signature: signatureOf(headers), ...layout })
      .onConflictDoUpdate({ target: importLayouts.signature, set: layout })
      .run()
  }

  function getUploaded(tx: Db, id: ImportId, ...states: ImportState[]): ImportRecord & { sha256: string } {
    const row = getIn(tx, id, 'uploading', ...states)
    if (row.sha256 === null) throw new DomainError('UPLOAD_INCOMPLETE')
    return { ...row, sha256: row.sha256 }
  }

  transfers.register(OF, {
    sizeOf: (viewer, id) => findOwnUpload(viewer, id as ImportId)?.size,
    async receive(viewer, id, source) {
      const upload = findOwnUpload(viewer, id as ImportId)
      if (!upload) throw notFound('import')
      const { size } = upload
      await blobs.put(source, { maxBytes: size, expectedBytes: size }, ({ sha256 }) =>
        transact(db, tx => {
          const before = findOwnUpload(viewer, id as ImportId)
          // Discarded in the meantime: then nothing of it is kept.
          if (!before) throw notFound('import')
          updateImport(tx, before.id, { sha256 }, clock.now())
          if (before.sha256 !== null && before.sha256 !== sha256) deleteUnneeded(tx, [before.sha256])
        }),
      )
    },
    find({ role, locale }, id) {
      const row = seesAllLeads(role) ? findImport(db, id as ImportId) : undefined
      return row && { mime: 'text/csv', name: troublesName(row, locale), generate: () => troublesCsv(db, row, locale) }
    },
  })

  function findOwnUpload(viewer: Viewer, id: ImportId): ImportRecord | undefined {
    const row = findImport(db, id)
    return row?.state === 'uploading' && row.staffId === viewer.id ? row : undefined
  }

  return {
    async list(query: { cursor: string | null; limit: number }) {
      const rows = listImports(db, decodePlace(query.cursor), query.limit + 1)
      return toPage(rows, query.limit, ({ createdAt, seq }) => ({ at: createdAt, seq }), show)
    },

    async get(id: ImportId): Promise<Import> {
      return show(getImport(db, id))
    },

    async start({ sessionId }: Bearer, viewer: Viewer, { id, name, size }: NewImport): Promise<{ url: string }> {
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      transact(db, tx => {
        const begun = findImport(tx, id)
        if (begun && (begun.state !== 'uploading' || begun.staffId !== viewer.id))
          throw new DomainError('ALREADY_UPLOADED')
        if (begun) return
        if (size === 0) throw new DomainError('FILE_EMPTY')
        if (size > LARGEST_IMPORT) throw new DomainError('FILE_TOO_LARGE', { largest: LARGEST_IMPORT })
        const now = clock.now()
        const fileName =
          name
            .replaceAll(/[\p{C}\\/]/gu, ' ')
            .trim()
            .slice(-200) || 'import'
        const at = { createdAt: now, updatedAt: now }
        tx.insert(imports)
          .values({ id, staffId: viewer.id, state: 'uploading', fileName, size, counts: BEGINNING, ...at })
          .run()
        announce(tx)
      })
      return transfers.addressOf({ sessionId, of: OF, id, for: 'upload' })
    },

    async inspect(
      id: ImportId,
      reading: { [Part in keyof TableReading]?: TableReading[Part] | undefined } | null,
    ): Promise<RecognisedTable> {
      const { sha256, size } = getUploaded(db, id, 'draft', 'checked')
      const chosen = Object.fromEntries(Object.entries(reading ?? {}).filter(([, value]) => value !== undefined))
      try {
        const input = { sha256, size, office: officeWords(world), chosen }
        return await onThread<RecognisedTable>('inspect', input, AbortSignal.timeout(LONGEST_LOOK))
      } catch (error) {
        const kind = TableProblemKind.safeParse((error as { kind?: unknown }).kind)
        if (kind.success) throw new DomainError('TABLE_UNREADABLE', { kind: kind.data })
        throw error
      }
    },

    async check(
      id: ImportId,
      { kind, reading, plan, headers }: { kind: TableKind; reading: TableReading; plan: ImportPlan; headers: string[] },
    ): Promise<Import> {
      if (!plan.fields.some(field => PERSON_FIELDS.has(field))) throw new DomainError('NO_PERSON_COLUMN')
      return transact(db, tx => {
        getUploaded(tx, id, 'draft', 'checked')
        const now = clock.now()
        updateImport(
          tx,
          id,
          { state: 'checking', kind, reading, plan, headers, counts: BEGINNING, totalRows: null, problem: null },
          now,
        )
        if (reading.hasHeader) rememberLayout(tx, headers, plan.fields, now)
        jobs.enqueue(tx, CheckImport, { importId: id })
        announce(tx)
        return show(getImport(tx, id))
      })
    },

    async run(viewer: Viewer, id: ImportId): Promise<Import> {
      return transact(db, tx => {
        getIn(tx, id, 'checked')
        const now = clock.now()
        // The troubles of the dry run give way to those of the run; there are a thousand at most.
        tx.delete(importRows).where(eq(importRows.importId, id)).run()
        updateImport(
          tx,
          id,
          { state: 'running', counts: BEGINNING, lastRow: 0, startedAt: now, staffId: viewer.id },
          now,
        )
        recordAudit(tx, clock, { staffId: viewer.id, action: 'import.started', subjectKind: 'import', subjectId: id })
        jobs.enqueue(tx, RunImport, { importId: id })
        announce(tx)
        return show(getImport(tx, id))
      })
    },

    /** The thread looks before each hundred rows, and ends. */
    async cancel(id: ImportId): Promise<Import> {
      return transact(db, tx => {
        const row = getImport(tx, id)
        if (row.state === 'checking') updateImport(tx, id, { state: 'draft' }, clock.now())
        if (row.state === 'running') endImport(tx, row, 'cancelled', world)
        announce(tx)
        return show(getImport(tx, id))
      })
    },

    async troubles(id: ImportId, query: { cursor: string | null; limit: number }) {
      getImport(db, id)
      const rows = listTroubles(db, id, decodePlace(query.cursor)?.at ?? 0, query.limit + 1)
      return toPage(rows, query.limit, ({ number }) => ({ at: number, seq: number }), toImportedRow) satisfies {
        items: ImportedRow[]
      }
    },

    async troublesFile({ sessionId }: Bearer, viewer: Viewer, id: ImportId): Promise<{ url: string }> {
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      getImport(db, id)
      transact(db, tx =>
        recordAudit(tx, clock, {
          staffId: viewer.id,
          action: 'import.troubles_saved',
          subjectKind: 'import',
          subjectId: id,
        }),
      )
      return transfers.addressOf({ sessionId, of: OF, id, for: 'download' })
    },

    async undo(viewer: Viewer, id: ImportId): Promise<Import> {
      return transact(db, tx => {
        const row = getIn(tx, id, 'done', 'cancelled', 'failed')
        const now = clock.now()
        if (row.undoUntil === null || row.undoUntil <= now) throw new DomainError('IMPORT_STATE', { state: row.state })
        updateImport(tx, id, { state: 'undoing', undone: { removed: 0, givenBack: 0, kept: [] }, problem: null }, now)
        recordAudit(tx, clock, { staffId: viewer.id, action: 'import.undone', subjectKind: 'import', subjectId: id })
        jobs.enqueue(tx, UndoImport, { importId: id })
        announce(tx)
        return show(getImport(tx, id))
      })
    },

    async discard(id: ImportId): Promise<void> {
      transact(db, tx => {
        const { sha256 } = getIn(tx, id, 'uploading', 'draft', 'checked')
        tx.delete(imports).where(eq(imports.id, id)).run()
        deleteUnneeded(tx, sha256 === null ? [] : [sha256])
        announce(tx)
      })
    },
  }
}
export type ImportService = ReturnType<typeof createImportService>
