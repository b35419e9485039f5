import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { z } from 'zod'
import type { StageColor } from '#shared/contract/stages.ts'
import type { StageId } from '#shared/domain/ids.ts'
import type { StageOutcome } from '#shared/domain/stage-outcome.ts'

export const stages = sqliteTable(
  'stages',
  {
    id: text().$type<StageId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    position: integer().notNull(),
    outcome: text().$type<StageOutcome>().notNull(),
    color: text().$type<z.infer<typeof StageColor>>().notNull(),
    isDefault: integer('is_default', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    index('stages_in_order').on(table.position),
    uniqueIndex('stages_one_default').on(table.isDefault).where(sql`is_default = 1`),
  ],
)
