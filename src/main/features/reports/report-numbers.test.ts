import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ReportRequest } from '#shared/contract/reports.ts'
import { addSums, NO_SUMS } from '#shared/domain/insight.ts'
import { addDays } from '#shared/domain/period.ts'
import { type AdsOffice, openAdsOffice } from '../insights/testing/test-ads.ts'

let office: AdsOffice
beforeEach(async () => {
  office = await openAdsOffice()
})
afterEach(() => office.close())

/** How many smallest coins make one: yen have none, a dinar has a thousand. */
const COINS: Readonly<Record<string, number>> = { JPY: 1, KWD: 1_000 }

const write = (amount: number, currency: string) =>
  new Intl.NumberFormat('en-US', { style: 'currency', currency })
    .format(amount / (COINS[currency] ?? 100))
    .replace(/TRY\s/u, '₺')
const count = (value: number) => new Intl.NumberFormat('en-US').format(value)

/** What the simulated Meta itself keeps of all accounts, each by its own calendar, and what that is in a report's words. */
function expectedLines(from: string, to: string) {
  let sums = NO_SUMS
  const spent = new Map<string, number>()
  for (const { externalId, currency } of office.accounts) {
    const of = office.expected('account', externalId, from, to)
    sums = addSums(sums, of)
    spent.set(currency, (spent.get(currency) ?? 0) + of.spend)
  }
  return { sums, spent }
}

it('every number of the ads is what Meta keeps: five currencies, other calendars than the office has, days without figures and days that were revised', async () => {
  const [from, to] = [office.dayOf('America/Los_Angeles', 12), office.dayOf('America/Los_Angeles', 1)]
  await office.control.call('makeInsights', { from: addDays(from, -12), to })
  const gap = [addDays(from, 3), addDays(from, 4)]
  for (const { ad } of office.ads)
    await office.control.call('setInsights', { ad, days: gap.map(on => ({ on, delivered: null })) })
  await office.syncAll()
  const request: ReportRequest = {
    ...{ period: { kind: 'between', from, to }, sections: ['ads'], audience: 'manager', locale: 'en' },
  }

  async function compare(): Promise<string> {
    const { text } = await office.admin.reports.preview(request)
    const { sums, spent } = expectedLines(from, to)
    const spend = text.split('\n').find(line => line.startsWith('Spend:')) ?? ''
    // Currencies stand beside each other: without a stored rate nothing is added.
    for (const [currency, amount] of spent) if (amount > 0) expect(spend).toContain(write(amount, currency))
    expect(text).toContain(`Impressions: *${count(sums.impressions)}*`)
    expect(text).toContain(`Clicks: *${count(sums.clicks)}*`)
    expect(text).toContain(`by Meta's count: ${count(sums.chats)})`)
    const before = expectedLines(addDays(from, -12), addDays(from, -1))
    expect(text).toContain(count(before.sums.impressions))
    return text
  }

  const told = await compare()
  // Meta changes its mind about a day that was read already.
  const { ad } = office.ads[0]!
  await office.control.call('setInsights', { ad, days: [{ on: addDays(to, -1), delivered: null }] })
  await office.clock.advance(3_600_000)
  await office.syncAll()
  expect(await compare()).not.toBe(told)
})
