import { expect, it } from 'vitest'
import { initialsOf } from './initials.ts'

it('takes the first letters of first and last name', () => {
  expect(initialsOf('Ayşe Nur Kaya', 'tr')).toBe('AK')
  expect(initialsOf('Mehmet', 'tr')).toBe('M')
})

it('raises i and ı as the language does', () => {
  expect(initialsOf('irem ışık', 'tr')).toBe('İI')
  expect(initialsOf('ivan', 'en')).toBe('I')
})

it('passes over numbers, brackets and signs', () => {
  expect(initialsOf('Yeni Lead (+90 532 123 45 67)', 'tr')).toBe('YL')
  expect(initialsOf('+49 151 234', 'tr')).toBe('')
  expect(initialsOf('  ', 'tr')).toBe('')
  expect(initialsOf('🌸 Zeynep 🌸', 'tr')).toBe('Z')
})
