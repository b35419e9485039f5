import { sql } from 'drizzle-orm'
import { blob, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type {
  ChannelAccountId,
  ReportDeliveryId,
  ReportDocumentId,
  ReportListId,
  ReportRecipientId,
  ReportRunId,
  ReportScheduleId,
  StaffId,
} from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { ReportAudience, ReportSection } from '#shared/domain/report.ts'
import type {
  DeliveryReason,
  RecurringPeriod,
  ReportChannel,
  ReportContent,
  ReportRhythm,
  ReportRunState,
} from '#shared/domain/report-sending.ts'
import { channelAccounts } from '../channels/schema.ts'
import { staff } from '../staff/schema.ts'

/** Whoever gets reports. Somebody with two addresses is two of them. */
export const reportRecipients = sqliteTable(
  'report_recipients',
  {
    id: text().$type<ReportRecipientId>().primaryKey(),
    version: integer().notNull().default(1),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'cascade' }),
    name: text().notNull(),
    channel: text().$type<ReportChannel>().notNull(),
    /** E.164, or a mail address in small letters. */
    address: text().notNull(),
    audience: text().$type<ReportAudience>().notNull(),
    locale: text().$type<Locale>().notNull(),
    consentedAt: integer('consented_at'),
    /** Who confirmed it. */
    consentedBy: text('consented_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('report_recipients_by_address').on(table.channel, table.address),
    index('report_recipients_of_staff').on(table.staffId),
    index('report_recipients_consented_by').on(table.consentedBy),
  ],
)

export const reportLists = sqliteTable('report_lists', {
  id: text().$type<ReportListId>().primaryKey(),
  version: integer().notNull().default(1),
  name: text().notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const reportListMembers = sqliteTable(
  'report_list_members',
  {
    id: text().primaryKey(),
    listId: text('list_id')
      .$type<ReportListId>()
      .notNull()
      .references(() => reportLists.id, { onDelete: 'cascade' }),
    recipientId: text('recipient_id')
      .$type<ReportRecipientId>()
      .notNull()
      .references(() => reportRecipients.id, { onDelete: 'cascade' }),
  },
  table => [
    uniqueIndex('report_list_members_once').on(table.listId, table.recipientId),
    index('report_list_members_of_recipient').on(table.recipientId),
  ],
)

export const reportSchedules = sqliteTable(
  'report_schedules',
  {
    id: text().$type<ReportScheduleId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    rhythm: text({ mode: 'json' }).$type<ReportRhythm>().notNull(),
    period: text().$type<RecurringPeriod>().notNull(),
    sections: text({ mode: 'json' }).$type<ReportSection[]>().notNull(),
    content: text().$type<ReportContent>().notNull(),
    listId: text('list_id')
      .$type<ReportListId>()
      .notNull()
      .references(() => reportLists.id),
    isPaused: integer('is_paused', { mode: 'boolean' }).notNull().default(false),
    /** Null while it is paused. */
    nextAt: integer('next_at'),
    lastRunAt: integer('last_run_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('report_schedules_of_list').on(table.listId), index('report_schedules_next').on(table.nextAt)],
)

/** One report on its way to its recipients. */
export const reportRuns = sqliteTable(
  'report_runs',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<ReportRunId>().notNull().unique(),
    /** What can be sent once only: a schedule and its days; or the page's own id. */
    onceKey: text('once_key').notNull().unique(),
    scheduleId: text('schedule_id')
      .$type<ReportScheduleId>()
      .references(() => reportSchedules.id, { onDelete: 'set null' }),
    scheduleName: text('schedule_name'),
    askedBy: text('asked_by')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    fromDay: text('from_day').notNull(),
    toDay: text('to_day').notNull(),
    beforeFrom: text('before_from').notNull(),
    beforeTo: text('before_to').notNull(),
    sections: text({ mode: 'json' }).$type<ReportSection[]>().notNull(),
    content: text().$type<ReportContent>().notNull(),
    state: text().$type<ReportRunState>().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    index('report_runs_of_schedule').on(table.scheduleId),
    index('report_runs_asked_by').on(table.askedBy),
    index('report_runs_making').on(table.seq).where(sql`state = 'making'`),
  ],
)

/** What was sent, for each kind of reader and language once. The PDF is a content of the house. */
export const reportDocuments = sqliteTable(
  'report_documents',
  {
    id: text().$type<ReportDocumentId>().primaryKey(),
    runId: text('run_id')
      .$type<ReportRunId>()
      .notNull()
      .references(() => reportRuns.id, { onDelete: 'cascade' }),
    audience: text().$type<ReportAudience>().notNull(),
    locale: text().$type<Locale>().notNull(),
    title: text().notNull(),
    /** In words. */
    period: text().notNull(),
    text: text().notNull(),
    html: text().notNull(),
    fileName: text('file_name').notNull(),
    sha256: text().notNull(),
    size: integer().notNull(),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('report_documents_once').on(table.runId, table.audience, table.locale),
    index('report_documents_by_content').on(table.sha256),
  ],
)

/** One report to one recipient, as both were then. What became of it stands with what carries it: the outbox, or the messages below. */
export const reportDeliveries = sqliteTable(
  'report_deliveries',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<ReportDeliveryId>().notNull().unique(),
    runId: text('run_id')
      .$type<ReportRunId>()
      .notNull()
      .references(() => reportRuns.id, { onDelete: 'cascade' }),
    recipientId: text('recipient_id')
      .$type<ReportRecipientId>()
      .references(() => reportRecipients.id, { onDelete: 'set null' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    name: text().notNull(),
    channel: text().$type<ReportChannel>().notNull(),
    address: text().notNull(),
    audience: text().$type<ReportAudience>().notNull(),
    locale: text().$type<Locale>().notNull(),
    /** Null until it is handed over. */
    documentId: text('document_id')
      .$type<ReportDocumentId>()
      .references(() => reportDocuments.id),
    /** Why it was handed to nobody. */
    problem: text().$type<DeliveryReason>(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    index('report_deliveries_of_run').on(table.runId, table.seq),
    index('report_deliveries_of_recipient').on(table.recipientId),
    index('report_deliveries_of_staff').on(table.staffId),
    index('report_deliveries_of_document').on(table.documentId),
  ],
)

/**
 * Messages of WhatsApp that belong to no lead's chat: recipients of reports are none. Each has the id under which WhatsApp knows it, and
 * the form in which it leaves, before anything is sent.
 */
export const reportMessages = sqliteTable(
  'report_messages',
  {
    id: text().primaryKey(),
    deliveryId: text('delivery_id')
      .$type<ReportDeliveryId>()
      .notNull()
      .references(() => reportDeliveries.id, { onDelete: 'cascade' }),
    /** The text leaves first. */
    part: text().$type<'text' | 'pdf'>().notNull(),
    accountId: text('account_id')
      .$type<ChannelAccountId>()
      .references(() => channelAccounts.id, { onDelete: 'set null' }),
    externalId: text('external_id').notNull(),
    raw: blob({ mode: 'buffer' }),
    state: text().$type<'queued' | 'sent' | 'delivered' | 'read' | 'failed'>().notNull(),
    reason: text().$type<DeliveryReason>(),
    detail: text(),
    /** From here on nobody may say that it did not leave. */
    triedAt: integer('tried_at'),
    queuedAt: integer('queued_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('report_messages_once').on(table.deliveryId, table.part),
    uniqueIndex('report_messages_by_external_id').on(table.accountId, table.externalId),
    index('report_messages_queued').on(table.accountId).where(sql`state = 'queued'`),
  ],
)
