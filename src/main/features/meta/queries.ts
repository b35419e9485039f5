import { asc, eq, inArray, sql } from 'drizzle-orm'
import { type AdAccountId, type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { brands } from '../brands/schema.ts'
import { adAccounts, metaConnections } from './schema.ts'

export type MetaConnectionRow = typeof metaConnections.$inferSelect
type Changes = Partial<Omit<MetaConnectionRow, 'id' | 'version' | 'createdAt' | 'updatedAt'>>

export function findConnection(db: Db, id: MetaConnectionId): MetaConnectionRow | undefined {
  return db.select().from(metaConnections).where(eq(metaConnections.id, id)).get()
}

export function findConnectionOfBrand(db: Db, brandId: BrandId): MetaConnectionRow | undefined {
  return db.select().from(metaConnections).where(eq(metaConnections.brandId, brandId)).get()
}

/** In the order in which they were made. */
export function listConnections(db: Db): MetaConnectionRow[] {
  return db.select().from(metaConnections).orderBy(asc(metaConnections.createdAt), asc(metaConnections.id)).all()
}

/** Empty where there is no such brand. */
export function findBrandName(db: Db, id: BrandId): string {
  return db.select({ name: brands.name }).from(brands).where(eq(brands.id, id)).get()?.name ?? ''
}

/** Which pages are connected, and for which brand. */
export function listTakenPages(db: Db) {
  return db
    .select({ pageId: metaConnections.pageId, brandId: metaConnections.brandId, brandName: brands.name })
    .from(metaConnections)
    .innerJoin(brands, eq(brands.id, metaConnections.brandId))
    .all()
}

export function insertConnection(
  tx: Db,
  connection: Omit<typeof metaConnections.$inferInsert, 'createdAt' | 'updatedAt'>,
  now: number,
): void {
  tx.insert(metaConnections)
    .values({ ...connection, createdAt: now, updatedAt: now })
    .run()
}

export function updateConnection(tx: Db, id: MetaConnectionId, changes: Changes, now: number): void {
  tx.update(metaConnections)
    .set({ ...changes, updatedAt: now, version: sql`${metaConnections.version} + 1` })
    .where(eq(metaConnections.id, id))
    .run()
}

export function listAdAccounts(db: Db, connectionId: MetaConnectionId) {
  return db
    .select({
      id: adAccounts.id,
      externalId: adAccounts.externalId,
      name: adAccounts.name,
      currency: adAccounts.currency,
    })
    .from(adAccounts)
    .where(eq(adAccounts.connectionId, connectionId))
    .orderBy(asc(adAccounts.createdAt), asc(adAccounts.id))
    .all()
}

/** Those that stay chosen keep their ids: figures will hang on them. */
export function setAdAccounts(
  tx: Db,
  connectionId: MetaConnectionId,
  chosen: readonly { externalId: string; name: string; currency: string; timeZone: string }[],
  now: number,
): void {
  const before = listAdAccounts(tx, connectionId)
  const wanted = new Map(chosen.map(account => [account.externalId, account]))
  const gone = before.filter(({ externalId }) => !wanted.has(externalId)).map(({ id }) => id)
  if (gone.length > 0) tx.delete(adAccounts).where(inArray(adAccounts.id, gone)).run()
  for (const account of wanted.values()) {
    const existing = before.find(({ externalId }) => externalId === account.externalId)
    if (existing) {
      tx.update(adAccounts)
        .set({ ...account, updatedAt: now })
        .where(eq(adAccounts.id, existing.id))
        .run()
    } else {
      tx.insert(adAccounts)
        .values({ id: newId<AdAccountId>(), connectionId, ...account, createdAt: now, updatedAt: now })
        .run()
    }
  }
}
