import { describe, expect, it } from 'vitest'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import type { StageId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { isFiltering, isSet, parseLeadsSearch, toLeadFilter, toLeadsSearch } from './leads-search.ts'

describe("the lead list's filters in the address", () => {
  it('are read from it', () => {
    const stage = newId<StageId>()
    const search = parseLeadsSearch({ q: ' ayşe ', stage: [stage], owner: 'nobody', source: 'manual', uncalled: 14 })
    const filter = toLeadFilter(search)
    expect(filter).toEqual(
      LeadFilter.parse({
        ...{ search: 'ayşe', stageIds: [stage], owners: ['nobody'], sources: ['manual'], notCalledForDays: 14 },
      }),
    )
    expect(toLeadsSearch(filter)).toEqual({ ...search, q: 'ayşe' })
  })

  it('are all kept, whatever is set', () => {
    const filter = LeadFilter.parse({
      ...{ outcomes: ['new'], brands: ['none'], campaignIds: ['1'], formIds: ['2'], countries: ['TR'] },
      ...{ created: { kind: 'this_week' }, contacted: { kind: 'last_days', days: 3 }, notContactedForDays: 5 },
      ...{ neverAnswered: true, nextAction: 'today', unregistered: true, tagIds: [newId()], showsTests: true },
      ...{ consent: { channel: 'email', state: 'granted' }, passed: 'answered', hasVisit: true },
    })
    expect(toLeadFilter(toLeadsSearch(filter))).toEqual(filter)
  })

  it('filter nothing when they cannot be read', () => {
    const search = parseLeadsSearch({ q: 12, stage: 'x', outcome: 'y', owner: '', source: 'z', other: 1 })
    expect(search).toEqual({})
    expect(isFiltering(search)).toBe(false)
  })

  it('an order stands there too, and filters nothing', () => {
    expect(parseLeadsSearch({ sort: 'name' })).toEqual({ sort: 'name' })
    expect(parseLeadsSearch({ sort: 'created' })).toEqual({})
    expect(isFiltering({ sort: 'name' })).toBe(false)
    expect(isSet({ sort: 'name' })).toBe(true)
  })

  it('leave the address when they are emptied', () => {
    expect(parseLeadsSearch({ q: '' })).toEqual({})
    expect(isFiltering(parseLeadsSearch({ q: 'a' }))).toBe(true)
  })
})
