import { expect, it } from 'vitest'
import { moved } from './moved.ts'

it('moves an item down, up, and nowhere', () => {
  const stages = ['new', 'assigned', 'contacted', 'lost']
  expect(moved(stages, 0, 2)).toEqual(['assigned', 'contacted', 'new', 'lost'])
  expect(moved(stages, 3, 0)).toEqual(['lost', 'new', 'assigned', 'contacted'])
  expect(moved(stages, 1, 1)).toEqual(stages)
})
