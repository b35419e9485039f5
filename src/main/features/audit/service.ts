import type { AuditEntry } from '#shared/contract/diagnostics.ts'
import type { Db } from '../../db/database.ts'
import { decodePlace, toPage } from '../../db/keyset.ts'
import { type AuditRow, listAuditRows } from './queries.ts'

export function createAuditService({ db }: { db: Db }) {
  return {
    /** Newest first. */
    async list({ cursor, limit }: { cursor: string | null; limit: number }) {
      const rows = listAuditRows(db, { after: decodePlace(cursor), limit: limit + 1 })
      return toPage(rows, limit, ({ at, seq }) => ({ at, seq }), toEntry)
    },
  }
}
export type AuditService = ReturnType<typeof createAuditService>

function toEntry({ seq: _, ...entry }: AuditRow): AuditEntry {
  return entry
}
