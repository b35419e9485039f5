import { and, asc, eq, max, ne, sql } from 'drizzle-orm'
import type { Brand } from '#shared/contract/brands.ts'
import type { BrandId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { brands } from './schema.ts'

const columns = {
  id: brands.id,
  version: brands.version,
  name: brands.name,
  defaultCountry: brands.defaultCountry,
  isArchived: brands.isArchived,
}

export function listBrands(db: Db): Brand[] {
  return db.select(columns).from(brands).orderBy(asc(brands.position), asc(brands.id)).all()
}

export function findBrand(db: Db, id: BrandId): Brand | undefined {
  return db.select(columns).from(brands).where(eq(brands.id, id)).get()
}

export function isNameTaken(db: Db, nameKey: string, except: BrandId): boolean {
  const other = db
    .select({ id: brands.id })
    .from(brands)
    .where(and(eq(brands.nameKey, nameKey), ne(brands.id, except)))
    .get()
  return other !== undefined
}

export function insertBrand(
  tx: Db,
  brand: { id: BrandId; name: string; nameKey: string; defaultCountry: string | null },
  now: number,
): void {
  const last =
    tx
      .select({ position: max(brands.position) })
      .from(brands)
      .get()?.position ?? -1
  tx.insert(brands)
    .values({ ...brand, position: last + 1, createdAt: now, updatedAt: now })
    .run()
}

export function updateBrand(
  tx: Db,
  id: BrandId,
  changes: Partial<{ name: string; nameKey: string; defaultCountry: string | null; isArchived: boolean }>,
  now: number,
): void {
  tx.update(brands)
    .set({ ...changes, updatedAt: now, version: sql`${brands.version} + 1` })
    .where(eq(brands.id, id))
    .run()
}
