import { and, eq, ne } from 'drizzle-orm'
import type { Brand } from '#shared/contract/brands.ts'
import { foldText } from '#shared/domain/fold-text.ts'
import type { BrandId, StaffId } from '#shared/domain/ids.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, changedFields, recordAudit } from '../audit/audit.ts'
import { metaConnections } from '../meta/schema.ts'
import { findBrand, insertBrand, isNameTaken, listBrands, updateBrand } from './queries.ts'

interface BrandDetails {
  name: string
  defaultCountry: string | null
}

/** The office's brands ("distributors"). They are archived, never deleted: leads and reports carry them. */
export function createBrandService({ db, clock, events }: { db: Db; clock: Clock; events: AppEvents }) {
  function getBrand(tx: Db, id: BrandId): Brand {
    const brand = findBrand(tx, id)
    if (!brand) throw notFound('brand')
    return brand
  }

  function noteChange(tx: Db, entry: Omit<AuditRecord, 'subjectKind'>): void {
    recordAudit(tx, clock, { subjectKind: 'brand', ...entry })
    afterCommit(tx, () => events.publish({ type: 'brands.changed' }))
  }

  /** "İstanbul Diş" and "istanbul dis" would be taken for one another in every list. */
  function keyOf(tx: Db, id: BrandId, name: string): string {
    const nameKey = foldText(name)
    if (isNameTaken(tx, nameKey, id)) throw new DomainError('BRAND_NAME_TAKEN')
    return nameKey
  }

  return {
    async list(): Promise<Brand[]> {
      return listBrands(db)
    },

    async create(by: StaffId, { id, name, defaultCountry }: BrandDetails & { id: BrandId }): Promise<Brand> {
      return transact(db, tx => {
        const existing = findBrand(tx, id)
        if (existing) return existing
        insertBrand(tx, { id, name, nameKey: keyOf(tx, id, name), defaultCountry }, clock.now())
        noteChange(tx, { staffId: by, action: 'brand.created', subjectId: id, after: { name, defaultCountry } })
        return getBrand(tx, id)
      })
    },

    async update(by: StaffId, input: BrandDetails & { id: BrandId; version: number }): Promise<Brand> {
      const { id, version, name, defaultCountry } = input
      return transact(db, tx => {
        const before = getBrand(tx, id)
        if (before.version !== version) throw staleEdit('brand', before.version)
        const changed = changedFields({ ...before }, { name, defaultCountry })
        if (!changed) return before
        updateBrand(tx, id, { name, nameKey: keyOf(tx, id, name), defaultCountry }, clock.now())
        noteChange(tx, { staffId: by, action: 'brand.updated', subjectId: id, ...changed })
        return getBrand(tx, id)
      })
    },

    async setArchived(by: StaffId, { id, isArchived }: { id: BrandId; isArchived: boolean }): Promise<Brand> {
      return transact(db, tx => {
        const before = getBrand(tx, id)
        if (before.isArchived === isArchived) return before
        if (isArchived && isConnected(tx, id)) throw new DomainError('BRAND_CONNECTED')
        updateBrand(tx, id, { isArchived }, clock.now())
        const action = isArchived ? 'brand.archived' : 'brand.restored'
        noteChange(tx, { staffId: by, action, subjectId: id })
        return getBrand(tx, id)
      })
    },
  }
}
export type BrandService = ReturnType<typeof createBrandService>

function isConnected(tx: Db, id: BrandId): boolean {
  const isOfBrand = and(eq(metaConnections.brandId, id), ne(metaConnections.state, 'disconnected'))
  return tx.select({ id: metaConnections.id }).from(metaConnections).where(isOfBrand).get() !== undefined
}
