import { expect, it } from 'vitest'
import { runningAge } from './running-age.ts'

it.each([
  [-5, '0:00'],
  [0, '0:00'],
  [65_999, '1:05'],
  [3_599_000, '59:59'],
  [3_725_000, '1:02:05'],
])('%d ms: %s', (ms, shown) => {
  expect(runningAge(ms)).toBe(shown)
})
