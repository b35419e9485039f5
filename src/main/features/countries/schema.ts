import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Every country, for filters and analysis (rows D13, D14). Filled from maintained packages at each start, never edited. */
export const countries = sqliteTable(
  'countries',
  {
    /** The number of ISO 3166-1, three digits. */
    id: text().primaryKey(),
    alpha2: text().notNull().unique(),
    alpha3: text().notNull().unique(),
    nameTr: text('name_tr').notNull(),
    nameEn: text('name_en').notNull(),
    /** With the plus; a few uninhabited places have none. */
    diallingCode: text('dialling_code'),
    /** The file name of the flag among the page's assets. */
    flag: text().notNull(),
    version: integer().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('countries_by_dialling_code').on(table.diallingCode)],
)
