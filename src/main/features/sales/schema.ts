import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import type { SaleStatus } from '#shared/contract/sales.ts'
import type { LeadId, SaleId, StaffId, TreatmentId } from '#shared/domain/ids.ts'
import { leads } from '../leads/schema.ts'
import { staff } from '../staff/schema.ts'

/** What a person bought. Several for each; money in the smallest unit of its currency, never in another. */
export const sales = sqliteTable(
  'sales',
  {
    seq: integer().primaryKey({ autoIncrement: true }),
    id: text().$type<SaleId>().notNull(),
    version: integer().notNull().default(1),
    leadId: text('lead_id')
      .$type<LeadId>()
      .notNull()
      .references(() => leads.id, { onDelete: 'cascade' }),
    amount: integer().notNull(),
    currency: text().notNull(),
    /** In the words of that day: the list may change. Empty where nobody said. */
    treatment: text().notNull().default(''),
    soldOn: text('sold_on').notNull(),
    note: text().notNull().default(''),
    status: text().$type<SaleStatus>().notNull().default('won'),
    /** The day on which it was cancelled or paid back. */
    endedOn: text('ended_on'),
    /** Whose sale it is. */
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [
    uniqueIndex('sales_by_id').on(table.id),
    index('sales_of_lead').on(table.leadId, table.soldOn, table.seq),
    index('sales_by_day').on(table.soldOn, table.status, table.leadId),
    index('sales_of_staff_by_day').on(table.staffId, table.soldOn),
  ],
)

/** What the office offers, to choose from. Any other words may be typed too. */
export const treatments = sqliteTable(
  'treatments',
  {
    id: text().$type<TreatmentId>().primaryKey(),
    version: integer().notNull().default(1),
    name: text().notNull(),
    position: integer().notNull(),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [index('treatments_in_order').on(table.position)],
)

/** What one unit of a currency was worth on a day, in the office's own currency, as somebody of the office typed it. */
export const exchangeRates = sqliteTable(
  'exchange_rates',
  {
    id: text().primaryKey(),
    onDay: text('on_day').notNull(),
    currency: text().notNull(),
    into: text().notNull(),
    /** Millionths of the other currency. */
    rate: integer().notNull(),
    staffId: text('staff_id')
      .$type<StaffId>()
      .references(() => staff.id, { onDelete: 'set null' }),
    createdAt: integer('created_at').notNull(),
    updatedAt: integer('updated_at').notNull(),
  },
  table => [uniqueIndex('exchange_rates_of_day').on(table.currency, table.into, table.onDay)],
)
