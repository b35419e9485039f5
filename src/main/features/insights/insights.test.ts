import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type LeadId, newId } from '#shared/domain/ids.ts'
import { type InsightSums, NO_SUMS } from '#shared/domain/insight.ts'
import { insightDays, insightMonths } from './schema.ts'
import { type AdsOffice, openAdsOffice } from './testing/test-ads.ts'

let office: AdsOffice
beforeEach(async () => {
  office = await openAdsOffice()
})
afterEach(() => office.close())

const all = { brandIds: [], accountIds: [] }

/** What the office has of an account, each currency by itself. */
async function shown(accountId: AdsOffice['accounts'][number]['id'], from: string, to: string): Promise<InsightSums> {
  const { figures } = await office.admin.insights.overview({ ...all, accountIds: [accountId], from, to })
  const { spend, purchaseValue, ...counts } = figures
  return { ...counts, spend: spend.sums[0]?.amount ?? 0, purchaseValue: purchaseValue.sums[0]?.amount ?? 0 }
}

async function makeDays(days: number): Promise<{ from: string; to: string }> {
  const [from, to] = [office.dayOf('Asia/Tokyo', days), office.dayOf('Asia/Tokyo')]
  await office.control.call('makeInsights', { from, to })
  return { from, to }
}

describe('figures that were read', () => {
  it.each(['TRY', 'EUR', 'USD', 'JPY', 'KWD'])('are those of Meta to the smallest coin: %s', async currency => {
    await makeDays(27)
    const account = office.accountOf(currency)
    const run = await office.admin.insights.sync({ accountId: account.id })
    expect(run).toMatchObject({ state: 'succeeded', problem: null })
    const [from, to] = [office.dayOf(account.timeZone, 27), office.dayOf(account.timeZone)]
    const figures = await shown(account.id, from, to)
    expect(figures).toEqual(office.expected('account', account.externalId, from, to))
    expect(figures.spend).toBeGreaterThan(0)
    for (const level of ['campaign', 'adset', 'ad'] as const) {
      const { rows } = await office.admin.insights.table({ ...all, accountIds: [account.id], from, to, level })
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) expect([row.name, row.sums]).toEqual([row.name, office.expected(level, row.id, from, to)])
    }
  })

  it('belong to the days of the account, wherever the office is', async () => {
    const account = office.accountOf('USD')
    const ad = office.ads.at(3)?.ad ?? ''
    // At six in the morning in Istanbul it is still yesterday in Los Angeles.
    await office.clock.advance(Date.parse('2026-01-16T03:00:00Z') - office.clock.now())
    const manager = await office.connectAs('manager')
    const days = [
      { on: '2026-01-15', delivered: { spend: 1_234, impressions: 10 } },
      { on: '2026-01-14', delivered: { spend: 55, impressions: 5 } },
    ]
    await office.control.call('setInsights', { ad, days })
    const run = await manager.insights.sync({ accountId: account.id })
    expect(run.toOn).toBe('2026-01-15')
    const overview = await manager.insights.overview({
      ...all,
      accountIds: [account.id],
      from: '2026-01-15',
      to: '2026-01-15',
    })
    expect(overview.figures.spend.sums).toEqual([{ currency: 'USD', amount: 1_234 }])
    expect(overview.timeZones).toEqual(['America/Los_Angeles'])
  })

  it('follow what Meta revises, and what it takes back', async () => {
    const { from, to } = await makeDays(20)
    const account = office.accountOf('JPY')
    const sync = () => office.admin.insights.sync({ accountId: account.id })
    await sync()
    const { ad } = office.ads.find(
      ({ ad: id }) => office.expected('ad', id, to, to).spend > 0 && isOf(id, account),
    ) ?? { ad: '' }
    const yesterday = office.dayOf(account.timeZone, 1)
    await office.control.call('setInsights', {
      ad,
      days: [
        { on: yesterday, delivered: { spend: 777, impressions: 9 } },
        { on: to, delivered: null },
      ],
    })
    await office.clock.advance(3_600_000)
    expect(await sync()).toMatchObject({ state: 'succeeded' })
    expect(await shown(account.id, from, to)).toEqual(office.expected('account', account.externalId, from, to))
    const [row] = await office.admin.insights
      .table({ ...all, accountIds: [account.id], from: to, to, level: 'ad' })
      .then(({ rows }) => rows.filter(({ id }) => id === ad))
    expect(row?.sums).toEqual(NO_SUMS)
    // The same again changes nothing.
    expect(await sync()).toMatchObject({ changed: 0, removed: 0 })
  })

  it('are read back month by month to the beginning, and add up by month as by day', async () => {
    const from = office.dayOf('Europe/Istanbul', 400)
    const to = office.dayOf('Europe/Istanbul')
    await office.control.call('makeInsights', { from, to })
    const account = office.accountOf('TRY')
    await office.admin.insights.sync({ accountId: account.id })
    await office.admin.insights.setBackfill({ accountId: account.id, from })
    await office.backfill(account.id)
    const [after] = await office.admin.insights.accounts()
    expect(after).toMatchObject({ coveredFrom: from, backfill: null, problem: null })
    expect(await shown(account.id, from, to)).toEqual(office.expected('account', account.externalId, from, to))
    const { rows } = await office.admin.insights.table({ ...all, accountIds: [account.id], from, to, level: 'ad' })
    for (const row of rows) expect(row.sums).toEqual(office.expected('ad', row.id, from, to))
    expect(office.db.select().from(insightMonths).all().length).toBeGreaterThan(20)
    expect(office.simulator.requests.some(({ method, path }) => method === 'POST' && path.endsWith('/insights'))).toBe(
      true,
    )
  })

  it('come as a report where they are too much at once', async () => {
    const { from, to } = await makeDays(20)
    await office.control.call('limitInsights', { most: 5 })
    const account = office.accountOf('KWD')
    const run = office.admin.insights.sync({ accountId: account.id })
    await office.letTimePass(run)
    expect(await run).toMatchObject({ state: 'succeeded' })
    expect(await shown(account.id, from, to)).toEqual(office.expected('account', account.externalId, from, to))
  })

  it('say what is missing, and what stood in the way', async () => {
    const account = office.accountOf('EUR')
    const fault = { kind: 'error', code: 200, message: '(#200) Requires ads_read permission' } as const
    await office.control.call('failRequests', { path: 'insights', fault, times: null })
    const run = await office.admin.insights.sync({ accountId: account.id })
    expect(run).toMatchObject({ state: 'failed', problem: { code: 'permission', metaCode: 200 } })
    const [from, to] = [office.dayOf('Europe/Istanbul', 5), office.dayOf('Europe/Istanbul')]
    const overview = await office.admin.insights.overview({ ...all, accountIds: [account.id], from, to })
    expect(overview).toMatchObject({ asOf: null, missingBefore: expect.any(String) })
    await office.control.call('clearFaults', {})
    await office.admin.insights.sync({ accountId: account.id })
    const after = await office.admin.insights.overview({ ...all, accountIds: [account.id], from, to })
    expect(after).toMatchObject({ asOf: office.clock.now(), missingBefore: null })
  })
})

describe('states', () => {
  it('are noticed, with who made them as far as they tell', async () => {
    const account = office.accountOf('KWD')
    const [one, other] = office.ads.filter(({ ad }) => isOf(ad, account))
    await office.admin.insights.sync({ accountId: account.id })
    expect((await office.admin.insights.statusChanges({})).items).toEqual([])
    await office.clock.advance(3_600_000)
    await office.control.call('changeAdThing', { id: one?.campaign ?? '', status: 'PAUSED', dailyBudget: 15_000 })
    await office.control.call('changeAdThing', { id: other?.ad ?? '', effectiveStatus: 'DISAPPROVED' })
    await office.admin.insights.sync({ accountId: account.id })
    const { items } = await office.admin.insights.statusChanges({ accountId: account.id })
    const told = items.map(({ level, actor, effectiveAfter }) => `${level} ${actor} ${effectiveAfter}`)
    expect(told).toContain('campaign person PAUSED')
    expect(told).toContain('ad meta DISAPPROVED')
    expect(told).toContain('adset parent CAMPAIGN_PAUSED')
    const { rows } = await office.admin.insights.table({
      ...all,
      accountIds: [account.id],
      from: '2026-01-01',
      to: '2026-01-02',
      level: 'campaign',
    })
    // Hundredths at Meta, thousandths of a dinar here; what stands still and was not shown is not listed.
    expect(rows.map(({ effectiveStatus }) => effectiveStatus)).toEqual(['ACTIVE'])
  })
})

describe('reach', () => {
  it('is asked for the very days, kept, and never added up', async () => {
    const { from, to } = await makeDays(9)
    const account = office.accountOf('TRY')
    const ask = () => office.admin.insights.reach({ ...all, accountIds: [account.id], from, to })
    const first = await ask()
    const impressions = office.expected('account', account.externalId, from, to).impressions
    expect(first.impressions).toBe(impressions)
    expect(first.reach).toBeLessThan(impressions)
    const asked = office.simulator.requests.length
    expect(await ask()).toEqual(first)
    expect(office.simulator.requests).toHaveLength(asked)
    expect(await office.admin.insights.reach({ ...all, from, to })).toMatchObject({
      reach: null,
      reason: 'several-accounts',
    })
  })
})

describe('what ads bring', () => {
  it('is counted once, by the first or the last touch, and is the list of these leads', async () => {
    const { from, to } = await makeDays(5)
    const account = office.accountOf('TRY')
    await office.admin.insights.sync({ accountId: account.id })
    const [ad, , second] = office.ready.ads
    const leadIds: LeadId[] = []
    for (let index = 0; index < 3; index += 1) {
      const id = newId<LeadId>()
      leadIds.push(id)
      await office.admin.leads.create({
        ...{ id, name: `Kişi ${index}`, phoneNumber: null, email: null, countryCode: null, language: null, city: null },
      })
    }
    const { sqlite } = office.database
    const origin = [ad.campaign, ad.adSet, ad.ad]
    for (const id of leadIds)
      sqlite
        .prepare('update leads set first_campaign_id = ?, first_ad_set_id = ?, first_ad_id = ? where id = ?')
        .run(...origin, id)
    const touch =
      sqlite.prepare(`insert into lead_touches (id, lead_id, kind, source, campaign_id, ad_set_id, ad_id, happened_at, created_at)
      values (?, ?, 'lead_form', 'meta_lead_ad', ?, ?, ?, ?, 0)`)
    for (const [index, id] of leadIds.entries()) touch.run(newId(), id, ...origin, 1_000 + index)
    touch.run(newId(), leadIds[0], second.campaign, second.adSet, second.ad, 9_000)
    const sale = { currency: 'TRY', treatment: '', soldOn: to, note: '' }
    await office.admin.sales.add({ id: newId(), leadId: leadIds[0] as LeadId, amount: 500_000, ...sale })
    await office.admin.sales.add({
      id: newId(),
      leadId: leadIds[0] as LeadId,
      amount: 100_000,
      ...sale,
      currency: 'EUR',
    })

    const query = { ...all, accountIds: [account.id], from, to }
    const byAd = async (touchKind: 'first' | 'last') => {
      const { rows } = await office.admin.insights.table({ ...query, level: 'ad', touch: touchKind })
      return Object.fromEntries(rows.map(row => [row.id, row.outcomes.leads]))
    }
    expect(await byAd('first')).toMatchObject({ [ad.ad]: 3, [second.ad]: 0 })
    expect(await byAd('last')).toMatchObject({ [ad.ad]: 2, [second.ad]: 1 })
    const { outcomes } = await office.admin.insights.overview(query)
    expect(outcomes).toMatchObject({ leads: 3, patients: 0 })
    // Euros are not added to liras until somebody has said what one was worth.
    expect(outcomes.revenue).toMatchObject({ amount: 500_000, missing: ['EUR'], rates: [] })
    await office.admin.sales.rates.save({ onDay: from, currency: 'EUR', into: 'TRY', rate: 45_500_000 })
    const rated = await office.admin.insights.overview(query)
    expect(rated.outcomes.revenue).toMatchObject({ amount: 500_000 + 4_550_000, missing: [] })

    const listed = async (filter: object) =>
      (await office.admin.leads.list({ filter, limit: 50 } as never)).items.length
    const created = { kind: 'between', from, to }
    expect(await listed({ created, ads: { touch: 'first', campaignIds: [ad.campaign], adIds: [ad.ad] } })).toBe(3)
    expect(await listed({ created, ads: { touch: 'last', campaignIds: [second.campaign], adIds: [second.ad] } })).toBe(
      1,
    )
    expect(await listed({ created, ads: { touch: 'first', accountIds: [account.id] } })).toBe(3)
    expect(await listed({ created, hasVisit: true })).toBe(0)

    const profit = await office.admin.insights.profit({ ...query, by: 'source' })
    const shared = profit.rows.reduce((sum, row) => sum + (row.spend ?? 0), 0)
    expect(shared + profit.unallocated).toBe(office.expected('account', account.externalId, from, to).spend)
  })
})

function isOf(adId: string, { externalId }: AdsOffice['accounts'][number]): boolean {
  return office.simulator.world.originOf(adId)?.campaign.accountId === externalId
}

it('keeps no day twice', async () => {
  await makeDays(10)
  await office.syncAll()
  const before = office.db.select().from(insightDays).all()
  await office.syncAll()
  expect(office.db.select().from(insightDays).all()).toEqual(before)
})
