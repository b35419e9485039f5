import { and, asc, count, desc, eq, gt, lt } from 'drizzle-orm'
import type { LeadId, MetaConnectionId, SubmissionFailureId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { Place } from '../../db/keyset.ts'
import { forgottenSubmissions, leadSubmissions, submissionFailures } from './schema.ts'

export type SubmissionRow = typeof leadSubmissions.$inferSelect
export type FailureRow = typeof submissionFailures.$inferSelect

export function listSubmissionsOf(db: Db, leadId: LeadId, limit: number): SubmissionRow[] {
  return db
    .select()
    .from(leadSubmissions)
    .where(eq(leadSubmissions.leadId, leadId))
    .orderBy(desc(leadSubmissions.submittedAt))
    .limit(limit)
    .all()
}

/** For real ones, the newest first. */
export function listNewestOfForm(db: Db, formId: string, limit: number): SubmissionRow[] {
  return db
    .select()
    .from(leadSubmissions)
    .where(and(eq(leadSubmissions.formId, formId), eq(leadSubmissions.isTest, false)))
    .orderBy(desc(leadSubmissions.submittedAt), desc(leadSubmissions.seq))
    .limit(limit)
    .all()
}

export function findSubmissionByMetaId(db: Db, metaLeadId: string): SubmissionRow | undefined {
  return db.select().from(leadSubmissions).where(eq(leadSubmissions.metaLeadId, metaLeadId)).get()
}

/** All of a form, piece by piece in the order in which they were stored. */
export function listOfFormAfter(db: Db, formId: string, seq: number, limit: number): SubmissionRow[] {
  return db
    .select()
    .from(leadSubmissions)
    .where(and(gt(leadSubmissions.seq, seq), eq(leadSubmissions.formId, formId)))
    .orderBy(asc(leadSubmissions.seq))
    .limit(limit)
    .all()
}

export function listFailures(db: Db, connectionId: MetaConnectionId, after: Place | null, limit: number): FailureRow[] {
  const older = after ? lt(submissionFailures.seq, after.seq) : undefined
  return db
    .select()
    .from(submissionFailures)
    .where(and(eq(submissionFailures.connectionId, connectionId), older))
    .orderBy(desc(submissionFailures.seq))
    .limit(limit)
    .all()
}

export function countFailures(db: Db, connectionId: MetaConnectionId): number {
  const counted = db
    .select({ failures: count() })
    .from(submissionFailures)
    .where(eq(submissionFailures.connectionId, connectionId))
    .get()
  return counted?.failures ?? 0
}

export function findFailure(db: Db, id: SubmissionFailureId): FailureRow | undefined {
  return db.select().from(submissionFailures).where(eq(submissionFailures.id, id)).get()
}

/** Two records became one person: what they filled in is theirs together. */
export function moveSubmissions(tx: Db, keep: LeadId, absorb: LeadId): void {
  tx.update(leadSubmissions).set({ leadId: keep }).where(eq(leadSubmissions.leadId, absorb)).run()
}

/** The person is deleted for good: Meta must not bring them back. */
export function forgetSubmissionsOf(tx: Db, leadId: LeadId, now: number): void {
  const rows = tx
    .select({ metaLeadId: leadSubmissions.metaLeadId, formId: leadSubmissions.formId })
    .from(leadSubmissions)
    .where(eq(leadSubmissions.leadId, leadId))
    .all()
  for (const row of rows) {
    tx.insert(forgottenSubmissions)
      .values({ ...row, forgottenAt: now })
      .onConflictDoNothing()
      .run()
  }
}
