import { expect, it } from 'vitest'
import { newId, type StaffId } from '#shared/domain/ids.ts'
import { leadsBehind, parseOverviewSearch } from './overview-search.ts'

it('an address that cannot be read asks for the usual', () => {
  expect(parseOverviewSearch({ period: 'bu ay', owner: 3, compare: true, other: 1 })).toEqual({})
  expect(parseOverviewSearch({ period: { kind: 'this_week' }, compare: false })).toEqual({
    period: { kind: 'this_week' },
    compare: false,
  })
})

it('the list behind a number is of the same period and the same person', () => {
  const owner = newId<StaffId>()
  const leaders = { seesAll: true }
  expect(leadsBehind({}, { source: ['manual'] }, leaders)).toEqual({
    created: { kind: 'last_days', days: 30 },
    source: ['manual'],
  })
  expect(leadsBehind({ period: { kind: 'today' }, owner }, {}, leaders)).toEqual({
    created: { kind: 'today' },
    owner: [owner],
  })
  expect(leadsBehind({ owner }, {}, { seesAll: false })).toMatchObject({ owner: ['me'] })
})

it('a table by consultant asks for the one of its row', () => {
  expect(leadsBehind({}, { owner: ['nobody'] }, { seesAll: true })).toMatchObject({ owner: ['nobody'] })
})
