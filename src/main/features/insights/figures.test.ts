import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { AdsPoint } from '#shared/contract/insights.ts'
import { addSums, NO_SUMS } from '#shared/domain/insight.ts'
import { addDays } from '#shared/domain/period.ts'
import { type AdsOffice, openAdsOffice } from './testing/test-ads.ts'

let office: AdsOffice
beforeEach(async () => {
  office = await openAdsOffice()
})
afterEach(() => office.close())

const all = { brandIds: [], accountIds: [] }
/** What is worth so many kuruş of one smallest coin of each, so that nothing is rounded. */
const KURUS = { TRY: 1, EUR: 45, USD: 40, JPY: 25, KWD: 11 } as const
const RATES = { EUR: 45_000_000, USD: 40_000_000, JPY: 250_000, KWD: 110_000_000 } as const

async function saveRates(onDay: string) {
  for (const [currency, rate] of Object.entries(RATES))
    await office.admin.sales.rates.save({ onDay, currency, into: 'TRY', rate })
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

/** What everything cost, in kuruş, from the simulated Meta alone. */
function spentAtMeta(from: string, to: string): number {
  return office.accounts.reduce((sum, { externalId, currency }) => {
    return sum + office.expected('account', externalId, from, to).spend * KURUS[currency as keyof typeof KURUS]
  }, 0)
}

const spentOf = (points: readonly AdsPoint[]) => points.map(({ spend }) => spend.amount)

describe('every figure of the page', () => {
  it('is what the simulated Meta keeps, of five currencies and calendars, added up another way', async () => {
    // A day that has begun everywhere, and as far back as the calendar furthest ahead is read at first.
    const [from, to] = [office.dayOf('America/Los_Angeles', 20), office.dayOf('America/Los_Angeles')]
    await office.control.call('makeInsights', { from, to })
    // Nothing was shown on these days, anywhere.
    const gap = [addDays(from, 9), addDays(from, 10)]
    for (const { ad } of office.ads)
      await office.control.call('setInsights', { ad, days: gap.map(on => ({ on, delivered: null })) })
    await office.syncAll()
    await saveRates(from)
    const query = { ...all, from, to }

    const { figures, timeZones } = await office.admin.insights.overview(query)
    let counts = NO_SUMS
    for (const { externalId } of office.accounts)
      counts = addSums(counts, office.expected('account', externalId, from, to))
    const { spend: _, purchaseValue: __, ...expected } = counts
    expect(figures).toMatchObject(expected)
    expect(figures.spend).toMatchObject({ amount: spentAtMeta(from, to), missing: [] })
    expect(timeZones.toSorted()).toEqual(['America/Los_Angeles', 'Asia/Kuwait', 'Asia/Tokyo'])

    const days = await office.admin.insights.series({ ...query, step: 'day' })
    expect(days.map(({ on }) => on)).toEqual(daysBetween(from, to))
    expect(spentOf(days)).toEqual(daysBetween(from, to).map(day => spentAtMeta(day, day)))
    for (const day of gap) expect(days.find(({ on }) => on === day)).toMatchObject({ clicks: 0, chats: 0, leads: 0 })
    const weeks = await office.admin.insights.series({ ...query, step: 'week' })
    for (const { on, spend, clicks } of weeks) {
      const [first, last] = [on < from ? from : on, addDays(on, 6) > to ? to : addDays(on, 6)]
      expect([on, spend.amount]).toEqual([on, spentAtMeta(first, last)])
      expect(clicks).toBe(
        days.filter(day => day.on >= first && day.on <= last).reduce((sum, day) => sum + day.clicks, 0),
      )
    }

    for (const level of ['campaign', 'adset', 'ad'] as const) {
      const { rows, total } = await office.admin.insights.table({ ...query, level })
      expect(rows).toHaveLength(total)
      expect(rows.reduce((sum, row) => sum + (row.spendInOffice ?? 0), 0)).toBe(spentAtMeta(from, to))
      for (const row of rows) {
        expect(row.sums).toEqual(office.expected(level, row.id, from, to))
        expect(row.spendInOffice).toBe(row.sums.spend * KURUS[row.currency as keyof typeof KURUS])
        const perDay = daysBetween(from, to).map(day => office.expected(level, row.id, day, day).spend)
        expect(row.spark).toEqual(row.sums.impressions === 0 ? [] : perDay)
      }
      if (level === 'adset') continue
      const profit = await office.admin.insights.profit({ ...query, by: level })
      const spent = Object.fromEntries(profit.rows.map(row => [row.key, row.spend]))
      expect(spent).toEqual(Object.fromEntries(rows.map(row => [row.id, row.spendInOffice])))
    }
    for (const by of ['source', 'country', 'consultant'] as const) {
      const profit = await office.admin.insights.profit({ ...query, by })
      expect(profit.unallocated).toBe(spentAtMeta(from, to))
    }

    // Narrowed to two campaigns, each figure is theirs alone.
    const { rows } = await office.admin.insights.table({ ...query, level: 'campaign' })
    const chosen = rows.slice(0, 2)
    const narrowed = { ...query, campaignIds: chosen.map(({ id }) => id) }
    const spent = chosen.reduce((sum, row) => sum + (row.spendInOffice ?? 0), 0)
    const part = await office.admin.insights.overview(narrowed)
    expect(part.figures.spend.amount).toBe(spent)
    expect(part.figures.clicks).toBe(chosen.reduce((sum, row) => sum + row.sums.clicks, 0))
    const points = await office.admin.insights.series({ ...narrowed, step: 'month' })
    expect(spentOf(points).reduce<number>((sum, amount) => sum + (amount ?? 0), 0)).toBe(spent)
    const ads = await office.admin.insights.table({ ...narrowed, level: 'ad' })
    expect(new Set(ads.rows.map(({ campaignId }) => campaignId))).toEqual(new Set(narrowed.campaignIds))
    const bySource = await office.admin.insights.profit({ ...narrowed, by: 'source' })
    expect(bySource.unallocated).toBe(spent)
  })

  it('stands in one order however it is asked for, a part at a time', async () => {
    const [from, to] = [office.dayOf('America/Los_Angeles', 6), office.dayOf('America/Los_Angeles')]
    await office.control.call('makeInsights', { from, to })
    await office.syncAll()
    await saveRates(from)
    const query = { ...all, from, to, level: 'ad' as const }
    for (const [sort, isAscending] of [
      ['spend', false],
      ['name', false],
      ['ctr', true],
      ['costPerLead', false],
    ] as const) {
      const whole = await office.admin.insights.table({ ...query, sort, isAscending })
      const ids: string[] = []
      for (let offset = 0; offset < whole.total; offset += 3) {
        const page = await office.admin.insights.table({ ...query, sort, isAscending, offset, limit: 3 })
        expect(page.total).toBe(whole.total)
        ids.push(...page.rows.map(({ id }) => id))
      }
      expect(ids).toEqual(whole.rows.map(({ id }) => id))
    }
    const campaigns = await office.admin.insights.campaigns({ brandIds: [], accountIds: [office.accountOf('JPY').id] })
    expect(campaigns.map(({ name }) => name).toSorted()).toEqual(['Chat', 'Lead'])
  })
})

describe('a day', () => {
  it('of an account far away is its own: evening there is morning here', async () => {
    const angeles = office.accountOf('USD')
    const ad = office.ads.find(
      one => office.simulator.world.originOf(one.ad)?.campaign.accountId === angeles.externalId,
    )
    // Ten minutes before midnight of the 19th in Los Angeles, late morning of the 20th in Istanbul.
    await office.clock.advance(Date.parse('2026-01-20T07:50:00Z') - office.clock.now())
    const manager = await office.connectAs('manager')
    const days = ['2026-01-18', '2026-01-19'].map(on => ({
      on,
      delivered: { spend: Number(on.slice(-2)), impressions: 9 },
    }))
    await office.control.call('setInsights', { ad: ad?.ad ?? '', days })
    await manager.insights.sync({ accountId: angeles.id })
    const spent = async (from: string, to: string) => {
      const points = await manager.insights.series({ ...all, accountIds: [angeles.id], from, to, step: 'day' })
      return points.map(({ on, spend }) => [on, spend.sums[0]?.amount ?? 0])
    }
    expect(await spent('2026-01-18', '2026-01-20')).toEqual([
      ['2026-01-18', 18],
      ['2026-01-19', 19],
      ['2026-01-20', 0],
    ])
    // The day ends there with some more.
    await office.clock.advance(20 * 60_000)
    const more = [{ on: '2026-01-19', delivered: { spend: 25, impressions: 12 } }]
    await office.control.call('setInsights', { ad: ad?.ad ?? '', days: more })
    const run = await manager.insights.sync({ accountId: angeles.id })
    expect(run.toOn).toBe('2026-01-20')
    expect(await spent('2026-01-19', '2026-01-20')).toEqual([
      ['2026-01-19', 25],
      ['2026-01-20', 0],
    ])
  })
})

describe('what Meta answers instead', () => {
  it.each([
    [{ kind: 'error', code: 190, message: 'Error validating access token' }, 'needs-login'],
    [{ kind: 'error', code: 613, message: 'Calls to this api have exceeded the rate limit.' }, 'rate-limited'],
    [{ kind: 'error', code: 80_004, message: 'There have been too many calls to this ad-account.' }, 'rate-limited'],
  ] as const)('%o is said, kept with its number, and gone with the next reading', async (fault, code) => {
    const account = office.accountOf('EUR')
    await office.control.call('failRequests', { path: 'insights', fault, times: null } as never)
    const run = await office.admin.insights.sync({ accountId: account.id })
    expect(run).toMatchObject({ state: 'failed', problem: { code, metaCode: fault.code } })
    const [shown] = (await office.admin.insights.accounts()).filter(({ id }) => id === account.id)
    expect(shown?.problem).toMatchObject({ code, metaCode: fault.code })
    expect(shown?.isUsable).toBe(code !== 'needs-login')
    if (code === 'rate-limited') expect(shown?.retryAt).toBeGreaterThan(office.clock.now())
    const { items } = await office.admin.insights.runs({ accountId: account.id })
    expect(items[0]).toMatchObject({ state: 'failed', problem: { code } })
  })
})
