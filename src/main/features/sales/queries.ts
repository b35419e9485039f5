import { and, asc, desc, eq, lte, sql } from 'drizzle-orm'
import type { Sale, Treatment } from '#shared/contract/sales.ts'
import type { LeadId, SaleId } from '#shared/domain/ids.ts'
import type { Currency } from '#shared/domain/money.ts'
import type { Db } from '../../db/database.ts'
import { exchangeRates, sales, treatments } from './schema.ts'

export type SaleRow = typeof sales.$inferSelect

/** The newest first. */
export function listSales(db: Db, leadId: LeadId): SaleRow[] {
  return db.select().from(sales).where(eq(sales.leadId, leadId)).orderBy(desc(sales.soldOn), desc(sales.seq)).all()
}

export function findSale(db: Db, id: SaleId): SaleRow | undefined {
  return db.select().from(sales).where(eq(sales.id, id)).get()
}

export function updateSale(tx: Db, id: SaleId, change: Partial<SaleRow>, now: number): void {
  tx.update(sales)
    .set({ ...change, updatedAt: now, version: sql`${sales.version} + 1` })
    .where(eq(sales.id, id))
    .run()
}

export function listTreatments(db: Db): Treatment[] {
  return db
    .select({ id: treatments.id, version: treatments.version, name: treatments.name })
    .from(treatments)
    .orderBy(asc(treatments.position), asc(treatments.id))
    .all()
}

/** The rate of that day, or the newest before it: never one of a later day. */
export function findRate(db: Db, currency: Currency, into: Currency, onDay: string) {
  return db
    .select({ onDay: exchangeRates.onDay, rate: exchangeRates.rate })
    .from(exchangeRates)
    .where(and(eq(exchangeRates.currency, currency), eq(exchangeRates.into, into), lte(exchangeRates.onDay, onDay)))
    .orderBy(desc(exchangeRates.onDay))
    .limit(1)
    .get()
}

export function toSale(row: SaleRow): Sale {
  const { id, version, leadId, amount, currency, treatment, soldOn, note, status, endedOn, staffId } = row
  return { id, version, leadId, amount, currency, treatment, soldOn, note, status, endedOn, staffId }
}
