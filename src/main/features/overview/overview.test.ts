import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import { type LeadId, newId, type SaleId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { leads } from '../leads/schema.ts'
import { medianOf } from './figures.ts'
import { createFunnel } from './funnel.ts'
import { pointsBetween } from './points.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE
const PERIOD = { kind: 'last_days' as const, days: 7 }

let office: TestApp
let admin: Client
let ayla: StaffId
let stageOf: Record<string, StageId>

beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
  ayla = office.hire('consultant')
  stageOf = Object.fromEntries((await admin.stages.list()).map(({ id, outcome }) => [outcome, id]))
})
afterEach(() => office.close())

async function addLead({ ownerId = null, answeredAfter }: { ownerId?: StaffId | null; answeredAfter?: number } = {}) {
  const id = newId<LeadId>()
  const unknown = { phoneNumber: null, email: null, countryCode: null, language: null, city: null }
  await admin.leads.create({ id, name: 'Yeni', ...unknown })
  if (ownerId !== null) await admin.leads.assign({ id, ownerId })
  if (answeredAfter !== undefined) {
    const firstAnsweredAt = office.clock.now() + answeredAfter
    office.db.update(leads).set({ firstAnsweredAt, firstMessageAnswered: true }).where(eq(leads.id, id)).run()
  }
  return id
}

async function sell(leadId: LeadId, amount: number, currency = 'EUR') {
  const soldOn = new Date(office.clock.now()).toISOString().slice(0, 10)
  await admin.sales.add({ id: newId<SaleId>(), leadId, amount, currency, treatment: '', soldOn, note: '' })
}

const lengthOf = async (client: Client, filter: Partial<LeadFilter>) =>
  (await client.leads.list({ filter: LeadFilter.parse({ created: PERIOD, ...filter }) })).items.length

describe('the overview', () => {
  it('tells what became of the leads of a period, and each number is as long as the list behind it', async () => {
    const [one, other] = [
      await addLead({ ownerId: ayla, answeredAfter: 10 * MINUTE }),
      await addLead({ ownerId: ayla, answeredAfter: 30 * MINUTE }),
    ]
    await addLead()
    await admin.leads.moveToStage({ id: one, stageId: stageOf['converted']! })
    await sell(one, 150_000)
    await sell(one, 20_000, 'TRY')
    await sell(other, 50_000)
    const report = await admin.overview.report({ period: PERIOD })
    expect(report.figures).toEqual({
      ...{ leads: 3, answered: 2, appointments: 0, converted: 1, sold: 2, firstAnswerMs: 10 * MINUTE },
      sales: [
        { currency: 'EUR', amount: 200_000 },
        { currency: 'TRY', amount: 20_000 },
      ],
    })
    expect(report.sources).toMatchObject([{ source: 'manual', leads: 3, sold: 2 }])
    expect(report.people.map(({ staffId, leads: number }) => [staffId, number])).toEqual([
      [ayla, 2],
      [null, 1],
    ])
    expect(await lengthOf(admin, {})).toBe(3)
    expect(await lengthOf(admin, { passed: 'answered' })).toBe(2)
    expect(await lengthOf(admin, { passed: 'sale' })).toBe(2)
    expect(await lengthOf(admin, { passed: 'appointment' })).toBe(0)
    expect(await lengthOf(admin, { outcomes: ['converted'] })).toBe(1)
    expect(await lengthOf(admin, { owners: [ayla] })).toBe(2)
  })

  it('compares with the stretch before, and has a point for every day', async () => {
    await addLead()
    await office.clock.advance(8 * DAY)
    await addLead()
    await addLead()
    const { before, figures, points, step } = await admin.overview.report({ period: PERIOD })
    expect([before?.figures.leads, figures.leads, step, points.length]).toEqual([1, 2, 'day', 7])
    expect(points.map(one => one.leads)).toEqual([0, 0, 0, 0, 0, 0, 2])
  })

  it('tells consultants of their own, whomever they ask about', async () => {
    const bora = office.hire('consultant')
    await addLead({ ownerId: ayla })
    await addLead({ ownerId: bora })
    await addLead()
    const client = await office.connect(office.signIn(ayla))
    for (const ownerId of [null, bora]) {
      const { figures, people } = await client.overview.report({ period: PERIOD, ownerId })
      expect([figures.leads, people.length]).toEqual([1, 1])
    }
    expect((await admin.overview.report({ period: PERIOD, ownerId: bora })).figures.leads).toBe(1)
  })

  it('says how far they came and how long they stayed, also under a new name of the stage', async () => {
    const id = await addLead()
    await office.clock.advance(2 * DAY)
    await admin.leads.moveToStage({ id, stageId: stageOf['contacted']! })
    await office.clock.advance(3 * DAY)
    await admin.leads.moveToStage({ id, stageId: stageOf['rejected']!, reason: 'Pahalı' })
    await addLead()
    const stage = (await admin.stages.list()).find(({ outcome }) => outcome === 'contacted')!
    await admin.stages.update({ ...stage, name: 'Konuşuldu' })
    const { stages } = await admin.overview.report({ period: PERIOD })
    const by = new Map(stages.map(one => [one.stageId, one]))
    expect(by.get(stageOf['new']!)).toMatchObject({ reached: 2, present: 1, stays: 1, medianMs: 2 * DAY })
    expect(by.get(stageOf['contacted']!)).toMatchObject({ reached: 1, present: 0, stays: 1, medianMs: 3 * DAY })
    expect(by.get(stageOf['converted']!)).toMatchObject({ reached: 0, medianMs: null })
    expect(by.get(stageOf['rejected']!)).toMatchObject({ present: 1 })
  })
})

describe('odd periods', () => {
  it.each([
    { from: null, to: null },
    { from: '0001-01-01', to: '9999-12-31' },
    { from: '2026-12-31', to: '2020-01-01' },
    { from: '9999-12-30', to: null },
  ])('are answered: %o', async ({ from, to }) => {
    await addLead()
    const { figures, points } = await admin.overview.report({ period: { kind: 'between', from, to } })
    expect(figures.leads).toBe(from === null || from === '0001-01-01' ? 1 : 0)
    expect(points.length).toBeLessThan(1_000)
  })
})

describe('the funnel', () => {
  it('passes over a stage that is no more, and takes the names of old moves', () => {
    const [first, second] = [newId<StageId>(), newId<StageId>()]
    const funnel = createFunnel([
      { id: first, name: 'Yeni', outcome: 'new' },
      { id: second, name: 'Görüşülüyor', outcome: 'contacted' },
    ])
    const moves = [
      { at: 30, from: 'Silinmiş', to: 'Görüşülüyor' },
      { at: 10, from: 'Yeni', to: 'Silinmiş' },
    ]
    funnel.add({ stageId: second, createdAt: 0, moves })
    expect(funnel.read()).toEqual([
      { stageId: first, present: 0, reached: 1, medianMs: 10, stays: 1 },
      { stageId: second, present: 1, reached: 1, medianMs: null, stays: 0 },
    ])
  })
})

it('the middle is the one that half of them do not pass', () => {
  expect(medianOf([])).toBeNull()
  expect(medianOf([7])).toBe(7)
  expect(medianOf([3, 1])).toBe(1)
  expect(medianOf([5, 5, 1, 9, 5])).toBe(5)
  const many = Array.from({ length: 1_001 }, (_, index) => (index * 7_919) % 1_001)
  expect(medianOf(many)).toBe(many.toSorted((one, other) => one - other)[500])
})

it('a longer stretch has weeks and months for points', () => {
  const until = Date.parse('2026-11-30T21:00:00Z')
  const of = (days: number) => pointsBetween(until - days * DAY, until, 'Europe/Istanbul')
  expect([of(30).step, of(30).starts.length]).toEqual(['day', 30])
  expect([of(90).step, of(90).starts.length]).toEqual(['week', 14])
  expect([of(730).step, of(730).starts.length]).toEqual(['month', 24])
})
