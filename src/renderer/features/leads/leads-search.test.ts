import { describe, expect, it } from 'vitest'
import type { StageId } from '#shared/domain/ids.ts'
import { newId } from '#shared/domain/ids.ts'
import { isFiltering, isSet, parseLeadsSearch, toLeadFilter } from './leads-search.ts'

describe("the lead list's filters in the address", () => {
  it('are read from it', () => {
    const stage = newId<StageId>()
    expect(toLeadFilter(parseLeadsSearch({ q: ' ayşe ', stage, owner: 'nobody', source: 'manual' }))).toEqual({
      search: 'ayşe',
      stageId: stage,
      outcome: null,
      ownerId: 'nobody',
      source: 'manual',
    })
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
