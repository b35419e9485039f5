import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type {
  ChannelAccountId,
  ReportDeliveryId,
  ReportDocumentId,
  ReportListId,
  ReportRecipientId,
  ReportRunId,
} from '#shared/domain/ids.ts'
import type { OutboundId } from '#shared/domain/outbox.ts'
import type { Db } from '../../db/database.ts'
import { staff } from '../staff/schema.ts'
import {
  reportDeliveries,
  reportDocuments,
  reportListMembers,
  reportMessages,
  reportRecipients,
  reportRuns,
} from './schema.ts'

export type RecipientRow = typeof reportRecipients.$inferSelect
export type RunRow = typeof reportRuns.$inferSelect
export type DeliveryRow = typeof reportDeliveries.$inferSelect
export type DocumentRow = typeof reportDocuments.$inferSelect
export type MessageRow = typeof reportMessages.$inferSelect

/** As a mail it has one id in the outbox: queued again it is the same mail. */
export function outboundIdOf({ id }: Pick<DeliveryRow, 'id'>): OutboundId {
  return `report:${id}` as OutboundId
}

/** Who of these may be written to: they said yes, and work here still where they are of the staff. Each address once. */
export function listReachable(
  db: Db,
  recipientIds: readonly ReportRecipientId[],
  listIds: readonly ReportListId[],
): RecipientRow[] {
  const members =
    listIds.length === 0
      ? []
      : db
          .select({ id: reportListMembers.recipientId })
          .from(reportListMembers)
          .where(inArray(reportListMembers.listId, [...listIds]))
          .all()
  const ids = [...new Set([...recipientIds, ...members.map(({ id }) => id)])]
  if (ids.length === 0) return []
  return db
    .select({ row: reportRecipients, isActive: staff.isActive })
    .from(reportRecipients)
    .leftJoin(staff, eq(staff.id, reportRecipients.staffId))
    .where(inArray(reportRecipients.id, ids))
    .orderBy(asc(reportRecipients.name))
    .all()
    .filter(({ row, isActive }) => row.consentedAt !== null && isActive !== false)
    .map(({ row }) => row)
}

export function findRun(db: Db, id: ReportRunId): RunRow | undefined {
  return db.select().from(reportRuns).where(eq(reportRuns.id, id)).get()
}

export function listRuns(db: Db, before: number | null, limit: number) {
  return db
    .select({ run: reportRuns, askedBy: staff.name })
    .from(reportRuns)
    .leftJoin(staff, eq(staff.id, reportRuns.askedBy))
    .where(before === null ? undefined : lt(reportRuns.seq, before))
    .orderBy(desc(reportRuns.seq))
    .limit(limit)
    .all()
}

/** What a kill, or a lost job, left unfinished. */
export function listMaking(db: Db): RunRow[] {
  return db.select().from(reportRuns).where(sql`${reportRuns.state} = 'making'`).orderBy(asc(reportRuns.seq)).all()
}

export function listDeliveries(db: Db, runId: ReportRunId): DeliveryRow[] {
  return db
    .select()
    .from(reportDeliveries)
    .where(eq(reportDeliveries.runId, runId))
    .orderBy(asc(reportDeliveries.seq))
    .all()
}

export function findDelivery(db: Db, id: ReportDeliveryId): DeliveryRow | undefined {
  return db.select().from(reportDeliveries).where(eq(reportDeliveries.id, id)).get()
}

export function listDocuments(db: Db, runId: ReportRunId): DocumentRow[] {
  return db.select().from(reportDocuments).where(eq(reportDocuments.runId, runId)).all()
}

export function findDocument(db: Db, id: ReportDocumentId): DocumentRow | undefined {
  return db.select().from(reportDocuments).where(eq(reportDocuments.id, id)).get()
}

/** The text, then the PDF. */
export function listMessagesOf(db: Db, deliveryId: ReportDeliveryId): MessageRow[] {
  return db
    .select()
    .from(reportMessages)
    .where(eq(reportMessages.deliveryId, deliveryId))
    .orderBy(desc(reportMessages.part))
    .all()
}

export function findReportMessage(db: Db, id: string): MessageRow | undefined {
  return db.select().from(reportMessages).where(eq(reportMessages.id, id)).get()
}

export function findSentReport(db: Db, accountId: ChannelAccountId, externalId: string): MessageRow | undefined {
  return db
    .select()
    .from(reportMessages)
    .where(and(eq(reportMessages.accountId, accountId), eq(reportMessages.externalId, externalId)))
    .get()
}

export function listQueuedMessages(db: Db, accountId: ChannelAccountId | null): MessageRow[] {
  return db
    .select()
    .from(reportMessages)
    .where(
      and(
        sql`${reportMessages.state} = 'queued'`,
        accountId === null ? undefined : eq(reportMessages.accountId, accountId),
      ),
    )
    .orderBy(asc(reportMessages.queuedAt))
    .all()
}

export function updateReportMessage(tx: Db, id: string, changes: Partial<MessageRow>, now: number): void {
  tx.update(reportMessages)
    .set({ ...changes, updatedAt: now })
    .where(eq(reportMessages.id, id))
    .run()
}
