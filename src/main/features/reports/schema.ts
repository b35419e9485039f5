import { integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { Locale } from '#shared/domain/locale.ts'
import type { ReportAudience } from '#shared/domain/report.ts'

/** The office's own words around the numbers; what has no row here is said in the program's. */
export const reportTexts = sqliteTable(
  'report_texts',
  {
    id: text().primaryKey(),
    audience: text().$type<ReportAudience>().notNull(),
    locale: text().$type<Locale>().notNull(),
    body: text().notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [uniqueIndex('report_texts_once').on(table.audience, table.locale)],
)
