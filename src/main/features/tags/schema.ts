import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { LeadId, TagId } from '#shared/domain/ids.ts'
import { leads } from '../leads/schema.ts'

/** A word that the office hangs on its leads. */
export const tags = sqliteTable(
  'tags',
  {
    id: text().$type<TagId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    /** The folded name: two tags never have the same one. */
    nameKey: text('name_key').notNull(),
    color: text().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [uniqueIndex('tags_by_name').on(table.nameKey)],
)

export const leadTags = sqliteTable(
  'lead_tags',
  {
    id: text().primaryKey(),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    tagId: text('tag_id')
      .$type<TagId>()
      .notNull()
      .references(() => tags.id, { onDelete: 'cascade' }),
    createdAt: integer('created_at').notNull(),
  },
  table => [
    uniqueIndex('lead_tags_once').on(table.leadId, table.tagId),
    index('lead_tags_of_tag').on(table.tagId, table.leadId),
  ],
)
