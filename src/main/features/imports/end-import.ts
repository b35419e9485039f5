import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { recordAudit } from '../audit/audit.ts'
import { type ImportRecord, updateImport } from './queries.ts'

export const DAY = 24 * 3_600_000
/** How long an import can be taken back. */
export const UNDO_DAYS = 30

/** The file has done its service and goes: what it said of people stands with them. */
export function endImport(
  tx: Db,
  { id, staffId, sha256, counts }: ImportRecord,
  state: 'done' | 'cancelled',
  { clock, deleteUnneeded }: { clock: Clock; deleteUnneeded: (tx: Db, hashes: readonly string[]) => void },
): void {
  const now = clock.now()
  updateImport(tx, id, { state, endedAt: now, undoUntil: now + UNDO_DAYS * DAY, sha256: null }, now)
  if (sha256 !== null) deleteUnneeded(tx, [sha256])
  recordAudit(tx, clock, {
    staffId,
    action: `import.${state}`,
    subjectKind: 'import',
    subjectId: id,
    after: { ...counts },
  })
}
