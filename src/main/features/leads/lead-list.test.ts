import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LeadFilter, type LeadFilterInput, LeadSort, naturalDirection } from '#shared/contract/lead-filter.ts'
import { type BrandId, type LeadId, newId, type StaffId, type StageId, type TagId } from '#shared/domain/ids.ts'
import { LeadSource } from '#shared/domain/lead-source.ts'
import { StageOutcome } from '#shared/domain/stage-outcome.ts'
import { transact } from '../../db/database.ts'
import { openTestDatabase, type TestDatabase } from '../../db/testing/test-database.ts'
import { createAppEvents } from '../../events/app-events.ts'
import type { Viewer } from '../../rpc/context.ts'
import { brands } from '../brands/schema.ts'
import { consents } from '../consents/schema.ts'
import { staff } from '../staff/schema.ts'
import { createStageService } from '../stages/service.ts'
import { leadTags, tags } from '../tags/schema.ts'
import { countLeads, listPlaces, readListed } from './lead-list.ts'
import type { LeadRow } from './lead-queries.ts'
import { leadIdentities, leads } from './schema.ts'

const DAY = 24 * 3_600_000
const NOW = Date.parse('2026-01-15T12:00:00Z')
const MOMENT = { now: NOW, timeZone: 'Europe/Istanbul' }
const LEADS = 240
/** So that lists of this size are walked piece by piece, as those of a hundred thousand are. */
const TIGHT = { window: 25, countWindow: 60, handful: 12 }
const WIDE = { window: 100_000, countWindow: 100_000, handful: 100_000 }

let database: TestDatabase
let viewers: Viewer[]
let rows: LeadRow[]
let stageIds: StageId[]
let outcomeOf: Map<StageId, StageOutcome>
let tagIds: TagId[]
let brandIds: BrandId[]
let tagsOf: Map<LeadId, Set<TagId>>
let saidOf: Map<LeadId, { granted: boolean; refused: boolean }>

beforeAll(async () => {
  database = openTestDatabase()
  const { db, clock } = database
  viewers = (['manager', 'consultant', 'consultant'] as const).map((role, index) => {
    const id = newId<StaffId>()
    const person = { id, name: `Kişi ${index}`, email: `${index}@ofis.test`, role, locale: 'tr' as const }
    db.insert(staff)
      .values({ ...person, createdAt: 0, updatedAt: 0 })
      .run()
    return { id, role, locale: 'tr' }
  })
  const stages = createStageService({ db, clock, events: createAppEvents() })
  transact(db, tx => stages.insertInitial(tx, viewers[0]!.id, 'tr'))
  const all = await stages.list()
  stageIds = all.map(({ id }) => id)
  outcomeOf = new Map(all.map(({ id, outcome }) => [id, outcome]))
  tagIds = [1, 2, 3].map(() => newId<TagId>())
  brandIds = [1, 2].map(() => newId<BrandId>())
  const named = (id: string) => ({ name: id, nameKey: id, color: 'teal', createdAt: 0, updatedAt: 0 })
  for (const id of tagIds)
    db.insert(tags)
      .values({ id, ...named(id) })
      .run()
  for (const id of brandIds)
    db.insert(brands)
      .values({ id, ...named(id) })
      .run()
  let state = 7
  /** The same office each time. */
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * below)
  }
  const oneOf = <Value>(values: readonly Value[]): Value => values[random(values.length)]!
  const ago = (days: number) => NOW - random(days * 24) * 3_600_000
  tagsOf = new Map()
  saidOf = new Map()
  for (let number = 0; number < LEADS; number += 1) {
    const id = newId<LeadId>()
    const createdAt = ago(120)
    db.insert(leads)
      .values({
        id,
        name: `Lead ${number}`,
        nameOrigin: 'person',
        nameOrder: `lead ${random(60)}`,
        searchText: `lead ${number % 5 === 0 ? 'ayse' : 'ahmet'}`,
        stageId: oneOf(stageIds),
        ownerId: random(4) === 0 ? null : oneOf(viewers).id,
        source: oneOf(LeadSource.options),
        brandId: random(3) === 0 ? oneOf(brandIds) : null,
        firstCampaignId: random(3) === 0 ? `c${random(3)}` : null,
        firstFormId: random(4) === 0 ? `f${random(2)}` : null,
        countryCode: random(5) === 0 ? null : oneOf(['TR', 'DE', 'GB']),
        isUnregistered: random(3) === 0,
        firstMessageAnswered: random(2) === 0,
        firstInboundAt: random(2) === 0 ? createdAt : null,
        lastContactedAt: random(3) === 0 ? null : ago(60),
        lastCalledAt: random(2) === 0 ? null : ago(40),
        nextActionAt: random(3) === 0 ? NOW + (random(96) - 48) * 3_600_000 : null,
        score: random(20),
        isTest: number % 17 === 0,
        firstAnsweredAt: number % 3 === 0 ? createdAt + DAY : null,
        createdAt,
        updatedAt: createdAt,
      })
      .run()
    const said = { granted: number % 7 === 0, refused: number % 11 === 0 }
    const email = `${number}@ornek.test`
    saidOf.set(id, said)
    db.insert(leadIdentities).values({ id: newId(), leadId: id, kind: 'email', value: email, createdAt: 0 }).run()
    for (const state of (['granted', 'refused'] as const).filter(one => said[one])) {
      const address = { addressKind: 'email', address: email, channel: 'email' } as const
      // Of two brands, where they have said both.
      const brandId = state === 'granted' ? null : brandIds[0]!
      const times = { changedAt: 0, createdAt: 0, updatedAt: 0 }
      db.insert(consents)
        .values({ id: newId(), ...address, brandId, state, source: 'form', ...times })
        .run()
    }
    const carried = new Set(tagIds.filter(() => random(5) === 0))
    tagsOf.set(id, carried)
    for (const tagId of carried) db.insert(leadTags).values({ id: newId(), leadId: id, tagId, createdAt: 0 }).run()
  }
  rows = db.select().from(leads).all()
})
afterAll(() => database.close())

/** What the filter means, said once more without any index. */
function fits(viewer: Viewer, filter: LeadFilter, lead: LeadRow): boolean {
  const any = <Value>(wanted: readonly Value[], value: Value) => wanted.length === 0 || wanted.includes(value)
  const isSeen = viewer.role !== 'consultant' || lead.ownerId === null || lead.ownerId === viewer.id
  const owners = filter.owners.map(owner => (owner === 'me' ? viewer.id : owner === 'nobody' ? null : owner))
  const isQuiet = (at: number | null, days: number | null) =>
    days === null || (lead.createdAt <= NOW - days * DAY && (at ?? 0) <= NOW - days * DAY)
  const midnight = Date.parse('2026-01-15T21:00:00Z')
  const since = { this_week: Date.parse('2026-01-11T21:00:00Z'), last_days: Date.parse('2025-12-16T21:00:00Z') }
  const isWithin = (at: number | null, period: LeadFilter['created']) =>
    period === null ||
    ((at ?? 0) >= (period.kind === 'this_week' ? since.this_week : since.last_days) && (at ?? 0) < midnight)
  const next = lead.nextActionAt
  const planned = { overdue: next !== null && next < NOW, today: next !== null && next < midnight }
  return (
    isSeen &&
    (filter.search === '' || lead.searchText.includes(filter.search)) &&
    any(filter.outcomes, outcomeOf.get(lead.stageId)!) &&
    any(filter.stageIds, lead.stageId) &&
    any(owners, lead.ownerId) &&
    any(filter.brands, lead.brandId ?? 'none') &&
    any(filter.sources, lead.source) &&
    any(filter.campaignIds, lead.firstCampaignId ?? '-') &&
    any(filter.formIds, lead.firstFormId ?? '-') &&
    any(filter.countries, lead.countryCode ?? '-') &&
    (filter.tagIds.length === 0 || filter.tagIds.some(id => tagsOf.get(lead.id)?.has(id))) &&
    isWithin(lead.createdAt, filter.created) &&
    isWithin(lead.lastContactedAt, filter.contacted) &&
    isQuiet(lead.lastCalledAt, filter.notCalledForDays) &&
    isQuiet(lead.lastContactedAt, filter.notContactedForDays) &&
    (!filter.neverAnswered ||
      (!lead.firstMessageAnswered &&
        (lead.firstInboundAt !== null ||
          (lead.lastContactedAt === null && ['meta_lead_ad', 'website'].includes(lead.source))))) &&
    (filter.nextAction === null || { ...planned, planned: next !== null, none: next === null }[filter.nextAction]) &&
    (!filter.unregistered || lead.isUnregistered) &&
    (filter.showsTests || !lead.isTest) &&
    (filter.passed !== 'answered' || lead.firstAnsweredAt !== null) &&
    hasSaid(lead.id, filter.consent)
  )
}

function hasSaid(id: LeadId, consent: LeadFilter['consent']): boolean {
  const { granted, refused } = saidOf.get(id)!
  if (consent === null) return true
  return { granted, refused, unknown: !granted && !refused }[consent.state]
}

function keyOf(sort: LeadSort, lead: LeadRow): string | number {
  return {
    created: lead.createdAt,
    last_contact: lead.lastContactedAt ?? 0,
    last_call: lead.lastCalledAt ?? 0,
    next_action: lead.nextActionAt ?? Number.MAX_SAFE_INTEGER,
    name: lead.nameOrder,
    score: lead.score,
  }[sort]
}

function some<Value>(values: readonly Value[]) {
  return fc.option(fc.subarray([...values], { minLength: 1 }), { nil: undefined, freq: 3 })
}

function arbitraryFilter(): fc.Arbitrary<LeadFilterInput> {
  const periods = [{ kind: 'this_week' }, { kind: 'last_days', days: 30 }] as const
  const pieces = fc.record({
    search: fc.constantFrom(undefined, undefined, undefined, undefined, 'ayse'),
    outcomes: some(StageOutcome.options),
    stageIds: some(stageIds),
    owners: some(['me', 'nobody', viewers[1]!.id] as const),
    brands: some(['none', ...brandIds] as const),
    sources: some(LeadSource.options),
    campaignIds: some(['c0', 'c1', 'c2', 'gone']),
    formIds: some(['f0', 'f1']),
    countries: some(['TR', 'DE', 'GB']),
    tagIds: some(tagIds),
    created: fc.option(fc.constantFrom(...periods), { freq: 2 }),
    contacted: fc.option(fc.constantFrom(...periods), { freq: 1 }),
    notCalledForDays: fc.option(fc.constantFrom(3, 14, 30), { freq: 2 }),
    notContactedForDays: fc.option(fc.constantFrom(3, 14), { freq: 1 }),
    neverAnswered: fc.boolean(),
    nextAction: fc.option(fc.constantFrom('overdue', 'today', 'planned', 'none' as const), { freq: 1 }),
    unregistered: fc.boolean(),
    showsTests: fc.boolean(),
    passed: fc.constantFrom('answered' as const),
    consent: fc
      .constantFrom('granted', 'refused', 'unknown' as const)
      .map(state => ({ channel: 'email' as const, state })),
  })
  // As people filter: by a few of them at once.
  return fc.tuple(pieces, fc.subarray(Object.keys(LeadFilter.shape), { maxLength: 4 })).map(([all, chosen]) => {
    const kept = Object.entries(all).filter(([name, value]) => chosen.includes(name) && value !== undefined)
    return Object.fromEntries(kept) as LeadFilterInput
  })
}

describe('whatever is asked for, in whatever order', () => {
  it.each([
    ['in one go', WIDE],
    ['piece by piece', TIGHT],
  ])(
    'is listed without a gap, a repeat or a stranger: %s',
    (_, bounds) => {
      fc.assert(
        fc.property(
          arbitraryFilter(),
          fc.constantFrom(...LeadSort.options),
          fc.constantFrom(null, 'asc' as const, 'desc' as const),
          fc.constantFrom(...viewers),
          (input, sort, direction, viewer) => {
            const filter = LeadFilter.parse(input)
            const listed: number[] = []
            let cursor: string | null = null
            let pages = 0
            do {
              const query = { filter, sort, direction, cursor }
              const page = listPlaces(database.db, viewer, query, MOMENT, 7, bounds)
              listed.push(...page.places.map(({ seq }) => seq))
              cursor = page.nextCursor
              pages += 1
            } while (cursor !== null && pages < 500)
            const wanted = rows.filter(lead => fits(viewer, filter, lead))
            const sign = (direction ?? naturalDirection(sort)) === 'asc' ? 1 : -1
            const inOrder = wanted.toSorted((one, other) => {
              if (filter.search !== '') return other.seq - one.seq
              const [a, b] = [keyOf(sort, one), keyOf(sort, other)]
              return sign * (a < b ? -1 : a > b ? 1 : one.seq - other.seq)
            })
            expect(listed).toEqual(inOrder.map(({ seq }) => seq))
            const counted = countLeads(database.db, viewer, filter, MOMENT, bounds)
            if (counted.isMore) expect(counted.count).toBeLessThanOrEqual(wanted.length)
            else expect(counted.count).toBe(wanted.length)
          },
        ),
        { numRuns: 120, seed: 20_260_115 },
      )
    },
    60_000,
  )
})

it('shows each lead with its tags, in the order of the places', () => {
  const { places } = listPlaces(
    database.db,
    viewers[0]!,
    { filter: LeadFilter.parse({ tagIds: [tagIds[0]] }), sort: 'name', cursor: null },
    MOMENT,
    50,
  )
  const listed = readListed(database.db, places)
  expect(listed.map(({ lead }) => lead.seq)).toEqual(places.map(({ seq }) => seq))
  expect(listed.every(one => one.tagIds.includes(tagIds[0]!))).toBe(true)
})
