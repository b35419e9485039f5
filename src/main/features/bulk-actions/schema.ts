import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { BulkAction, BulkState, HandOver, LeadSelection, LeftOutReason } from '#shared/contract/bulk-actions.ts'
import type { AppointmentId, BulkRunId, LeadId, StaffId, StageId } from '#shared/domain/ids.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** One thing done to many leads. */
export const bulkRuns = sqliteTable(
  'bulk_runs',
  {
    id: text().$type<BulkRunId>().primaryKey(),
    version: integer().notNull().default(1),
    /** With whose eyes and rights. */
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    action: text({ mode: 'json' }).$type<BulkAction | HandOver>().notNull(),
    selection: text({ mode: 'json' }).$type<LeadSelection>().notNull(),
    state: text().$type<BulkState>().notNull(),
    /** How far the gathering is. */
    cursor: text(),
    total: integer().notNull().default(0),
    done: integer().notNull().default(0),
    leftOut: integer('left_out').notNull().default(0),
    undone: integer().notNull().default(0),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
    finishedAt: integer('finished_at'),
    undoUntil: integer('undo_until'),
  },
  table => [
    index('bulk_runs_newest').on(table.createdAt),
    index('bulk_runs_of_staff').on(table.staffId, table.createdAt),
  ],
)

/** What stood on a lead before, or right after. */
export interface Standing {
  readonly ownerId?: StaffId | null
  readonly stageId?: StageId
  readonly stageSince?: number | null
  readonly convertedAt?: number | null
  readonly rejectionReason?: string | null
  readonly isTagged?: boolean
  /** Visits that went along with a hand-over. */
  readonly appointmentIds?: readonly AppointmentId[]
}

/** Each lead of a run, written down before any is changed. */
export const bulkItems = sqliteTable(
  'bulk_items',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    runId: text('run_id')
      .$type<BulkRunId>()
      .notNull()
      .references(() => bulkRuns.id, { onDelete: 'cascade' }),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    state: text().$type<'waiting' | 'done' | 'left_out' | 'undone'>().notNull().default('waiting'),
    reason: text().$type<LeftOutReason>(),
    before: text({ mode: 'json' }).$type<Standing>(),
    after: text({ mode: 'json' }).$type<Standing>(),
  },
  table => [
    uniqueIndex('bulk_items_once').on(table.runId, table.leadId),
    index('bulk_items_by_state').on(table.runId, table.state, table.seq),
    index('bulk_items_of_lead').on(table.leadId),
  ],
)

/** Told to whoever got leads by a hand-over, until they have seen it. */
export const handOverNotices = sqliteTable(
  'hand_over_notices',
  {
    runId: text('run_id')
      .$type<BulkRunId>()
      .notNull()
      .references(() => bulkRuns.id, { onDelete: 'cascade' }),
    staffId: text('staff_id')
      .$type<StaffId>()
      .notNull()
      .references(() => staff.id, { onDelete: 'cascade' }),
    fromId: text('from_id').$type<StaffId>().notNull(),
    leads: integer().notNull(),
    nextActions: integer('next_actions').notNull(),
    waitingChats: integer('waiting_chats').notNull(),
    seenAt: integer('seen_at'),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    primaryKey({ columns: [table.runId, table.staffId] }),
    index('hand_over_notices_unseen').on(table.staffId).where(sql`seen_at is null`),
  ],
)
