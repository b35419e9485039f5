import { expect, it } from 'vitest'
import { auditChanges } from './audit-changes.ts'

it('shows what a field was and what it became', () => {
  expect(auditChanges({ name: 'Yeni' }, { name: 'İlk temas' })).toEqual([
    { field: 'name', before: 'Yeni', after: 'İlk temas' },
  ])
})

it('shows only the outcome of something created, and a dash for what was taken away', () => {
  expect(auditChanges({ role: null, phone: null }, { role: 'admin', phone: null })).toEqual([
    { field: 'role', before: null, after: 'admin' },
  ])
  expect(auditChanges(null, { role: 'admin' })).toEqual([{ field: 'role', before: null, after: 'admin' }])
  expect(auditChanges({ name: 'Eski' }, null)).toEqual([{ field: 'name', before: 'Eski', after: '–' }])
})

it('cuts what is too long for a line', () => {
  const [change] = auditChanges(null, { ids: Array.from({ length: 100 }, (_, index) => index) })
  expect(change?.after).toHaveLength(120)
})
