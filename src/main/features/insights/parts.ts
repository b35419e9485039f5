import { and, asc, eq } from 'drizzle-orm'
import type { AdsRow } from '#shared/contract/insights.ts'
import type { InsightLevel } from '#shared/domain/insight.ts'
import type { Db } from '../../db/database.ts'
import { adCampaigns, adSets, ads } from '../ads/schema.ts'
import type { InsightAccount } from './accounts.ts'

export type Part = Exclude<InsightLevel, 'account'>

/** A part of an account, as it stands at Meta. */
export type PartOf = Pick<
  AdsRow,
  | 'id'
  | 'name'
  | 'campaignId'
  | 'adSetId'
  | 'status'
  | 'effectiveStatus'
  | 'objective'
  | 'dailyBudget'
  | 'lifetimeBudget'
>

/** All that there ever was, also what is deleted: it has cost what it has cost. */
export function listParts(db: Db, { id: accountId }: InsightAccount, level: Part, parentId: string | null): PartOf[] {
  const none = { campaignId: null, adSetId: null, objective: null, dailyBudget: null, lifetimeBudget: null }
  switch (level) {
    case 'campaign':
      return db
        .select()
        .from(adCampaigns)
        .where(eq(adCampaigns.accountId, accountId))
        .orderBy(asc(adCampaigns.externalId))
        .all()
        .map(({ externalId: id, name, status, effectiveStatus, objective, dailyBudget, lifetimeBudget }) => {
          return { ...none, id, name, status, effectiveStatus, objective, dailyBudget, lifetimeBudget }
        })
    case 'adset':
      return db
        .select()
        .from(adSets)
        .where(and(eq(adSets.accountId, accountId), parentId === null ? undefined : eq(adSets.campaignId, parentId)))
        .all()
        .map(({ externalId: id, name, status, effectiveStatus, campaignId, dailyBudget, lifetimeBudget }) => {
          return { ...none, id, name, status, effectiveStatus, campaignId, dailyBudget, lifetimeBudget }
        })
    case 'ad':
      return db
        .select()
        .from(ads)
        .where(and(eq(ads.accountId, accountId), parentId === null ? undefined : eq(ads.adSetId, parentId)))
        .all()
        .map(({ externalId: id, name, status, effectiveStatus, campaignId, adSetId }) => {
          return { ...none, id, name, status, effectiveStatus, campaignId, adSetId }
        })
  }
}
