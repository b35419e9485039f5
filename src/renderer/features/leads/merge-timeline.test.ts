import { expect, it } from 'vitest'
import type { Message } from '#shared/contract/conversations.ts'
import type { Interaction } from '#shared/contract/leads.ts'
import { mergeTimeline } from './merge-timeline.ts'

const happenings = [9, 5, 1].map(happenedAt => ({ happenedAt }) as Interaction)
const messages = [8, 7, 6].map(sortAt => ({ sortAt }) as Message)
const places = (hasMore: [boolean, boolean]) =>
  mergeTimeline({ items: happenings, hasMore: hasMore[0] }, { items: messages, hasMore: hasMore[1] }).map(
    ({ at }) => at,
  )

it('puts what happened and what was said in one order', () => {
  expect(places([false, false])).toEqual([9, 8, 7, 6, 5, 1])
})

it('ends where the list that goes on ends', () => {
  expect(places([false, true])).toEqual([9, 8, 7, 6])
  expect(places([true, false])).toEqual([9, 8, 7, 6, 5, 1])
  expect(mergeTimeline({ items: happenings, hasMore: false }, { items: [], hasMore: true })).toEqual([])
})
