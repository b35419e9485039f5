import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { auditLog } from './schema.ts'

type Fields = Record<string, unknown>

/** What somebody did. For people's data (leads, messages) only ids and hashes; settings and staff carry before and after. */
export interface AuditRecord {
  /** Null when the program itself did it. */
  staffId: StaffId | null
  /** `noun.verb` in the past: `stage.renamed`, `lead.deleted`. */
  action: string
  subjectKind: string
  subjectId: string | null
  before?: Fields | null
  after?: Fields | null
}

/** Writes into the caller's transaction: what was not done is not in the log, and what was done always is. */
export function recordAudit(tx: Db, clock: Clock, entry: AuditRecord): void {
  tx.insert(auditLog)
    .values({
      id: newId(),
      at: clock.now(),
      staffId: entry.staffId,
      action: entry.action,
      subjectKind: entry.subjectKind,
      subjectId: entry.subjectId,
      before: entry.before ?? null,
      after: entry.after ?? null,
    })
    .run()
}

/** Stands in the log for content that must not be there: shows that two states differ, or are the same, and nothing else. */
export function contentHash(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('base64url')
}

/** Only what `after` gives and `before` has otherwise, for the log; undefined when nothing differs. */
export function changedFields(before: Fields, after: Fields): { before: Fields; after: Fields } | undefined {
  const changed = Object.keys(after).filter(
    field => after[field] !== undefined && !isDeepStrictEqual(before[field], after[field]),
  )
  if (changed.length === 0) return undefined
  return { before: pick(before, changed), after: pick(after, changed) }
}

function pick(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(names.map(name => [name, fields[name] ?? null]))
}

/** The same content gives the same text, whatever order its fields came in. */
function canonicalJson(content: unknown): string {
  return JSON.stringify(content, (_, value: unknown) => (isPlainObject(value) ? sortFields(value) : value)) ?? 'null'
}

function isPlainObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function sortFields(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)))
}
