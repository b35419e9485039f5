import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { StaffId } from '#shared/domain/ids.ts'

/** Who changed what, when, before and after. It outlives the people it names: no foreign keys, ids only for people's data. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().notNull(),
    at: integer().notNull(),
    staffId: text('staff_id').$type<StaffId>(),
    action: text().notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: text('subject_id'),
    before: text({ mode: 'json' }).$type<Record<string, unknown>>(),
    after: text({ mode: 'json' }).$type<Record<string, unknown>>(),
  },
  table => [
    uniqueIndex('audit_log_by_id').on(table.id),
    index('audit_log_newest').on(table.at, table.seq),
    index('audit_log_of_subject').on(table.subjectKind, table.subjectId, table.at),
  ],
)
