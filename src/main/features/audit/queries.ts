import { and, desc, eq, lt, or } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { auditLog } from './schema.ts'

export type AuditRow = typeof auditLog.$inferSelect

/** Newest first, beginning with what is older than the given place. */
export function listAuditRows(db: Db, { after, limit }: { after: Place | null; limit: number }): AuditRow[] {
  const isOlder = after
    ? or(lt(auditLog.at, after.at), and(eq(auditLog.at, after.at), lt(auditLog.seq, after.seq)))
    : undefined
  return db.select().from(auditLog).where(isOlder).orderBy(desc(auditLog.at), desc(auditLog.seq)).limit(limit).all()
}
