import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { GraphError } from './graph-problem.ts'
import { type GraphOffice, openGraphOffice } from './testing/graph-office.ts'

const MINUTE = 60_000

let office: GraphOffice
beforeEach(async () => {
  office = await openGraphOffice()
})
afterEach(() => office.close())

const usage = { call_count: 10, total_time: 10, total_cputime: 10 }

function ask({
  type = 'leadgen',
  id = office.office.page.id,
  isAwaited = false,
}: {
  type?: 'leadgen' | 'pages' | 'ads_insights'
  id?: string
  isAwaited?: boolean
} = {}) {
  return office.client.get({ access: office.access, path: 'me', answer: z.unknown(), quota: { type, id }, isAwaited })
}

/** How long a request was held back, or until when it is not made at all. */
async function delayOf(work: () => Promise<unknown>): Promise<number | { until: number }> {
  const at = office.clock.now()
  try {
    await office.withTime(work())
    return (office.notes.at(-1)?.at ?? at) - at
  } catch (error) {
    if (error instanceof GraphError && error.problem.kind === 'rate-limited')
      return { until: error.problem.retryAt - at }
    throw error
  }
}

async function tell(headers: Record<string, unknown>): Promise<void> {
  await office.control.call('clearUsage', {})
  await office.control.call('setUsage', { headers })
  await ask({ isAwaited: true })
  await office.control.call('clearUsage', {})
}

const leadgen = (percent: number, minutes = 0, id = office.office.page.id) => ({
  'X-Business-Use-Case-Usage': {
    [id]: [{ ...usage, type: 'leadgen', call_count: percent, estimated_time_to_regain_access: minutes }],
  },
})

describe('a limit', () => {
  it('that is far away changes nothing', async () => {
    await tell({ ...leadgen(74), 'X-App-Usage': usage })
    expect(await delayOf(() => ask())).toBe(0)
    expect(office.notes.at(-2)).toMatchObject({ usagePercent: 74, usageOf: 'leadgen' })
  })

  it('that comes near slows down, the more the nearer, but not what a person waits for', async () => {
    await tell(leadgen(75))
    expect(await delayOf(() => ask())).toBeGreaterThanOrEqual(1_500)
    await tell(leadgen(91))
    expect(await delayOf(() => ask({ isAwaited: true }))).toBe(0)
    expect(await delayOf(() => ask())).toBeGreaterThanOrEqual(30_000)
  })

  it('of a business use case pauses that use case of that page only, for minutes', async () => {
    await tell(leadgen(95, 19))
    expect(await delayOf(() => ask())).toEqual({ until: 19 * MINUTE })
    expect(await delayOf(() => ask({ type: 'pages' }))).toBe(0)
    expect(await delayOf(() => ask({ id: '77' }))).toBe(0)
    await office.clock.advance(19 * MINUTE)
    expect(await delayOf(() => ask())).toBe(0)
  })

  it('counts for the page that was asked for where Meta names its business', async () => {
    await tell(leadgen(100, 5, '4711'))
    expect(await delayOf(() => ask())).toEqual({ until: 5 * MINUTE })
  })

  it('of an ad account is told in seconds', async () => {
    await tell({ 'X-Ad-Account-Usage': { acc_id_util_pct: 99.5, reset_time_duration: 100, ads_api_access_tier: 'x' } })
    expect(await delayOf(() => ask())).toEqual({ until: 100_000 })
  })

  it('of the app pauses everything of that app', async () => {
    await tell({ 'X-App-Usage': { ...usage, total_cputime: 100 } })
    const paused = await delayOf(() => ask({ type: 'ads_insights', id: 'act_1' }))
    expect(paused).toEqual({ until: 15 * MINUTE })
  })

  it('of insights has a header of its own', async () => {
    await office.control.call('setUsage', {
      headers: { 'X-FB-Ads-Insights-Throttle': { app_id_util_pct: 10, acc_id_util_pct: 96 } },
    })
    await ask({ type: 'ads_insights', id: 'act_1' })
    expect(await delayOf(() => ask({ type: 'ads_insights', id: '1' }))).toEqual({ until: 5 * MINUTE })
    expect(await delayOf(() => ask())).toBe(0)
  })

  it('that was met is not asked again before its time, with or without a header', async () => {
    await office.control.call('failRequests', { fault: { kind: 'error', code: 80_005 } })
    expect(await delayOf(() => ask())).toEqual({ until: 5 * MINUTE })
    const asked = office.notes.length
    expect(await delayOf(() => ask())).toMatchObject({ until: expect.any(Number) })
    expect(office.notes).toHaveLength(asked)
    await office.clock.advance(5 * MINUTE)
    await office.control.call('setUsage', { headers: leadgen(100, 42) })
    await office.control.call('failRequests', { fault: { kind: 'error', code: 80_005 } })
    expect(await delayOf(() => ask())).toEqual({ until: 42 * MINUTE })
  })

  it.each(['no JSON', { a: [1] }, [], { '1': [{ type: 7 }] }, null])(
    'told in nonsense (%s) changes nothing',
    async header => {
      await tell({ 'X-App-Usage': header, 'X-Business-Use-Case-Usage': header, 'X-Ad-Account-Usage': header })
      expect(await delayOf(() => ask())).toBe(0)
    },
  )

  it('is not held for hours by a clock that was set back', async () => {
    await tell(leadgen(100, 30))
    await office.clock.jump(-24 * 60 * MINUTE)
    expect(await delayOf(() => ask())).toBe(0)
  })
})
