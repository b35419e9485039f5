import { expect, it } from 'vitest'
import { foreignTimeZone } from './local-hour.ts'

const winter = Date.UTC(2026, 0, 15, 12)

it('names the zone of a country whose hour is another than ours', () => {
  expect(foreignTimeZone('DE', 'Europe/Istanbul', winter)).toMatch(/^Europe\//)
  expect(foreignTimeZone('GB', 'Europe/Istanbul', winter)).toBe('Europe/London')
})

it('is silent for our own hour, whatever the country', () => {
  expect(foreignTimeZone('TR', 'Europe/Istanbul', winter)).toBeNull()
  expect(foreignTimeZone('SA', 'Europe/Istanbul', winter)).toBeNull()
})

it('does not guess in a country of several hours, nor without a country', () => {
  expect(foreignTimeZone('US', 'Europe/Istanbul', winter)).toBeNull()
  expect(foreignTimeZone(null, 'Europe/Istanbul', winter)).toBeNull()
  expect(foreignTimeZone('not a country', 'Europe/Istanbul', winter)).toBeNull()
})
