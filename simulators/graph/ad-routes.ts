import { withStatus } from './ad-statuses.ts'
import type { Caller } from './caller.ts'
import { describeAd, describeAdAccount, describeAdSet, describeCampaign } from './describe-nodes.ts'
import { select } from './field-selection.ts'
import { answerInsights, answerReport, describeReport } from './insight-routes.ts'
import { MetaError, missing } from './meta-error.ts'
import { type GraphRequest, type PageLimits, pageOf } from './paging.ts'
import type { AdAccount, GraphWorld } from './world.ts'

/** Campaigns, their sets and ads, and ad accounts, as far as one may see the account. */
export function answerAdNode(
  caller: Caller,
  limits: PageLimits,
  request: GraphRequest,
  id: string,
  edge: string | undefined,
): unknown {
  const { world } = caller
  const fields = request.params.get('fields') ?? undefined
  const account = world.adAccounts.get(id)
  if (account) return answerAccount(caller, limits, request, account, edge)
  const report = world.insights.reports.get(id)
  if (report) {
    demandAdAccount(caller, report.accountId)
    // A run is no node of the SDK's list: it tells all that it has.
    return edge === 'insights' ? answerReport(caller, limits, request, report) : describeReport(report)
  }
  const part = partOf(world, id)
  if (!part || (edge !== undefined && edge !== 'insights')) throw missing(id)
  demandAdAccount(caller, part.accountId)
  if (edge === 'insights') return answerInsights(caller, limits, request, { ...part, id })
  const byDefault = { byDefault: ['id'] }
  const [campaign, adSet, ad] = [world.campaigns.get(id), world.adSets.get(id), world.ads.get(id)]
  if (campaign) return select('Campaign', describeCampaign(world, campaign), fields, byDefault)
  if (adSet) return select('AdSet', describeAdSet(world, adSet), fields, byDefault)
  if (ad) return select('Ad', describeAd(world, ad), fields, byDefault)
  throw missing(id)
}

function answerAccount(
  caller: Caller,
  limits: PageLimits,
  request: GraphRequest,
  account: AdAccount,
  edge: string | undefined,
): unknown {
  const { world } = caller
  demandAdAccount(caller, account.id)
  const fields = request.params.get('fields') ?? undefined
  const byDefault = { byDefault: ['id'] }
  const wanted = request.params.get('effective_status')
  const campaigns = [...world.campaigns.values()].filter(({ accountId }) => accountId === account.id)
  const adSets = [...world.adSets.values()].filter(({ campaignId }) => campaigns.some(item => item.id === campaignId))
  const ads = [...world.ads.values()].filter(({ adSetId }) => adSets.some(item => item.id === adSetId))
  switch (edge) {
    case undefined:
      return select('AdAccount', describeAdAccount(account), fields, { byDefault: ['account_id', 'id'] })
    case 'insights':
      return answerInsights(caller, limits, request, { accountId: account.id, level: 'account', id: account.id })
    case 'campaigns':
      return pageOf(request, limits, withStatus(world, 'campaign', campaigns, wanted), item =>
        select('Campaign', describeCampaign(world, item), fields, byDefault),
      )
    case 'adsets':
      return pageOf(request, limits, withStatus(world, 'adset', adSets, wanted), item =>
        select('AdSet', describeAdSet(world, item), fields, byDefault),
      )
    case 'ads':
      return pageOf(request, limits, withStatus(world, 'ad', ads, wanted), item =>
        select('Ad', describeAd(world, item), fields, byDefault),
      )
    default:
      throw new MetaError({
        code: 100,
        message: `(#100) Tried accessing nonexistent field (${edge}) on node type (AdAccount)`,
      })
  }
}

function partOf(world: GraphWorld, id: string): { accountId: string; level: 'campaign' | 'adset' | 'ad' } | undefined {
  const ad = world.ads.get(id)
  const adSet = world.adSets.get(ad?.adSetId ?? id)
  const campaign = world.campaigns.get(adSet?.campaignId ?? id)
  if (!campaign) return undefined
  return { accountId: campaign.accountId, level: ad ? 'ad' : adSet ? 'adset' : 'campaign' }
}

function demandAdAccount(caller: Caller, accountId: string): void {
  if (!caller.person.adAccounts.has(accountId)) throw missing(accountId)
  if (!caller.seesAdAccount(accountId))
    throw new MetaError({
      code: 200,
      message: '(#200) Ad account owner has NOT grant ads_management or ads_read permission',
    })
}
