import { expect, it } from 'vitest'
import { newId } from './ids.ts'

it('ids that are made one after the other stand in that order, and none comes twice', () => {
  const ids = Array.from({ length: 5_000 }, () => newId())
  expect(ids).toEqual(ids.toSorted())
  expect(new Set(ids).size).toBe(ids.length)
})
