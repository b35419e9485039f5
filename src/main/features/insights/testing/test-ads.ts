import type { AdsAccount } from '#shared/contract/insights.ts'
import type { AdAccountId } from '#shared/domain/ids.ts'
import { addSums, type InsightLevel, type InsightSums, NO_SUMS } from '#shared/domain/insight.ts'
import type { GraphSimulator } from '../../../../../simulators/graph/simulator.ts'
import { openTestDatabase } from '../../../db/testing/test-database.ts'
import { createFakeClock } from '../../../ports/fakes.ts'
import { openMetaOffice } from '../../meta/testing/meta-office.ts'
import { createBareInsights } from './bare-insights.ts'
import { letReportsBeMade, watchPauses } from './pauses.ts'

/** An office with ad accounts in five currencies and two calendars, and a Meta that knows their figures. */
export async function openAdsOffice() {
  const clock = watchPauses(createFakeClock())
  const office = await openMetaOffice({ database: openTestDatabase({ clock }) })
  const { control, simulator, ready, admin, db } = office
  const people = [ready.person.id]
  const angeles = await control.call('createAdAccount', {
    name: 'Los Angeles USD',
    currency: 'USD',
    timeZone: 'America/Los_Angeles',
    people,
  })
  const tokyo = await control.call('createAdAccount', {
    name: 'Tokyo JPY',
    currency: 'JPY',
    timeZone: 'Asia/Tokyo',
    people,
  })
  const kuwait = await control.call('createAdAccount', {
    name: 'Kuwait KWD',
    currency: 'KWD',
    timeZone: 'Asia/Kuwait',
    people,
  })
  const ads = [...ready.ads]
  for (const account of [angeles, tokyo, kuwait])
    for (const [campaign, ad] of [
      ['Lead', 'Video'],
      ['Lead', 'Photo'],
      ['Chat', 'Story'],
    ] as const)
      ads.push(await control.call('createAd', { account: account.id, campaign, adSet: `${ad} 25+`, ad }))
  const brandId = await office.createBrand()
  await admin.meta.connect({
    ...{ id: '01900000-0000-7000-8000-0000000000aa' as never, brandId, pageId: ready.page.id, pollMinutes: 5 },
    ...{ token: ready.token, appId: null, appSecret: null },
    adAccountIds: [...ready.accounts, angeles, tokyo, kuwait].map(({ id }) => id),
  })
  const accounts = await admin.insights.accounts()
  const accountOf = (currency: string): AdsAccount => {
    const found = accounts.find(account => account.currency === currency)
    if (!found) throw new Error(`there is no account in ${currency}`)
    return found
  }
  return {
    ...office,
    ads,
    accounts,
    accountOf,
    dayOf: (timeZone: string, daysAgo = 0) =>
      new Intl.DateTimeFormat('en-CA', { timeZone }).format(clock.now() - daysAgo * 86_400_000),
    letTimePass: <Result>(work: Promise<Result>) => letReportsBeMade(clock, work),
    backfill: (id: AdAccountId) =>
      letReportsBeMade(
        clock,
        createBareInsights({ db, clock, graphUrl: simulator.url, token: ready.token }).run(id, 'backfill'),
      ),
    async syncAll() {
      for (const { id } of accounts) await admin.insights.sync({ accountId: id })
    },
    expected: (level: InsightLevel, id: string, from: string, to: string) => sumsAtMeta(simulator, level, id, from, to),
  }
}
export type AdsOffice = Awaited<ReturnType<typeof openAdsOffice>>

/** Added up from what the simulated Meta keeps, without any of the application's code. */
export function sumsAtMeta(
  { world }: GraphSimulator,
  level: InsightLevel,
  id: string,
  from: string,
  to: string,
): InsightSums {
  let sums = NO_SUMS
  for (const ad of world.ads.values()) {
    const origin = world.originOf(ad.id)
    if (!origin) continue
    const { campaign, adSet } = origin
    const chain = { account: campaign.accountId, campaign: campaign.id, adset: adSet.id, ad: ad.id }
    if (chain[level] !== id) continue
    for (const [, { reach: _, ...day }] of world.insights.between(ad.id, from, to)) sums = addSums(sums, day)
  }
  return sums
}
