import { asc, eq } from 'drizzle-orm'
import type { AdAccountId, BrandId, MetaConnectionId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import { brands } from '../brands/schema.ts'
import { adAccounts, metaConnections } from '../meta/schema.ts'
import { insightAccounts } from './schema.ts'

/** An ad account whose figures are read, and how far they are. */
export interface InsightAccount {
  readonly id: AdAccountId
  readonly connectionId: MetaConnectionId
  readonly brandId: BrandId
  readonly brandName: string
  readonly externalId: string
  readonly name: string
  readonly currency: string
  readonly timeZone: string
  readonly state: typeof insightAccounts.$inferSelect | null
}

/** Which accounts somebody asks for; empty: all of them. */
export interface InsightScope {
  readonly brandIds: readonly BrandId[]
  readonly accountIds: readonly AdAccountId[]
}

/** In the order in which they were chosen. */
export function listInsightAccounts(db: Db): InsightAccount[] {
  return db
    .select({
      id: adAccounts.id,
      connectionId: adAccounts.connectionId,
      brandId: metaConnections.brandId,
      brandName: brands.name,
      externalId: adAccounts.externalId,
      name: adAccounts.name,
      currency: adAccounts.currency,
      timeZone: adAccounts.timeZone,
      state: insightAccounts,
    })
    .from(adAccounts)
    .innerJoin(metaConnections, eq(metaConnections.id, adAccounts.connectionId))
    .innerJoin(brands, eq(brands.id, metaConnections.brandId))
    .leftJoin(insightAccounts, eq(insightAccounts.accountId, adAccounts.id))
    .orderBy(asc(adAccounts.createdAt), asc(adAccounts.id))
    .all()
}

/** One account at Meta may serve two brands: what it cost counts once, however it is asked for. */
export function listAccountsIn(db: Db, { brandIds, accountIds }: InsightScope): InsightAccount[] {
  const wanted = listInsightAccounts(db).filter(
    account =>
      (brandIds.length === 0 || brandIds.includes(account.brandId)) &&
      (accountIds.length === 0 || accountIds.includes(account.id)),
  )
  return [...new Map(wanted.toReversed().map(account => [account.externalId, account])).values()].toReversed()
}

export function findInsightAccount(db: Db, id: AdAccountId): InsightAccount | undefined {
  return listInsightAccounts(db).find(account => account.id === id)
}
