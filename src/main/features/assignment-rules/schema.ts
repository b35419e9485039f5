import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { AssignmentConditions, AssignmentTarget } from '#shared/contract/assignment-rules.ts'
import type { AssignmentRuleId, StaffId } from '#shared/domain/ids.ts'

export const assignmentRules = sqliteTable(
  'assignment_rules',
  {
    id: text().$type<AssignmentRuleId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    position: integer().notNull(),
    isActive: integer('is_active', { mode: 'boolean' }).notNull(),
    conditions: text({ mode: 'json' }).$type<AssignmentConditions>().notNull(),
    target: text({ mode: 'json' }).$type<AssignmentTarget>().notNull(),
    /** Who got the last one: the next goes to whoever follows. No key, for whoever has left is still somebody's predecessor. */
    lastStaffId: text('last_staff_id').$type<StaffId>(),
    /** Kept for a day, so that a removal can be taken back. */
    removedAt: integer('removed_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('assignment_rules_in_order').on(table.position)],
)
