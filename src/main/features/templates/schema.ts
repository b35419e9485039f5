import { sql } from 'drizzle-orm'
import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { TemplateId } from '#shared/domain/ids.ts'
import type { ProviderStatus, TemplateCategory, TemplateChannel } from '#shared/domain/template.ts'

/** Texts made beforehand. Their words stand in `template_variants`, one row for each language. */
export const templates = sqliteTable(
  'templates',
  {
    id: text().$type<TemplateId>().primaryKey(),
    version: integer().notNull().default(1),
    category: text().$type<TemplateCategory>().notNull(),
    /** Null where it fits every channel. */
    channel: text().$type<TemplateChannel>(),
    name: text().notNull(),
    usageCount: integer('usage_count').notNull().default(0),
    lastUsedAt: integer('last_used_at'),
    /** Kept for a day, so that a removal can be taken back. */
    removedAt: integer('removed_at'),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('templates_in_use').on(table.category, table.usageCount).where(sql`removed_at is null`)],
)

export const templateVariants = sqliteTable(
  'template_variants',
  {
    id: text().primaryKey(),
    templateId: text('template_id')
      .$type<TemplateId>()
      .notNull()
      .references(() => templates.id, { onDelete: 'cascade' }),
    language: text().notNull(),
    subject: text(),
    content: text().notNull(),
    position: integer().notNull(),
    providerId: text('provider_id'),
    providerStatus: text('provider_status').$type<ProviderStatus>(),
  },
  table => [uniqueIndex('template_variants_once').on(table.templateId, table.language)],
)
